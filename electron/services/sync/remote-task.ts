import type { Task } from '@medplum/fhirtypes';
import { readTask, type TaskReading } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { remoteCopy } from './remote-copies.ts';

/**
 * Keeps the registry's copy of a Task and, where it says something new about a referral of this workstation, one
 * immutable event of its status machine.
 * @returns whether this version was news
 */
export function saveTask(tx: Transaction, ids: Ids, uris: FhirUris, baseUrl: string, task: Task): boolean {
  const now = readTask(task, uris);
  if (!now || task.id === undefined) return false;
  const before = lastSeen(tx, uris, baseUrl, task.id);
  if (before?.versionId === now.versionId && before.statusAt === now.statusAt) return false;
  tx.bookkeeping.put('remote', {
    base_url: baseUrl,
    type: 'Task',
    id: task.id,
    version_id: now.versionId,
    last_updated: now.statusAt,
    json: JSON.stringify(task),
  });
  const referral = tx.read.first(tx.read.query.selectFrom('referral').select('patient_id').where('id', '=', task.id));
  if (!referral) return true; // of another workstation of the same facility
  if (hasChanged(before, now)) insertEvent(tx, ids, task.id, now);
  tx.announce({ type: 'referral.changed', referralId: task.id, patientId: referral.patient_id });
  return true;
}

const hasChanged = (before: TaskReading | null, now: TaskReading): boolean =>
  before === null ||
  before.taskStatus !== now.taskStatus ||
  before.businessStatus !== now.businessStatus ||
  before.reason !== now.reason ||
  before.outputs.length !== now.outputs.length;

function lastSeen(tx: Transaction, uris: FhirUris, baseUrl: string, id: string): TaskReading | null {
  const row = remoteCopy(tx.read, baseUrl, 'Task', id);
  return row ? readTask(JSON.parse(row.json) as Task, uris) : null;
}

function insertEvent(tx: Transaction, ids: Ids, referralId: string, now: TaskReading): void {
  const kind = now.businessStatus === '' ? now.taskStatus : now.businessStatus;
  const op = now.ops.findLast(candidate => candidate.to === kind);
  tx.insert('referral_event', {
    id: ids.uuid(),
    referral_id: referralId,
    kind,
    at: op?.at || now.statusAt,
    server_time: now.statusAt,
    actor: op?.site ?? '',
    channel: op?.channel ?? 'network',
    detail_json: JSON.stringify({
      taskStatus: now.taskStatus,
      businessStatus: now.businessStatus,
      reason: now.reason,
      outputs: now.outputs,
      notes: now.notes,
    }),
  });
}
