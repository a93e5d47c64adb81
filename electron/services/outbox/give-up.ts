import type { OutboxRow } from '../database/rows/sync-rows.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { type OutboxHead, rowsOf } from './rows.ts';

/**
 * Drops a row: it is never sent. What needs its content goes with it (the letter of a file, the revocation of a
 * cancelled request, all that follows a bundle); what only waited for its turn behind a move takes the place that the
 * move had.
 */
export function giveUp(
  tx: Transaction,
  row: OutboxHead,
  why: Partial<Pick<OutboxRow, 'error_class' | 'outcome'>> = {},
): void {
  tx.bookkeeping.update('outbox', { op_id: row.op_id }, { ...why, state: 'superseded', next_at: null });
  const behind = rowsOf(tx.read, [row.stream_id]).filter(
    each => each.depends_on === row.seq && each.state !== 'acked' && each.state !== 'superseded',
  );
  for (const next of behind) {
    if (row.step !== 'task' || next.step === 'request') giveUp(tx, next, why);
    else tx.bookkeeping.update('outbox', { op_id: next.op_id }, { depends_on: row.depends_on });
  }
}
