import type { Communication } from '@medplum/fhirtypes';
import { type Id, type Instant, wallClock } from '../records/time.ts';
import { MESSAGE_LIMIT } from '../referral/message.ts';
import {
  metaOf,
  organizationReference,
  patientReference,
  reference,
  storedTime,
  type Writing,
  wireTime,
} from './writing.ts';

export interface Message {
  id: Id;
  referralId: Id;
  text: string;
  sentAt: Instant;
  /** As the ward reads it. */
  author: string;
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
    sender: organizationReference(writing.facilityCode, message.author),
    payload: [{ contentString: message.text.slice(0, MESSAGE_LIMIT) }],
  };
}

/** The message of a patient on the road who comes at another time than the ward was told. */
export const etaMessage = (eta: Instant, before: Instant | null): string =>
  `预计到达时间改为 ${wallClock(eta)}${before === null ? '' : `（原 ${wallClock(before)}）`}。`;

/** A message as the screen reads it. */
export interface MessageReading {
  id: Id;
  referralId: Id;
  text: string;
  author: string;
  sentAt: Instant;
  serverTime: Instant;
}

/** @returns null where it is about no referral, says nothing, or the registry's stamps are missing */
export function readCommunication(communication: Communication): MessageReading | null {
  const { id, about = [], basedOn = [], payload = [], sender, sent, meta } = communication;
  const referralId = [...about, ...basedOn].flatMap(({ reference }) => REFERRAL.exec(reference ?? '')?.[1] ?? [])[0];
  const text = payload.flatMap(({ contentString }) => contentString?.trim() || []).join('\n');
  const serverTime = storedTime(meta?.lastUpdated);
  if (id === undefined || referralId === undefined || text === '' || serverTime === null) return null;
  const author = sender?.display ?? sender?.reference?.replace(/^Organization\/org-/, '') ?? '';
  return { id, referralId, text, author, sentAt: storedTime(sent) ?? serverTime, serverTime };
}

/** Task and ServiceRequest of a referral bear its id. */
const REFERRAL = /^(?:Task|ServiceRequest)\/([0-9a-f-]{36})$/;
