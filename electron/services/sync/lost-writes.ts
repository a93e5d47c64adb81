import type { Task } from '@medplum/fhirtypes';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { holdsOp } from './held-rows.ts';
import { markReset } from './server-row.ts';

/** So many forgotten moves in one answer are no careless program: the registry itself has lost them. */
const SEVERAL = 3;

/** Moves of ours that the registry once acknowledged and that are gone from the Task: somebody wrote over it. */
export const lostOps = (tx: Transaction, task: Task, uris: FhirUris): string[] =>
  tx.read
    .all(
      tx.read.query
        .selectFrom('outbox')
        .select(['op_id', 'created_at'])
        .where('stream_id', '=', task.id ?? '')
        .where('step', '=', 'task')
        .where('state', '=', 'acked'),
    )
    .filter(row => !holdsOp(task, row, uris))
    .map(row => row.op_id);

/**
 * Makes lost moves again by the same procedure, which asks about those that are no longer allowed; where several are
 * gone at once the registry is in doubt and a person looks first.
 * @returns whether anything is to be sent
 */
export function repairLostWrites(tx: Transaction, baseUrl: string, opIds: readonly string[]): boolean {
  if (opIds.length >= SEVERAL) {
    markReset(tx, baseUrl, 'ops-missing');
    return false;
  }
  for (const op_id of opIds) {
    tx.bookkeeping.update('outbox', { op_id }, { state: 'pending', next_at: null, error_class: 'lost-write' });
  }
  return opIds.length > 0;
}
