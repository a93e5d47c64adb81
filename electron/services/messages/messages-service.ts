import { AppError } from '../../../shared/contract/errors.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { ReferralMessage } from '../../../shared/referral/message.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { MessageRow } from '../database/rows/referral-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { type OutboxHead, rowsOf } from '../outbox/rows.ts';
import type { ServiceDependencies } from '../service.ts';
import { queueMessage } from './queue-message.ts';

export interface MessagesDependencies extends ServiceDependencies {
  /** What was signed last of a referral; it says to whom, by whom and about whom. */
  signed: (referralId: Id) => PacketModel | null;
  /** Hospital of a facility code; the text itself where it is none. */
  facilityName: (code: string) => string;
}

/** Messages with the ward about a referral, both ways. */
export function createMessages(dependencies: MessagesDependencies) {
  const { read, write, clock, ids } = dependencies;

  function list({ referralId }: { referralId: Id }): ReferralMessage[] {
    const { query } = read;
    const messages = read.all(
      query.selectFrom('message').selectAll().where('referral_id', '=', referralId).orderBy('stored_at'),
    );
    const rows = rowsOf(read, [referralId]).filter(({ step }) => step === 'message');
    const unread = read.all(query.selectFrom('unread').select('id').where('referral_id', '=', referralId));
    const isUnread = new Set(unread.map(({ id }) => id));
    return messages.map(message => ({
      id: message.id,
      direction: message.direction,
      author: message.direction === 'in' ? dependencies.facilityName(message.author) : message.author,
      body: message.body,
      sentAt: message.sent_at,
      isUnread: isUnread.has(message.id),
      ...whereabouts(message, rows),
    }));
  }

  return {
    list,
    send(actor: Actor, { referralId, body }: { referralId: Id; body: string }): ReferralMessage[] {
      const referral = read.first(read.query.selectFrom('referral').select('patient_id').where('id', '=', referralId));
      if (!referral) throw new AppError('not-found');
      const packet = dependencies.signed(referralId);
      write(actor, { action: 'messages.send', subject: referral.patient_id, reason: null }, tx => {
        const message = { id: ids.uuid(), referralId, body, at: clock.now(), packet };
        if (!queueMessage(tx, ids, actor, message)) throw new AppError('illegal-move');
        tx.announce({ type: 'referral.changed', referralId, patientId: referral.patient_id });
      });
      return list({ referralId });
    },
  };
}

/** Delivered only where the registry has acknowledged it. */
function whereabouts(
  { id, direction, server_time }: MessageRow,
  rows: readonly OutboxHead[],
): Pick<ReferralMessage, 'state' | 'serverTime'> {
  if (direction === 'in') return { state: 'received', serverTime: server_time };
  const sending = rows.findLast(({ resource_id }) => resource_id === id);
  switch (sending?.state) {
    case 'acked':
      return { state: 'delivered', serverTime: sending.acked_server_time };
    case 'inflight':
      return { state: 'sending', serverTime: null };
    case 'pending':
      return { state: 'waiting', serverTime: null };
    case 'superseded':
    case undefined:
      return { state: 'dropped', serverTime: null };
    default:
      return { state: 'refused', serverTime: null };
  }
}
