import { TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { type OutboxHead, payloadOf, rowsOf } from './rows.ts';
import { jsonBytes } from './wire.ts';

/**
 * Queues a move or a message that never went, behind all that is queued now: what it waited for was replaced. A move
 * gets a mark of its own, so that the two rows can never be taken for one.
 */
export function enqueueAgain(tx: Transaction, ids: Ids, row: OutboxHead): void {
  const { query } = tx.read;
  const { payload } = payloadOf(tx.read, row.seq);
  const before = rowsOf(tx.read, [row.stream_id])
    .filter(other => other.state !== 'superseded' && (other.step === 'bundle' || other.step === 'task'))
    .at(-1);
  const opId = ids.uuid();
  const isMove = row.step === 'task';
  const resources = tx.read.all(
    query.selectFrom('outbox_resource').select(['resource_type', 'resource_id', 'sha256']).where('seq', '=', row.seq),
  );
  tx.enqueue({
    op_id: opId,
    stream_id: row.stream_id,
    step: row.step,
    resource_type: row.resource_type,
    resource_id: row.resource_id,
    payload_format: row.payload_format,
    priority: row.priority,
    depends_on: before?.seq ?? null,
    payload: isMove ? jsonBytes({ ...TaskIntent.parse(JSON.parse(payload.toString('utf8'))), opId }) : payload,
    resources: resources.map(({ resource_type: type, resource_id: id, sha256 }) => ({ type, id, sha256 })),
  });
}
