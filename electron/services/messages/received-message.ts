import type { Communication } from '@medplum/fhirtypes';
import { readCommunication } from '../../../shared/fhir/communication.ts';
import { noteUnread } from '../answers/unread.ts';
import type { Transaction } from '../database/unit-of-work.ts';

/** Keeps a message of a ward about a referral of this workstation, once: a message never changes. */
export function keepReceivedMessage(tx: Transaction, communication: Communication): void {
  const message = readCommunication(communication);
  if (!message) return;
  const { id, referralId, text, author, sentAt, serverTime } = message;
  const { query } = tx.read;
  const referral = tx.read.first(query.selectFrom('referral').select('patient_id').where('id', '=', referralId));
  const isKept = tx.read.first(query.selectFrom('message').select('id').where('id', '=', id)) !== undefined;
  if (!referral || isKept) return; // of another workstation of the same facility, or known
  tx.insert('message', {
    id,
    referral_id: referralId,
    direction: 'in',
    author,
    body: text,
    sent_at: sentAt,
    server_time: serverTime,
    stored_at: tx.at,
  });
  noteUnread(tx, { id, referral_id: referralId, kind: 'message', what: '', at: serverTime });
  tx.announce({ type: 'referral.changed', referralId, patientId: referral.patient_id });
}
