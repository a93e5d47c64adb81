import { type PacketDocument, PacketModel } from '../../shared/referral/packet-model.ts';
import { OVERFLOW_ARRIVED } from './sample-packets/departures.ts';
import { full } from './sample-packets/full.ts';
import { minimal } from './sample-packets/minimal.ts';
import { overflow } from './sample-packets/overflow.ts';

export const SAMPLES = ['minimal', 'full', 'overflow'] as const;
export type Sample = (typeof SAMPLES)[number];

/** Fictional packets: one minute's emergency, a well-kept record, and a record that overflows every field. */
export function samplePacket(sample: Sample): PacketModel {
  return PacketModel.parse(BUILDERS[sample]());
}

const BUILDERS: Readonly<Record<Sample, () => unknown>> = { minimal, full, overflow };

/** What was written on the way, after the signature; null where the record has nothing newer. */
export const sampleDeparture = (sample: Sample): PacketDocument['departure'] =>
  sample === 'overflow' ? OVERFLOW_ARRIVED : null;
