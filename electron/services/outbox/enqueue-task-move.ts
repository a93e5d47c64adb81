import type { Bundle, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { requestOf } from '../../../shared/fhir/head-bundle.ts';
import { readTask } from '../../../shared/fhir/task.ts';
import { BUSINESS_STATES } from '../../../shared/fhir/task-moves.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import { PAYLOAD_FORMAT, revision, revisionOf } from '../../../shared/fhir/writing.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import type { TaskStatus } from '../../../shared/referral/referral.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';
import { presentCopy } from '../sync/remote-copies.ts';
import { bodyOf, headOf, isAttachment, type OutboxHead, rowsOf } from './rows.ts';
import { pendingMoves } from './task-place.ts';
import { jsonBytes, resourceMarks } from './wire.ts';

export type TaskMove = Pick<TaskIntent, 'site' | 'to' | 'channel' | 'outputs' | 'reason'> & {
  referralId: Id;
  at: Instant;
};

const MOVE_PRIORITY = 0; // an answer that somebody waits for

/**
 * Queues a move of the shared Task as an intent; the Task itself is built from the registry's copy when it is sent.
 * @returns its place, behind the referral and every earlier move
 */
export function enqueueTaskMove(tx: Transaction, ids: Ids, { referralId, ...move }: TaskMove): number {
  return enqueueIntent(tx, referralId, { opId: ids.uuid(), side: 'county', ...move, seen: seenNow(tx, referralId) });
}

/**
 * Queues the ward's answer under the id that it has in the file as well: whichever comes first, it is one answer. It waits
 * while the registry does not hold the referral yet.
 * @returns the intent, decided on what this computer knows of the Task
 */
export function enqueueWardAnswer(
  tx: Transaction,
  referralId: Id,
  answer: Omit<TaskIntent, 'side' | 'seen'>,
): TaskIntent {
  const intent: TaskIntent = { ...answer, side: 'ward', seen: seenNow(tx, referralId) };
  enqueueIntent(tx, referralId, intent);
  return intent;
}

function enqueueIntent(tx: Transaction, referralId: Id, intent: TaskIntent): number {
  const before = rowsOf(tx.read, [referralId])
    .filter(row => row.state !== 'superseded' && (row.step === 'bundle' || row.step === 'task'))
    .at(-1);
  return tx.enqueue({
    op_id: intent.opId,
    stream_id: referralId,
    step: 'task',
    resource_type: 'Task',
    resource_id: referralId,
    payload_format: PAYLOAD_FORMAT,
    priority: MOVE_PRIORITY,
    depends_on: before?.seq ?? null,
    payload: jsonBytes(intent),
    resources: [],
  });
}

/** Ends that the county writes: before departure, on the way, or of what should never have been. */
export type CountyEnd =
  | 'withdrawn'
  | 'redirected'
  | 'patient-refused'
  | 'died-before-transfer'
  | 'turned-back'
  | 'died-in-transit'
  | 'entered-in-error';

export interface Withdrawal {
  referralId: Id;
  /** Facility code. */
  site: string;
  to: CountyEnd;
  at: Instant;
  reason: string;
}

/**
 * Takes a referral back. What has certainly never left this computer is dropped and stays here; otherwise the Task is
 * cancelled and the ServiceRequest revoked, in this order.
 * @returns `never-sent`: nothing is to be told to the registry
 */
export function enqueueWithdrawal(tx: Transaction, ids: Ids, withdrawal: Withdrawal): 'queued' | 'never-sent' {
  const { referralId } = withdrawal;
  const rows = rowsOf(tx.read, [referralId]);
  const head = headOf(rows);
  const isAtRegistry = head !== undefined && (head.sent_at !== null || head.state === 'acked') && head.state !== 'dead';
  for (const row of rows) if (mayBeDropped(row, isAtRegistry)) drop(tx, row);
  if (!isAtRegistry) return 'never-sent';
  const cancel = enqueueTaskMove(tx, ids, { ...withdrawal, channel: 'network', outputs: [] });
  const status = REQUEST_AFTER[BUSINESS_STATES[withdrawal.to].status];
  if (status) enqueueRevocation(tx, ids, rows, cancel, status);
  return 'queued';
}

/** What becomes of the ServiceRequest by the Task's status (registry-and-sync 3.1); a journey that failed leaves it. */
const REQUEST_AFTER: Partial<Record<TaskStatus, ServiceRequest['status']>> = {
  cancelled: 'revoked',
  'entered-in-error': 'entered-in-error',
};

/** Never sent, or refused for good; of a referral that is at the registry only what is not yet on its way. */
function mayBeDropped(row: OutboxHead, isAtRegistry: boolean): boolean {
  if (row.state === 'acked' || row.state === 'inflight' || row.state === 'superseded') return false;
  if (row.sent_at !== null && row.state !== 'dead') return false;
  return !isAtRegistry || isAttachment(row.step) || row.step === 'message';
}

function drop(tx: Transaction, { op_id }: OutboxHead): void {
  tx.bookkeeping.update('outbox', { op_id }, { state: 'superseded', next_at: null });
}

function enqueueRevocation(
  tx: Transaction,
  ids: Ids,
  rows: readonly OutboxHead[],
  after: number,
  status: ServiceRequest['status'],
): void {
  const latest = rows.findLast(row => row.step === 'bundle' && row.state !== 'superseded');
  const request = latest && requestOf([bodyOf(tx.read, latest.seq) as Bundle]);
  if (!request) return;
  const uris = fhirUris(readRegistrySetting(tx.read).fhirBase);
  const others = (request.extension ?? []).filter(extension => extension.url !== uris.extension.rev);
  const rev = revisionOf(request, uris) + 1;
  const revoked = { ...request, status, extension: [revision(uris, rev), ...others] };
  tx.enqueue({
    op_id: ids.uuid(),
    stream_id: request.id ?? '',
    step: 'request',
    resource_type: 'ServiceRequest',
    resource_id: request.id ?? '',
    payload_format: PAYLOAD_FORMAT,
    priority: MOVE_PRIORITY,
    depends_on: after,
    payload: jsonBytes(revoked),
    resources: resourceMarks([revoked]),
  });
}

/** What the user decides upon: the registry's copy, and our own moves that are on their way to it. */
function seenNow(tx: Transaction, referralId: Id): TaskIntent['seen'] {
  const seen = seenTask(tx, referralId);
  const ours = pendingMoves(tx.read, referralId).at(-1);
  return ours ? { versionId: seen?.versionId ?? '', businessStatus: ours.to } : seen;
}

function seenTask(tx: Transaction, referralId: Id): TaskIntent['seen'] {
  const row = presentCopy(tx.read, 'Task', referralId);
  if (!row) return null;
  const reading = readTask(JSON.parse(row.json) as Task, fhirUris(readRegistrySetting(tx.read).fhirBase));
  return reading && { versionId: reading.versionId, businessStatus: reading.businessStatus };
}
