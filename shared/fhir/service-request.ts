import type { Annotation, ServiceRequest } from '@medplum/fhirtypes';
import type { Id } from '../records/time.ts';
import type { PacketModel } from '../referral/packet-model.ts';
import { TERMINOLOGY } from './uris.ts';
import {
  coding,
  metaOf,
  organizationReference,
  patientReference,
  reference,
  revision,
  type Writing,
  wireTime,
} from './writing.ts';

/** FHIR request priority by urgency (立即, 24 h, 48 h). */
export const PRIORITIES = { now: 'stat', 'within-24h': 'asap', 'within-48h': 'urgent' } as const;

export const priorityOf = (urgency: PacketModel['form']['urgency']) => PRIORITIES[urgency ?? 'within-48h'];

const EMERGENCY_BASIS = { 'life-saving': '抢救生命', 'unconscious-no-relative': '意识障碍且无家属在场' } as const;

/** A signed packet: it has a number, a receiver and a time. */
export type SignedPacket = PacketModel & {
  readonly number: string;
  readonly signedAt: string;
  readonly ward: NonNullable<PacketModel['ward']>;
};

export interface RequestParts {
  doctorId: Id;
  conditionIds: readonly string[];
  /** What the ward should read with the request: Observations and treatments by `Type/id`. */
  supporting: readonly string[];
}

export const referralNumberIdentifier = (number: string, { uris }: Writing) => ({
  use: 'official' as const,
  type: { coding: [coding(`${TERMINOLOGY}/v2-0203`, 'PLAC')] },
  system: uris.sid.referralNumber,
  value: number,
});

/** The transfer as asked for. Its id is the referral's; each supplement has a `rev` one higher. */
export function toServiceRequest(packet: SignedPacket, parts: RequestParts, writing: Writing): ServiceRequest {
  const { episode, form, ward } = packet;
  const note = notes(packet);
  return {
    resourceType: 'ServiceRequest',
    id: packet.referralId,
    meta: metaOf(writing),
    extension: [
      revision(writing.uris, packet.supplement + 1),
      {
        url: writing.uris.extension.t0,
        extension: [
          { url: 'at', valueDateTime: wireTime(episode.firstPresentationAt) },
          { url: 'source', valueCode: episode.firstPresentationSource },
        ],
      },
    ],
    identifier: [referralNumberIdentifier(packet.number, writing)],
    status: 'active',
    intent: 'order',
    priority: priorityOf(form.urgency),
    code: { text: '转诊（院）' },
    subject: patientReference(writing),
    authoredOn: wireTime(packet.signedAt),
    ...(packet.transport.eta === null ? {} : { occurrenceDateTime: wireTime(packet.transport.eta) }),
    requester: reference('Practitioner', parts.doctorId, packet.doctor.displayName),
    performer: [organizationReference(ward.facilityCode, `${ward.facilityName} ${ward.wardName}`)],
    ...(form.reasons.length > 0 || form.reasonText !== ''
      ? {
          reasonCode: [
            ...form.reasons.map(reason => ({ coding: [coding(writing.uris.codeSystem.reason, reason)] })),
            ...(form.reasonText === '' ? [] : [{ text: form.reasonText }]),
          ],
        }
      : {}),
    ...(parts.conditionIds.length > 0
      ? { reasonReference: parts.conditionIds.map(id => reference('Condition', id)) }
      : {}),
    ...(parts.supporting.length > 0
      ? { supportingInfo: parts.supporting.map(address => ({ reference: address })) }
      : {}),
    ...(note.length > 0 ? { note } : {}),
  };
}

function notes({ form, incompleteReason }: SignedPacket): Annotation[] {
  const basis = form.sharing.emergencyBasis;
  return [
    form.purpose,
    ...(basis === null ? [] : [`紧急情形共享依据：${EMERGENCY_BASIS[basis]}`]),
    ...(incompleteReason === null ? [] : [`资料不全发送：${incompleteReason}`]),
  ]
    .filter(text => text.trim() !== '')
    .map(text => ({ text }));
}
