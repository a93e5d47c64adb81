import type { LabCode } from '../records/observation.ts';
import {
  disturbanceAt,
  disturbancesOf,
  interferenceAt,
  isImprovementSuppressed,
  type TimedTreatment,
} from './interference.ts';
import { roundSi } from './rounding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIN_GAP_MS = 12 * HOUR_MS; // closer samples give noise, not a slope ([ENG], clinical.md 13)

/** One value of one analyte in its SI unit. */
export interface TimedValue {
  readonly at: string;
  readonly value: number;
}

export interface Slope {
  /** SI unit per day, at 6 decimals. */
  readonly perDay: number;
  readonly from: TimedValue;
  readonly to: TimedValue;
}

function newestFirst(values: readonly TimedValue[]): TimedValue[] {
  return values.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** Values that no treatment has reset. */
export function undisturbed(
  code: LabCode,
  values: readonly TimedValue[],
  treatments: readonly TimedTreatment[],
): TimedValue[] {
  const disturbances = disturbancesOf(code, treatments);
  return values.filter(({ at }) => disturbanceAt(Date.parse(at), disturbances)?.effect !== 'exclude');
}

/**
 * From the newest value back to the nearest one at least 12 h older.
 * @param values already without those that a treatment has reset; order does not matter
 * @returns null with fewer than two such values
 */
export function latestSlope(values: readonly TimedValue[]): Slope | null {
  const [to, ...older] = newestFirst(values);
  if (to === undefined) return null;
  const from = older.find(({ at }) => Date.parse(to.at) - Date.parse(at) >= MIN_GAP_MS);
  if (from === undefined) return null;
  const days = (Date.parse(to.at) - Date.parse(from.at)) / DAY_MS;
  return { perDay: roundSi((to.value - from.value) / days), from, to };
}

/** Analytes where a fall is the bad direction; for all others it is the rise. */
const LOW_IS_BAD: ReadonlySet<LabCode> = new Set(['ALB', 'PTA', 'FIB', 'PLT', 'HGB', 'NA']);

export interface Course {
  readonly slope: Slope | null;
  readonly direction: 'improving' | 'worsening' | 'unchanged' | 'unknown';
  /** True when a fall or rise would read "improved" but a recent treatment forbids to say so. */
  readonly isImprovementSuppressed: boolean;
}

/** Slope and direction of one analyte as of `at`; "improving" is withheld for 48 h after exchange or transfusion. */
export function courseOf(
  code: LabCode,
  values: readonly TimedValue[],
  treatments: readonly TimedTreatment[],
  at: string,
): Course {
  const known = values.filter(value => Date.parse(value.at) <= Date.parse(at));
  const slope = latestSlope(undisturbed(code, known, treatments));
  const [newest] = newestFirst(known);
  const isSuppressed =
    isImprovementSuppressed(at, treatments) ||
    (newest !== undefined && interferenceAt(code, newest.at, treatments)?.effect === 'exclude');
  if (slope === null) return { slope, direction: 'unknown', isImprovementSuppressed: isSuppressed };
  if (slope.perDay === 0) return { slope, direction: 'unchanged', isImprovementSuppressed: false };
  const isBetter = slope.perDay > 0 === LOW_IS_BAD.has(code);
  if (!isBetter) return { slope, direction: 'worsening', isImprovementSuppressed: false };
  return { slope, direction: isSuppressed ? 'unknown' : 'improving', isImprovementSuppressed: isSuppressed };
}

/** A repeat within 6 h that changed more than threefold is asked about (clinical.md 12). */
export function isImplausibleRepeat(previous: TimedValue, next: TimedValue): boolean {
  const gapMs = Math.abs(Date.parse(next.at) - Date.parse(previous.at));
  if (gapMs > 6 * HOUR_MS || previous.value <= 0 || next.value <= 0) return false;
  return roundSi(Math.max(previous.value, next.value) / Math.min(previous.value, next.value)) > 3;
}

/**
 * Plain difference of COSSH-ACLF II between two days (day 7 − day 0, or day 3). The dynamic score of the preprint
 * rs-6733150/v1 has no cut-off and is not shipped.
 */
export function scoreDifference(from: TimedValue, to: TimedValue): number {
  return roundSi(to.value - from.value);
}
