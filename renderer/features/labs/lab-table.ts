import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import {
  flagSide,
  type RangeFlag,
  type RangePerson,
  rangeFlag,
  rangeInUse,
} from '../../../shared/records/reference-range.ts';
import type { Instant } from '../../../shared/records/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIN_GAP_MS = 12 * HOUR_MS; // closer samples give noise, not a rate (clinical.md 13)

/** One sample time with the value that stands for each item. */
export interface SampleColumn {
  readonly sampledAt: Instant;
  readonly values: ReadonlyMap<LabCode, Observation>;
}

/** Stored values as columns, oldest first; of two values of one item and time the later recorded stands. */
export function sampleColumns(observations: readonly Observation[]): SampleColumn[] {
  const columns = new Map<number, Map<LabCode, Observation>>();
  for (const observation of observations) {
    if (observation.voidedAt !== null) continue;
    const at = Date.parse(observation.sampledAt);
    const values = columns.get(at) ?? new Map<LabCode, Observation>();
    const present = values.get(observation.code);
    if (!present || Date.parse(observation.recordedAt) >= Date.parse(present.recordedAt)) {
      values.set(observation.code, observation);
    }
    columns.set(at, values);
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => ({ sampledAt: new Date(at).toISOString(), values }));
}

/** The newest measured number of an item before `at`. */
export function previousValue(columns: readonly SampleColumn[], code: LabCode, at: Instant): Observation | null {
  const before = columns.filter(column => Date.parse(column.sampledAt) < Date.parse(at));
  for (const column of before.toReversed()) {
    const observation = column.values.get(code);
    if (observation && observation.valueSi !== null) return observation;
  }
  return null;
}

export interface Change {
  /** In SI. */
  readonly delta: number;
  readonly hours: number;
  /** Percent of the earlier value; null from zero. */
  readonly percent: number | null;
  /** In SI per day; null for samples less than 12 h apart. */
  readonly perDay: number | null;
}

/** Change from an earlier to a later value in SI. */
export function changeBetween(
  earlier: { at: Instant; value: number },
  later: { at: Instant; value: number },
): Change | null {
  const gapMs = Date.parse(later.at) - Date.parse(earlier.at);
  if (gapMs <= 0) return null;
  const delta = roundHalfUp(later.value - earlier.value, 6);
  return {
    delta,
    hours: gapMs / HOUR_MS,
    percent: earlier.value > 0 ? roundHalfUp((delta / earlier.value) * 100, 0) : null,
    perDay: gapMs >= MIN_GAP_MS ? roundHalfUp(delta / (gapMs / DAY_MS), 6) : null,
  };
}

/** What the text of a number is made from. */
type WrittenValue = Pick<Observation, 'code' | 'valueSi' | 'enteredValue' | 'enteredUnit'>;

export const isConverted = (observation: WrittenValue): boolean =>
  observation.valueSi !== null &&
  observation.enteredUnit !== '' &&
  observation.enteredUnit !== labItem(observation.code).unit;

/** Our own flag by the range in use, and whether the laboratory's is another: then both are shown. */
export function storedFlags(
  { code, valueSi, comparator, range, labFlag }: Observation,
  person: RangePerson,
): { own: RangeFlag | null; differs: boolean } {
  const own = valueSi === null ? null : rangeFlag(rangeInUse(code, person, range), valueSi, comparator);
  return { own, differs: labFlag !== undefined && flagSide(labFlag) !== own };
}

/** A number that nobody wrote down in this form: two decimals, four below one. */
export function computedText(value: number): string {
  return String(roundHalfUp(value, Math.abs(value) < 1 ? 4 : 2));
}

/** The number of a stored value in SI: as written where it was written in SI, so that no precision is invented. */
export function valueText(observation: WrittenValue): string | null {
  if (observation.valueSi === null) return null;
  if (!isConverted(observation) && observation.enteredValue !== null) return observation.enteredValue;
  return computedText(observation.valueSi);
}

/** `+12.5`, `−3`, `±0`; a real minus, so that columns line up. */
export function signed(value: number): string {
  if (value === 0) return '±0';
  const text = computedText(Math.abs(value));
  return value > 0 ? `+${text}` : `−${text}`;
}
