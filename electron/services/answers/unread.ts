import type { Id } from '../../../shared/records/time.ts';
import type { UnreadRow } from '../database/rows/referral-rows.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { differenceOf, referralEvents } from './referral-events.ts';

/** Notes something that a person has to take note of. */
export function noteUnread(tx: Transaction, row: UnreadRow): void {
  tx.bookkeeping.put('unread', row);
}

/** Looks anew whether a typed answer and the registry's say different things; after any change of either. */
export function noteDifference(tx: Transaction, referralId: Id): void {
  const difference = differenceOf(referralEvents(tx.read, [referralId]));
  tx.bookkeeping.remove('unread', { id: referralId });
  if (difference === null || difference.settled !== null) return;
  noteUnread(tx, {
    id: referralId,
    referral_id: referralId,
    kind: 'difference',
    what: difference.registry.kind,
    at: difference.registry.serverTime ?? difference.registry.at,
  });
}
