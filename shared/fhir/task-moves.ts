import type { TaskStatus } from '../referral/referral.ts';

export type Side = 'county' | 'ward';

interface BusinessStateRow {
  readonly status: TaskStatus;
  readonly writers: readonly Side[];
  /** What the move must carry besides itself. */
  readonly needs?: 'expected-at' | 'place' | 'reason' | 'advice' | 'organization' | 'findings' | 'document' | 'eta';
}

/** Every business status, the Task.status it stands under and who writes it. */
export const BUSINESS_STATES = {
  created: { status: 'requested', writers: ['county'] },
  'info-supplied': { status: 'requested', writers: ['county'] },
  read: { status: 'received', writers: ['ward'] },
  'accepted-waiting-bed': { status: 'accepted', writers: ['ward'], needs: 'expected-at' },
  'bed-assigned': { status: 'accepted', writers: ['ward'], needs: 'place' },
  'info-requested': { status: 'on-hold', writers: ['ward'], needs: 'reason' },
  declined: { status: 'rejected', writers: ['ward'], needs: 'reason' },
  'declined-advise-local': { status: 'rejected', writers: ['ward'], needs: 'advice' },
  'referred-onward': { status: 'rejected', writers: ['ward'], needs: 'organization' },
  departed: { status: 'in-progress', writers: ['county'], needs: 'eta' },
  arrived: { status: 'in-progress', writers: ['ward'] },
  admitted: { status: 'in-progress', writers: ['ward'] },
  diagnosed: { status: 'in-progress', writers: ['ward'], needs: 'findings' },
  returned: { status: 'completed', writers: ['ward'], needs: 'document' },
  closed: { status: 'completed', writers: ['ward'], needs: 'document' },
  withdrawn: { status: 'cancelled', writers: ['county'], needs: 'reason' },
  redirected: { status: 'cancelled', writers: ['county'], needs: 'reason' },
  'patient-refused': { status: 'cancelled', writers: ['county'] },
  'died-before-transfer': { status: 'cancelled', writers: ['county'] },
  'not-arrived': { status: 'failed', writers: ['ward'] },
  'turned-back': { status: 'failed', writers: ['county'] },
  'died-in-transit': { status: 'failed', writers: ['county'] },
  'entered-in-error': { status: 'entered-in-error', writers: ['county'], needs: 'reason' },
} as const satisfies Record<string, BusinessStateRow>;

export type BusinessState = keyof typeof BUSINESS_STATES;

/** Where a Task can stand; what it may do next depends on no more than this. */
export type Place =
  | 'requested'
  | 'received'
  | 'on-hold'
  | 'accepted'
  | 'departed'
  | 'arrived'
  | 'admitted'
  | 'diagnosed'
  | 'ended'
  | 'void';

const ACCEPT = ['accepted-waiting-bed', 'bed-assigned'] as const;
const REJECT = ['declined', 'declined-advise-local', 'referred-onward'] as const;
const CANCEL = ['withdrawn', 'redirected', 'patient-refused', 'died-before-transfer'] as const;
const COMPLETE = ['returned', 'closed'] as const;
const FAIL_ON_THE_WAY = ['not-arrived', 'turned-back', 'died-in-transit'] as const;

const WAITING = [...ACCEPT, 'info-requested', ...REJECT, 'departed', 'arrived', ...CANCEL, 'entered-in-error'] as const;

/** Allowed moves. Who may make one is the writer of the state it leads to. */
export const MOVES: Readonly<Record<Place, readonly BusinessState[]>> = {
  requested: ['read', ...WAITING],
  received: WAITING,
  'on-hold': ['info-supplied', ...ACCEPT, ...REJECT, 'departed', ...CANCEL, 'entered-in-error'],
  accepted: [...ACCEPT, ...REJECT, 'departed', 'arrived', ...CANCEL, 'entered-in-error'],
  departed: ['arrived', ...FAIL_ON_THE_WAY, 'entered-in-error'],
  arrived: ['admitted', ...COMPLETE, 'not-arrived', 'entered-in-error'],
  admitted: ['diagnosed', ...COMPLETE, 'entered-in-error'],
  diagnosed: [...COMPLETE, 'entered-in-error'],
  ended: ['entered-in-error'], // a new attempt is a new ServiceRequest and Task
  void: [],
};

const PLACE_OF_STATUS: Readonly<Record<TaskStatus, Place>> = {
  requested: 'requested',
  received: 'received',
  accepted: 'accepted',
  'on-hold': 'on-hold',
  rejected: 'ended',
  'in-progress': 'ended', // told apart by the business status; an unknown one allows no move but a correction
  completed: 'ended',
  cancelled: 'ended',
  failed: 'ended',
  'entered-in-error': 'void',
};

export function placeOf(status: TaskStatus, businessStatus: string): Place {
  if (status !== 'in-progress') return PLACE_OF_STATUS[status];
  const isStep = businessStatus === 'departed' || businessStatus === 'arrived' || businessStatus === 'admitted';
  return isStep || businessStatus === 'diagnosed' ? businessStatus : 'ended';
}

export function mayMove(from: Place, to: BusinessState, side: Side): boolean {
  const writers: readonly Side[] = BUSINESS_STATES[to].writers;
  return MOVES[from].includes(to) && writers.includes(side);
}
