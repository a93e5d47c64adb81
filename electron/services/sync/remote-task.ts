import type { Task } from '@medplum/fhirtypes';
import { readTask, type TaskOp, type TaskReading } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import { organizationId } from '../../../shared/fhir/writing.ts';
import { blankDetail, type EventDetail } from '../answers/referral-events.ts';
import { noteDifference, noteUnread } from '../answers/unread.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { remoteCopy } from './remote-copies.ts';

/**
 * Keeps the registry's copy of a Task and, where it says something new about a referral of this workstation, an
 * immutable event of its status machine for each move.
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
  if (!referral) {
    tx.announce({ type: 'received.changed' });
    return true; // to us, or of another workstation of the same facility
  }
  if (hasChanged(before, now) && !isTold(tx, task.id, now)) {
    insertEvents(tx, ids, task.id, before, now);
    noteDifference(tx, task.id);
  }
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

/**
 * Between two looks at a Task more than one move may have been made: each left its op, and each is an event. Only the
 * last bears the reason and what was added.
 */
function insertEvents(
  tx: Transaction,
  ids: Ids,
  referralId: string,
  before: TaskReading | null,
  now: TaskReading,
): void {
  const kind = now.businessStatus === '' ? now.taskStatus : now.businessStatus;
  const seen = new Set(before?.ops.map(({ id }) => id));
  const unseen = now.ops.filter(op => !seen.has(op.id) && (op.to === kind || !isOnRecord(tx, referralId, op)));
  const last = unseen.findLast(({ to }) => to === kind) ?? now.ops.findLast(({ to }) => to === kind);
  for (const op of unseen.slice(
    0,
    Math.max(
      0,
      unseen.findLastIndex(({ id }) => id === last?.id),
    ),
  ))
    insertEvent(tx, ids, { referralId, kind: op.to, op, now, detail: {} });
  const detail = { reason: now.reason, outputs: now.outputs.slice(before?.outputs.length ?? 0), notes: now.notes };
  insertEvent(tx, ids, { referralId, kind, op: last, now, detail });
}

/** Known from an earlier copy, such as before the registry was reset or reached by another address. */
function isTold(tx: Transaction, referralId: string, now: TaskReading): boolean {
  const event = tx.read.query
    .selectFrom('referral_event')
    .select('id')
    .where('referral_id', '=', referralId)
    .where('kind', '=', now.businessStatus || now.taskStatus)
    .where('server_time', '=', now.statusAt);
  return tx.read.first(event.limit(1)) !== undefined;
}

/** A registry that is new to this computer brings moves that another one brought before. */
const isOnRecord = (tx: Transaction, referralId: string, { to, at, site }: TaskOp): boolean =>
  tx.read.first(
    tx.read.query
      .selectFrom('referral_event')
      .select('id')
      .where('referral_id', '=', referralId)
      .where('kind', '=', to)
      .where('at', '=', at)
      .where('actor', '=', site),
  ) !== undefined;

interface Step {
  referralId: string;
  kind: string;
  op: TaskOp | undefined;
  now: TaskReading;
  detail: Partial<EventDetail>;
}

function insertEvent(tx: Transaction, ids: Ids, { referralId, kind, op, now, detail }: Step): void {
  const id = ids.uuid();
  tx.insert('referral_event', {
    id,
    referral_id: referralId,
    kind,
    at: op?.at || now.statusAt,
    server_time: now.statusAt,
    actor: op?.site ?? '',
    channel: op?.channel ?? 'network',
    detail_json: JSON.stringify({
      ...blankDetail(),
      taskStatus: now.taskStatus,
      businessStatus: now.businessStatus,
      opId: op?.id ?? '',
      ...detail,
    }),
  });
  if (isForAPerson(kind, op, now) && !isTakenFromFile(tx, op))
    noteUnread(tx, { id, referral_id: referralId, kind: 'answer', what: kind, at: now.statusAt });
}

/** Somebody here has read and taken this very answer from the ward's file. */
const isTakenFromFile = (tx: Transaction, op: TaskOp | undefined): boolean =>
  op !== undefined &&
  tx.read.first(
    tx.read.query.selectFrom('referral_event').select('id').where('id', '=', op.id).where('channel', '=', 'file'),
  ) !== undefined;

/** What we did ourselves is no news, and that the ward has read it asks for nothing. */
const isForAPerson = (kind: string, op: TaskOp | undefined, { requester }: TaskReading): boolean =>
  kind !== 'read' && (op === undefined || requester !== `Organization/${organizationId(op.site)}`);
