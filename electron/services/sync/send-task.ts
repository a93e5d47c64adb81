import type { Task } from '@medplum/fhirtypes';
import { applyTaskIntent, rebaseOf, TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { hasOp, readTask, type TaskReading } from '../../../shared/fhir/task.ts';
import { allowsDeparture } from '../../../shared/referral/ward-answer.ts';
import type { QueuedRow } from './queue.ts';
import type { Success } from './registry-client.ts';
import { type Attempt, acked, failed, question, type SendContext, trouble, WITHDRAWN } from './sending.ts';

/** Times that a foreign write may come in between before the row waits for its next turn. */
const ROUNDS = 3;

/** What a Task stands at after its first write: a move queued before anything was seen was decided on this. */
const FIRST_STATE = 'created';

/**
 * Makes one move of the shared Task: read, look for our mark, build on what is there, write with If-Match, read back.
 * What decides is our mark in the copy read back, never a status code.
 */
export async function sendTaskMove(context: SendContext, row: QueuedRow, payload: Buffer): Promise<Attempt> {
  const intent = TaskIntent.parse(JSON.parse(payload.toString('utf8')));
  const id = row.resource_id ?? '';
  for (let round = 1; ; round += 1) {
    const found = await context.client.read<Task>('Task', id);
    if (!found.ok) return failed(found);
    if ('absent' in found) return intent.side === 'ward' ? trouble('not-there-yet') : question('registry-reset');
    const decided = decide(found, intent, row.base_version, context);
    if (decided.kind !== 'write') return decided;
    if (round === 1 && !context.claim(row)) return WITHDRAWN;
    const written = await context.client.update(decided.task, found.etag);
    if (written.ok) return readBack(context, id, intent);
    if (written.reason !== 'moved' || round >= ROUNDS) return failed(written);
  }
}

type Decision = Exclude<Attempt, typeof WITHDRAWN> | { kind: 'write'; task: Task };

/** @param decidedOn version of the Task on which a person said that the move is to be made all the same */
function decide(
  { resource: found }: Success<Task>,
  intent: TaskIntent,
  decidedOn: string | null,
  { uris }: SendContext,
): Decision {
  const applied = applyTaskIntent(found, intent, uris);
  if (applied.result === 'already-there') return acked(found, found);
  const reading = readTask(found, uris);
  if (isActedUpon(reading, intent)) return { kind: 'overtaken', task: found };
  const stands = reading?.businessStatus ?? '';
  const isDecided = decidedOn !== null && decidedOn === found.meta?.versionId;
  const hasMoved = !isDecided && stands !== (intent.seen?.businessStatus ?? FIRST_STATE);
  if (applied.result === 'apply' && !hasMoved) return { kind: 'write', task: applied.task };
  const rebase = rebaseOf(
    { taskStatus: reading?.taskStatus ?? '', businessStatus: stands },
    intent.to,
    intent.side,
    applied.result === 'apply',
  );
  if (rebase === 'drop') return { kind: 'overtaken', task: found };
  const mayGo = rebase === 'silent' || rebase === 'tell';
  return applied.result === 'apply' && mayGo
    ? { kind: 'write', task: applied.task }
    : question('conflict', stands, found);
}

/** The county has the acceptance from the ward's file and has set out on it: nothing is left to be told. */
const isActedUpon = (reading: TaskReading | null, { side, channel, to }: TaskIntent): boolean =>
  side === 'ward' &&
  channel === 'file' &&
  allowsDeparture(to) &&
  reading?.ops.findLast(op => op.to === 'departed')?.channel === 'file';

async function readBack({ client, uris }: SendContext, id: string, intent: TaskIntent): Promise<Attempt> {
  const back = await client.read<Task>('Task', id);
  if (!back.ok) return failed(back);
  if ('absent' in back || !hasOp(back.resource, intent.opId, uris)) return trouble('lost-write');
  return acked(back.resource, back.resource);
}
