import type { Communication } from '@medplum/fhirtypes';
import type { Id, Instant } from '../records/time.ts';
import { metaOf, organizationReference, patientReference, reference, type Writing, wireTime } from './writing.ts';

/** Longest message. */
export const MESSAGE_LIMIT = 2000; // characters

export interface Message {
  id: Id;
  referralId: Id;
  text: string;
  sentAt: Instant;
  /** Facility code of the receiver. */
  to: string;
}

/** A message about a referral. Immutable: it is written once and never corrected. */
export function toCommunication(message: Message, writing: Writing): Communication {
  return {
    resourceType: 'Communication',
    id: message.id,
    meta: metaOf(writing),
    basedOn: [reference('ServiceRequest', message.referralId)],
    status: 'completed',
    subject: patientReference(writing),
    about: [reference('Task', message.referralId)],
    sent: wireTime(message.sentAt),
    recipient: [organizationReference(message.to)],
    sender: organizationReference(writing.facilityCode),
    payload: [{ contentString: message.text.slice(0, MESSAGE_LIMIT) }],
  };
}
