import { roundHalfUp } from '../../shared/clinical/rounding.ts';
import type { TimedValue } from '../../shared/clinical/trend.ts';
import { type Course, courseOf } from '../../shared/clinical/trend.ts';
import type { LabCode } from '../../shared/records/observation.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import { changeBetween, signed } from '../features/labs/lab-table.ts';
import type { CoursePoint } from './course-point.ts';

/**
 * Where a fall or a rise may be named. ALT falls in recovery and in exhaustion alike, sodium is bad on both sides, and
 * creatinine has the rules of ICA-AKI.
 */
const NAMED: ReadonlySet<LabCode> = new Set(['TBIL', 'INR', 'PTA']);

export const RAPID_RISE = 17.1; // umol/L per day, Chinese criterion (clinical.md 13)

export interface Trend {
  /** From the first value at or after T0 to the newest, undisturbed ones only; null with fewer than two. */
  readonly change: { readonly delta: number; readonly fromAt: number; readonly toAt: number } | null;
  /** In SI per day, from the two newest undisturbed values at least 12 h apart; null for scores. */
  readonly perDay: number | null;
  readonly direction: Course['direction'] | null;
  /** It would read "improving", but a treatment forbids to say so. */
  readonly isImprovementSuppressed: boolean;
  /** Bilirubin rises by 17.1 umol/L or more a day. */
  readonly isRapid: boolean;
}

/** Neither after a treatment that resets it nor beyond a limit of the assay. */
const isOwn = ({ treated, comparator }: CoursePoint) => treated !== 'exclude' && comparator === null;

const timed = ({ at, value }: CoursePoint): TimedValue => ({ at: new Date(at).toISOString(), value });

function changeSince(t0: number, points: readonly CoursePoint[]): Trend['change'] {
  const own = points.filter(isOwn);
  const first = own.find(({ at }) => at >= t0);
  const last = own.at(-1);
  if (!first || !last) return null;
  const change = changeBetween(timed(first), timed(last));
  return change && { delta: change.delta, fromAt: first.at, toAt: last.at };
}

/** @param code null for a score: no slope or direction of one is established */
export function trendOf(
  code: LabCode | null,
  points: readonly CoursePoint[],
  treatments: readonly Treatment[],
  t0: number,
): Trend {
  const change = changeSince(t0, points);
  const last = points.at(-1);
  const none = { change, perDay: null, direction: null, isImprovementSuppressed: false, isRapid: false };
  if (code === null || !last || last.comparator !== null) return none; // beyond its limit: no slope leads there
  const measured = points.filter(({ comparator }) => comparator === null).map(timed);
  const course = courseOf(code, measured, treatments, new Date(last.at).toISOString());
  const perDay = course.slope?.perDay ?? null;
  return {
    change,
    perDay,
    direction: NAMED.has(code) ? course.direction : null,
    isImprovementSuppressed: course.isImprovementSuppressed,
    isRapid: code === 'TBIL' && (perDay ?? 0) >= RAPID_RISE,
  };
}

/** A rate with two decimals, no more than two samples can say. */
export const rateText = (perDay: number): string => signed(roundHalfUp(perDay, 2));
