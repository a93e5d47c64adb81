import { z } from 'zod';
import { readClock } from '../clinical/clocks.ts';
import { isUnanswered } from '../referral/delivery-state.ts';
import { Delivery } from '../referral/referral.ts';
import { AdviceLevel } from './advice.ts';
import { EndReason } from './pathway.ts';
import { Sex } from './patient.ts';
import { Id, Instant } from './time.ts';

/** What stands by the hospital's policy, with what was computed where a physician has decided otherwise. */
export const StandingAdvice = z.object({
  level: AdviceLevel,
  computed: AdviceLevel,
  decided: z.enum(['confirmed', 'overridden']).nullable(),
  decidedAt: Instant.nullable(),
  isQuestioned: z.boolean(),
  /** Rules that could not be judged. */
  notJudged: z.int(),
  /** When to score again, as the advice that was computed last says; empty where it asks for a transfer. */
  rescoreDueAt: z.array(Instant),
});
export type StandingAdvice = z.infer<typeof StandingAdvice>;

/** One line of the work list: a person and the course that runs now, or the one that ended last. */
export const WorkLine = z.object({
  /** The person. */
  id: Id,
  name: z.string(),
  sex: Sex,
  ageYears: z.int().nullable(),
  hospitalNumber: z.string(),
  episodeId: Id.nullable(),
  firstPresentationAt: Instant.nullable(),
  /** The clock of the course: to the ward, then to the diagnosis. */
  clock: z
    .object({
      id: z.enum(['ward-admission', 'precise-diagnosis']),
      startedAt: Instant,
      limitAt: Instant,
      stoppedAt: Instant.nullable(),
    })
    .nullable(),
  end: z.object({ reason: EndReason, at: Instant }).nullable(),
  /** The responsible physician. */
  owner: z.object({ userId: Id, name: z.string() }).nullable(),
  lastSampleAt: Instant.nullable(),
  /** When a laboratory value was last recorded or corrected. */
  lastRecordedAt: Instant.nullable(),
  worst: z.object({ scoreId: z.string(), grade: z.string() }).nullable(),
  advice: StandingAdvice.nullable(),
  /** Critical values that nobody has acknowledged. */
  criticalCount: z.int().min(0),
  referralId: Id.nullable(),
  delivery: Delivery.nullable(),
  /** The ward has answered, through the registry or by telephone. */
  isAnswered: z.boolean(),
});
export type WorkLine = z.infer<typeof WorkLine>;

type Timed = Pick<WorkLine, 'clock'>;

export function isOverdue({ clock }: Timed, now: Instant): boolean {
  return clock !== null && clock.stoppedAt === null && readClock({ ...clock, targetAt: null }, now).isOverdue;
}

/**
 * Whether a laboratory value was recorded since a physician last decided on the advice, or nobody has decided yet. A
 * course that was ended is judged no more, but for one of low risk.
 */
export function isUnjudged({
  lastRecordedAt,
  advice,
  end,
}: Pick<WorkLine, 'lastRecordedAt' | 'advice' | 'end'>): boolean {
  if (lastRecordedAt === null || (end && end.reason !== 'low-risk')) return false;
  const lookedAt = [advice?.decidedAt, end?.at].flatMap(at => (at ? [Date.parse(at)] : []));
  return lookedAt.every(at => Date.parse(lastRecordedAt) > at);
}

type Watched = Pick<WorkLine, 'advice' | 'end' | 'clock'>;

/** Of a patient in whom no transfer is advised, or whose course was ended as low risk (records-and-forms 9.2). */
const RESCORE_HOURS = [24, 48];
const HOUR_MS = 3_600_000;

/** When a patient of low risk is to be scored again; empty for all others. What a physician has looked at since is done. */
export function rescoreTimes({ advice, end, clock }: Watched): Instant[] {
  const isLow = end ? end.reason === 'low-risk' : advice?.level === 're-score';
  if (!isLow || clock?.id === 'precise-diagnosis') return [];
  const decidedAt = advice?.decidedAt ?? null;
  const from = end?.at ?? decidedAt;
  const computed = advice?.computed === 're-score' ? advice.rescoreDueAt : [];
  const times =
    computed.length > 0 || from === null
      ? computed
      : RESCORE_HOURS.map(hours => new Date(Date.parse(from) + hours * HOUR_MS).toISOString());
  return times.filter(at => decidedAt === null || Date.parse(at) > Date.parse(decidedAt));
}

/** Since when to score again: the last time that has passed, or the new labs of low risk; null = not now. */
export function rescoreDue(line: Watched & Pick<WorkLine, 'lastRecordedAt'>, now: Instant): Instant | null {
  const passed = rescoreTimes(line).findLast(at => Date.parse(at) <= Date.parse(now));
  return passed ?? (line.end?.reason === 'low-risk' && isUnjudged(line) ? line.lastRecordedAt : null);
}

/** Running clocks first, then low risk, then courses that have come to an end, then people without a course. */
function place({ clock, end, episodeId }: WorkLine): number {
  if (clock && clock.stoppedAt === null) return 0;
  if (end?.reason === 'low-risk') return 1;
  return episodeId === null ? 3 : 2;
}

/** When a line asks for something; the earlier stands first. Of what is over, the latest stands first. */
function askedAt(line: WorkLine): number {
  const { clock, end } = line;
  if (clock && clock.stoppedAt === null) return Date.parse(clock.limitAt);
  if (end?.reason === 'low-risk') return Date.parse(rescoreTimes(line)[0] ?? end.at);
  return clock?.stoppedAt ? -Date.parse(clock.stoppedAt) : 0;
}

/** By time left: overdue first, the longest overdue before all. The same at whatever time it is asked. */
export function byTimeLeft(a: WorkLine, b: WorkLine): number {
  return place(a) - place(b) || askedAt(a) - askedAt(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

export const WORK_FILTERS = ['all', 'mine', 'high-risk', 'awaiting', 'overdue', 'unjudged'] as const;
export type WorkFilter = (typeof WORK_FILTERS)[number];

/** Grades that stand for no failure at all. */
const NO_GRADE = ['none', '0', 'pre'];

/** Grade 1 or more of whichever framework graded; of a range its upper end counts. */
function isGraded(worst: WorkLine['worst']): boolean {
  const upper = worst?.grade.split('–').at(-1);
  return upper !== undefined && !NO_GRADE.includes(upper);
}

export function isHighRisk({ advice, worst }: Pick<WorkLine, 'advice' | 'worst'>): boolean {
  return advice?.level === 'now' || advice?.level === 'within-24h' || isGraded(worst);
}

/** Whether a line belongs under a filter, for this user at this time. */
export function isUnder(filter: WorkFilter, line: WorkLine, { userId, now }: { userId: Id | null; now: Instant }) {
  switch (filter) {
    case 'all':
      return true;
    case 'mine':
      return line.owner !== null && line.owner.userId === userId;
    case 'high-risk':
      return isHighRisk(line);
    case 'awaiting':
      return !line.isAnswered && line.delivery !== null && isUnanswered(line.delivery);
    case 'overdue':
      return isOverdue(line, now);
    case 'unjudged':
      return isUnjudged(line);
  }
}
