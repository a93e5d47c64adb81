import type { Task } from '@medplum/fhirtypes';
import { OPS_KEPT } from '../../../shared/fhir/apply-task-intent.ts';
import { readTask } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { Transaction } from '../database/unit-of-work.ts';

/**
 * A move of ours that the registry once acknowledged and that is gone from the Task: somebody wrote over it. It is made
 * again by the same procedure, and asked about where it is no longer allowed.
 * @returns whether one was found
 */
export function repairLostWrites(tx: Transaction, task: Task, uris: FhirUris): boolean {
  const reading = readTask(task, uris);
  if (!reading || task.id === undefined) return false;
  const kept = new Set(reading.ops.map(op => op.id));
  const oldest = reading.ops[0]?.at ?? '';
  const rows = tx.read.all(
    tx.read.query
      .selectFrom('outbox')
      .select(['op_id', 'created_at'])
      .where('stream_id', '=', task.id)
      .where('step', '=', 'task')
      .where('state', '=', 'acked'),
  );
  const lost = rows.filter(({ op_id, created_at }) => {
    const isBeyondMemory = reading.ops.length >= OPS_KEPT && created_at < oldest;
    return !kept.has(op_id) && !isBeyondMemory;
  });
  for (const { op_id } of lost) {
    tx.bookkeeping.update('outbox', { op_id }, { state: 'pending', next_at: null, error_class: 'lost-write' });
  }
  return lost.length > 0;
}
