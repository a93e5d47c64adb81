import type { DepartureContent } from '../../shared/referral/departure-record.ts';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';

/**
 * Consent and transport as the pages P6 and P7 print them: as they stand at this print where they were written on after
 * the signature, with that time; else as frozen.
 */
export function departureOnPaper({ model, departure }: PacketDocument): DepartureContent & { newerAt: string | null } {
  const { consent, transport, calls } = departure ?? model;
  return { consent, transport, calls, newerAt: departure?.at ?? null };
}
