import { z } from 'zod';
import { type CourseEnd, EndReason, type Pathway } from './pathway.ts';
import { type Instant, wallDay } from './time.ts';

const HOUR_MS = 3_600_000;
const LIMIT_MS = 48 * HOUR_MS; // T0 to the ward (He & Li 2025, doi:10.12449/JCH250604)

/** How the first 48 hours of one course went. `not-counted`: still running in time, or never to be counted. */
export const CourseOutcome = z.enum([
  'within-48h',
  'admitted-late',
  'not-admitted',
  'not-counted',
  ...EndReason.options,
]);
export type CourseOutcome = z.infer<typeof CourseOutcome>;

/** One course without a name: months and minutes only. */
export const CourseFigures = z.object({
  /** Of T0, `YYYY-MM` in the hospital's time. */
  month: z.string(),
  /** Minutes from T0 until the eight items were complete, from signature to the ward's answer, from T0 to the ward. */
  toEightComplete: z.number().nullable(),
  toAnswer: z.number().nullable(),
  toWard: z.number().nullable(),
  outcome: CourseOutcome,
});
export type CourseFigures = z.infer<typeof CourseFigures>;

export const MonthFigures = z.object({
  month: z.string(),
  courses: z.int(),
  medianToEightComplete: z.number().nullable(),
  medianToAnswer: z.number().nullable(),
  medianToWard: z.number().nullable(),
  /** Courses whose 48 hours are decided, and those of them that were admitted in time. */
  counted: z.int(),
  within48h: z.int(),
  /** Why the others missed it. */
  misses: z.array(z.object({ outcome: CourseOutcome, courses: z.int() })),
});
export type MonthFigures = z.infer<typeof MonthFigures>;

/** Ends after which nobody was to be sent: they say nothing about the way to the ward. */
const NOT_COUNTED: readonly CourseEnd['reason'][] = ['low-risk', 'entered-in-error'];

function outcomeOf({ reached, end }: Pick<Pathway, 'reached' | 'end'>, now: Instant): CourseOutcome {
  const since = (instant: Instant) => Date.parse(instant) - Date.parse(reached.presented);
  if (reached.admitted !== undefined) return since(reached.admitted) <= LIMIT_MS ? 'within-48h' : 'admitted-late';
  if (end) return NOT_COUNTED.includes(end.reason) ? 'not-counted' : end.reason;
  return since(now) > LIMIT_MS ? 'not-admitted' : 'not-counted';
}

/** The figures of one course, read at `now`. */
export function courseFigures(course: Pick<Pathway, 'reached' | 'end'>, now: Instant): CourseFigures {
  const { reached } = course;
  const minutes = (from: Instant | undefined, to: Instant | undefined) =>
    from === undefined || to === undefined ? null : (Date.parse(to) - Date.parse(from)) / 60_000;
  return {
    month: wallDay(reached.presented).slice(0, 7),
    toEightComplete: minutes(reached.presented, reached['eight-complete']),
    toAnswer: minutes(reached.signed, reached.answered),
    toWard: minutes(reached.presented, reached.admitted),
    outcome: outcomeOf(course, now),
  };
}

/** Middle value; the mean of the two middle ones of an even number; null of none. */
export function median(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null).sort((a, b) => a - b);
  const upper = known[Math.floor(known.length / 2)];
  const lower = known[Math.floor((known.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** One line a month, the latest first. */
export function monthlyFigures(courses: readonly CourseFigures[]): MonthFigures[] {
  const months = [...Map.groupBy(courses, ({ month }) => month)].sort(([a], [b]) => b.localeCompare(a));
  return months.map(([month, all]) => {
    const counted = all.filter(({ outcome }) => outcome !== 'not-counted');
    const missed = counted.filter(({ outcome }) => outcome !== 'within-48h');
    const byOutcome = Map.groupBy(missed, ({ outcome }) => outcome);
    return {
      month,
      courses: all.length,
      medianToEightComplete: median(all.map(each => each.toEightComplete)),
      medianToAnswer: median(all.map(each => each.toAnswer)),
      medianToWard: median(all.map(each => each.toWard)),
      counted: counted.length,
      within48h: counted.length - missed.length,
      misses: CourseOutcome.options.flatMap(outcome => {
        const count = byOutcome.get(outcome)?.length ?? 0;
        return count === 0 ? [] : [{ outcome, courses: count }];
      }),
    };
  });
}
