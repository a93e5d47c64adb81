import { toCommunication } from '../../../shared/fhir/communication.ts';
import { PAYLOAD_FORMAT } from '../../../shared/fhir/writing.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { headOf, rowsOf } from '../outbox/rows.ts';
import { jsonBytes, resourceMarks, writingFor } from '../outbox/wire.ts';
import type { Ids } from '../ports.ts';

const PRIORITY = 0; // somebody waits for the answer

export interface MessageToWard {
  id: Id;
  referralId: Id;
  body: string;
  at: Instant;
  /** What was signed last of the referral; it says to whom, by whom and about whom. */
  packet: PacketModel | null;
}

/**
 * Keeps a message to the ward and queues it behind its referral; it is never changed.
 * @returns false where nothing of this referral travels
 */
export function queueMessage(tx: Transaction, ids: Ids, actor: Actor, message: MessageToWard): boolean {
  const { id, referralId, body, at, packet } = message;
  const head = headOf(rowsOf(tx.read, [referralId]));
  if (!packet?.ward || !head || head.state === 'superseded') return false;
  tx.insert('message', {
    id,
    referral_id: referralId,
    direction: 'out',
    author: actor.name,
    body,
    sent_at: at,
    server_time: null,
    stored_at: at,
  });
  const author = `${packet.facility.name} ${actor.name}`;
  const to = packet.ward.facilityCode;
  const communication = toCommunication(
    { id, referralId, text: body, sentAt: at, author, to },
    writingFor(tx.read, packet),
  );
  tx.enqueue({
    op_id: ids.uuid(),
    stream_id: referralId,
    step: 'message',
    resource_type: 'Communication',
    resource_id: id,
    payload_format: PAYLOAD_FORMAT,
    priority: PRIORITY,
    depends_on: head.seq,
    payload: jsonBytes(communication),
    resources: resourceMarks([communication]),
  });
  return true;
}
