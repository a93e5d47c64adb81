import type { MilestoneId, MilestoneStamps } from './milestones.ts';

/**
 * Clocks of the programme (clinical.md 11, He & Li 2025, doi:10.12449/JCH250604). Pure functions of stored instants:
 * nothing counts while the application is closed, and an overdue clock stays overdue until it is stopped.
 */
const HOUR_MS = 3_600_000;

export interface Clock {
  readonly id: ClockId;
  readonly startedAt: string;
  /** Amber before the limit, where the programme names one. */
  readonly targetAt: string | null;
  readonly limitAt: string;
  readonly stoppedAt: string | null;
}

interface ClockRule {
  readonly from: MilestoneId;
  /** What stops it; null = runs to its end. */
  readonly to: MilestoneId | null;
  readonly targetHours: number | null;
  readonly limitHours: number;
}

/**
 * A: `ward-admission` (R4), A1: `eight-variables` (R2; the article names 4 h in one paragraph and 4–6 h in another),
 * A2: `delivery`, A3: `answer`, B: `precise-diagnosis` (R5, from ward admission) with its outer limit from T0 [ENG], and
 * the 28-day marker of R6. Limits of A2 and A3 are this programme's own (records-and-forms 9.1).
 */
const CLOCK_RULES = {
  'eight-variables': { from: 'presented', to: 'eight-complete', targetHours: 4, limitHours: 6 },
  'ward-admission': { from: 'presented', to: 'admitted', targetHours: null, limitHours: 48 },
  delivery: { from: 'signed', to: 'delivered', targetHours: 10 / 60, limitHours: 0.5 },
  answer: { from: 'delivered', to: 'answered', targetHours: null, limitHours: 2 },
  'precise-diagnosis': { from: 'admitted', to: 'diagnosed', targetHours: null, limitHours: 48 },
  'outer-limit': { from: 'presented', to: 'diagnosed', targetHours: null, limitHours: 96 },
  'early-aclf-28-days': { from: 'presented', to: null, targetHours: null, limitHours: 28 * 24 },
} as const satisfies Record<string, ClockRule>;

export type ClockId = keyof typeof CLOCK_RULES;

function after(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();
}

/** One clock, or null where what starts it has not happened. `endedAt`: the course was ended with a reason. */
export function pathwayClock(id: ClockId, stamps: MilestoneStamps, endedAt: string | null = null): Clock | null {
  const { from, to, targetHours, limitHours }: ClockRule = CLOCK_RULES[id];
  const startedAt = stamps[from];
  if (startedAt === undefined) return null;
  return {
    id,
    startedAt,
    targetAt: targetHours === null ? null : after(startedAt, targetHours),
    limitAt: after(startedAt, limitHours),
    stoppedAt: (to === null ? undefined : stamps[to]) ?? endedAt,
  };
}

/** The clock that a glance must show: 48 h to the ward, from admission on 48 h to the diagnosis. */
export function courseClock(stamps: MilestoneStamps, endedAt: string | null = null): Clock | null {
  return pathwayClock(stamps.admitted === undefined ? 'ward-admission' : 'precise-diagnosis', stamps, endedAt);
}

export interface ClockReading {
  readonly elapsedMs: number;
  /** Negative when overdue; goes on counting, never stops at 0. */
  readonly remainingMs: number;
  /** Share of the limit that is used; above 1 when overdue. */
  readonly share: number;
  readonly isStopped: boolean;
  readonly isOverdue: boolean;
  /** normal < 50 %, attention 50–75 %, urgent > 75 %. */
  readonly level: 'normal' | 'attention' | 'urgent' | 'overdue';
  readonly isTargetMissed: boolean;
}

/** @param now ISO 8601; a stopped clock is read at its stop */
export function readClock({ startedAt, targetAt, limitAt, stoppedAt }: Clock, now: string): ClockReading {
  const startMs = Date.parse(startedAt);
  const limitMs = Date.parse(limitAt);
  const atMs = Date.parse(stoppedAt ?? now);
  const share = (atMs - startMs) / (limitMs - startMs);
  const isOverdue = atMs > limitMs;
  const level = isOverdue ? 'overdue' : share > 0.75 ? 'urgent' : share >= 0.5 ? 'attention' : 'normal';
  return {
    elapsedMs: atMs - startMs,
    remainingMs: limitMs - atMs,
    share,
    isStopped: stoppedAt !== null,
    isOverdue,
    level,
    isTargetMissed: targetAt !== null && atMs > Date.parse(targetAt),
  };
}
