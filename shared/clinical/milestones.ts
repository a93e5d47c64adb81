import type { Instant } from '../records/time.ts';

/**
 * The stamps of the course, T−1 to T16 (records-and-forms 9.1). The two 48 h limits are those of He & Li 2025
 * (doi:10.12449/JCH250604); all other targets are this programme's own.
 */
export interface Milestone {
  readonly id: string;
  readonly label: string;
  /** Who stamps it: the record itself, a person here, or the ward (through the registry, or typed after a call). */
  readonly stampedBy: 'record' | 'person' | 'ward';
  /** When it should have happened, counted from another milestone; null = no time of its own. */
  readonly target: { readonly after: string; readonly minutes: number } | null;
  /** When it must have happened; overdue from then on. */
  readonly limit: { readonly after: string; readonly minutes: number } | null;
}

const HOUR = 60;
const within = <After extends string>(after: After, minutes: number) => ({ after, minutes });

export const MILESTONES = [
  { id: 'onset', label: 'T−1', stampedBy: 'person', target: null, limit: null },
  { id: 'presented', label: 'T0', stampedBy: 'record', target: null, limit: null },
  { id: 'sampled', label: 'T1', stampedBy: 'record', target: within('presented', HOUR), limit: null },
  // The article names 4 h in one paragraph and 4–6 h in another.
  {
    id: 'eight-complete',
    label: 'T2',
    stampedBy: 'record',
    target: within('presented', 4 * HOUR),
    limit: within('presented', 6 * HOUR),
  },
  { id: 'judged', label: 'T3', stampedBy: 'record', target: within('eight-complete', 15), limit: null },
  { id: 'signed', label: 'T4', stampedBy: 'record', target: within('judged', HOUR), limit: null },
  { id: 'delivered', label: 'T5', stampedBy: 'record', target: within('signed', 10), limit: null },
  { id: 'read', label: 'T6', stampedBy: 'ward', target: within('delivered', 30), limit: null },
  { id: 'answered', label: 'T7', stampedBy: 'ward', target: within('delivered', 2 * HOUR), limit: null },
  { id: 'consented', label: 'T8', stampedBy: 'person', target: null, limit: null },
  { id: 'departed', label: 'T9', stampedBy: 'person', target: within('presented', 36 * HOUR), limit: null },
  { id: 'arrived', label: 'T10', stampedBy: 'ward', target: null, limit: null },
  { id: 'admitted', label: 'T11', stampedBy: 'ward', target: null, limit: within('presented', 48 * HOUR) },
  { id: 'kit-sampled', label: 'T12', stampedBy: 'ward', target: within('admitted', 12 * HOUR), limit: null },
  { id: 'kit-reported', label: 'T13', stampedBy: 'ward', target: within('admitted', 36 * HOUR), limit: null },
  { id: 'precipitant-treated', label: 'T14', stampedBy: 'ward', target: within('admitted', 48 * HOUR), limit: null },
  { id: 'diagnosed', label: 'T15', stampedBy: 'ward', target: null, limit: within('admitted', 48 * HOUR) },
  { id: 'returned', label: 'T16', stampedBy: 'ward', target: within('diagnosed', 24 * HOUR), limit: null },
] as const satisfies readonly Milestone[];

export type MilestoneId = (typeof MILESTONES)[number]['id'];
export const MILESTONE_IDS = MILESTONES.map(({ id }) => id) as [MilestoneId, ...MilestoneId[]];

/** When each milestone was reached; absent = has not happened. T0 always has. */
export type MilestoneStamps = { readonly presented: Instant } & { readonly [K in MilestoneId]?: Instant };

export interface MilestoneReading {
  readonly id: MilestoneId;
  readonly label: string;
  readonly at: Instant | null;
  readonly targetAt: Instant | null;
  readonly limitAt: Instant | null;
  /**
   * `done`, or `done-late` (after its target, or its limit); `late` = target passed and not yet done, `overdue` = limit
   * passed and not yet done; `waiting` = still in time; `open` = no time of its own, or what it counts from has not
   * happened.
   */
  readonly state: 'done' | 'done-late' | 'waiting' | 'late' | 'overdue' | 'open';
}

/** Each milestone against its times, read at `now`. A finished milestone does not change any more. */
export function readMilestones(stamps: MilestoneStamps, now: Instant): MilestoneReading[] {
  const due = (deadline: Milestone['target']): Instant | null => {
    const from = deadline && stamps[deadline.after as MilestoneId];
    return deadline && from ? new Date(Date.parse(from) + deadline.minutes * 60_000).toISOString() : null;
  };
  return MILESTONES.map(milestone => {
    const { id, label } = milestone;
    const at = stamps[id] ?? null;
    const targetAt = due(milestone.target);
    const limitAt = due(milestone.limit);
    const isPast = (deadline: Instant | null) => deadline !== null && Date.parse(at ?? now) > Date.parse(deadline);
    const isLate = isPast(targetAt) || isPast(limitAt);
    const state =
      at !== null
        ? isLate
          ? 'done-late'
          : 'done'
        : isPast(limitAt)
          ? 'overdue'
          : isLate
            ? 'late'
            : targetAt === null && limitAt === null
              ? 'open'
              : 'waiting';
    return { id, label, at, targetAt, limitAt, state };
  });
}
