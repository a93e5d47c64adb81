import { TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { BUSINESS_STATES, type BusinessState, type Place, placeOf } from '../../../shared/fhir/task-moves.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { TaskStatus } from '../../../shared/referral/referral.ts';
import type { Reader } from '../database/store.ts';
import { remoteTasks } from './delivery.ts';
import { bodyOf, headOf, type OutboxHead, rowsOf } from './rows.ts';

/** Where a referral's Task will stand once what is queued has arrived; null where nothing of it travels. */
export interface TaskPlace {
  place: Place;
  taskStatus: TaskStatus;
  businessStatus: string;
}

export function taskPlace(read: Reader, referralId: Id): TaskPlace | null {
  const head = headOf(rowsOf(read, [referralId]));
  if (!head || head.state === 'superseded') return null;
  const move = pendingMoves(read, referralId).at(-1);
  const task = remoteTasks(read, [referralId]).get(referralId);
  const businessStatus = move?.to ?? task?.businessStatus ?? 'created';
  const taskStatus = move ? BUSINESS_STATES[move.to].status : (task?.taskStatus ?? 'requested');
  return { place: placeOf(taskStatus, businessStatus), taskStatus, businessStatus };
}

/** Moves of ours to `to` that have certainly not left this computer. */
export function unsentMoves(read: Reader, referralId: Id, to: BusinessState): OutboxHead[] {
  const rows = rowsOf(read, [referralId]).filter(
    row => row.step === 'task' && row.sent_at === null && (row.state === 'pending' || row.state === 'blocked'),
  );
  return rows.filter(({ seq }) => intentOf(read, seq).to === to);
}

const intentOf = (read: Reader, seq: number): TaskIntent => TaskIntent.parse(bodyOf(read, seq));

/** Moves of ours that the registry has not acknowledged and that nobody has dropped, in their order. */
export function pendingMoves(read: Reader, referralId: Id): TaskIntent[] {
  const rows = read.all(
    read.query
      .selectFrom('outbox')
      .select('seq')
      .where('stream_id', '=', referralId)
      .where('step', '=', 'task')
      .where('state', 'in', ['pending', 'inflight'])
      .orderBy('seq'),
  );
  return rows.map(({ seq }) => intentOf(read, seq));
}
