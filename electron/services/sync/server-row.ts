import type { ResetReason } from '../../../shared/contract/transfer.ts';
import type { ServerRow } from '../database/rows/sync-rows.ts';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';

/** What is remembered of the registry at an address. */
export const serverRow = (read: Reader, baseUrl: string): ServerRow | undefined =>
  read.first(read.query.selectFrom('server').selectAll().where('base_url', '=', baseUrl));

/** Changes the row of a server, making it where there is none. */
export function updateServer(tx: Transaction, baseUrl: string, change: Partial<ServerRow>): void {
  if (tx.bookkeeping.update('server', { base_url: baseUrl }, change) > 0) return;
  tx.bookkeeping.put('server', {
    base_url: baseUrl,
    epoch: null,
    date_offset_ms: 0,
    capability_json: '{}',
    last_complete_at: null,
    last_answer_at: null,
    last_error: null,
    reset_at: null,
    reset_why: null,
    date_seen: null,
    ...change,
  });
}

/** From now on nothing is sent until an administrator has decided; the first finding stands. */
export function markReset(tx: Transaction, baseUrl: string, why: ResetReason): void {
  if (serverRow(tx.read, baseUrl)?.reset_at != null) return;
  updateServer(tx, baseUrl, { reset_at: tx.at, reset_why: why });
  tx.announce({ type: 'sync.changed' });
}

export const isReset = (read: Reader, baseUrl: string): boolean => serverRow(read, baseUrl)?.reset_at != null;
