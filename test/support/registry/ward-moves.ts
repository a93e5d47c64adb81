import type { Task } from '@medplum/fhirtypes';

/** Task states a ward may write: business status to Task.status (registry-and-sync 3.1). */
export const WARD_STATES = {
  read: 'received',
  'accepted-waiting-bed': 'accepted',
  'bed-assigned': 'accepted',
  'info-requested': 'on-hold',
  declined: 'rejected',
  'declined-advise-local': 'rejected',
  'referred-onward': 'rejected',
  arrived: 'in-progress',
  admitted: 'in-progress',
  diagnosed: 'in-progress',
  returned: 'completed',
  closed: 'completed',
  'not-arrived': 'failed',
} as const satisfies Record<string, Task['status']>;

export type WardState = keyof typeof WARD_STATES;

/** What a ward may do from each state (registry-and-sync 3.2, column W): statuses, or steps of in-progress. */
const WARD_MOVES: Record<string, readonly string[]> = {
  requested: ['received', 'accepted', 'on-hold', 'rejected', 'arrived'],
  received: ['accepted', 'on-hold', 'rejected', 'arrived'],
  'on-hold': ['accepted', 'rejected'],
  accepted: ['accepted', 'rejected', 'arrived'],
  departed: ['arrived', 'failed'],
  arrived: ['admitted', 'completed', 'failed'],
  admitted: ['diagnosed', 'completed'],
  diagnosed: ['completed'],
};

/** Where a Task stands: its status, or the business status while in progress. */
export function stepOf(task: Task): string {
  const step = task.businessStatus?.coding?.[0]?.code;
  return task.status === 'in-progress' && step ? step : (task.status ?? '');
}

export function mayMove(task: Task, to: WardState): boolean {
  const status = WARD_STATES[to];
  return (WARD_MOVES[stepOf(task)] ?? []).includes(status === 'in-progress' ? to : status);
}
