import { labItem } from './lab-catalogue.ts';
import type { Comparator, LabCode, LabFlag, ResultRange } from './observation.ts';
import type { Sex } from './patient.ts';

/** What the fallback range of this patient is; a missing end is open. */
export interface ReferenceRange {
  readonly low: number | null;
  readonly high: number | null;
  /** The upper end itself is already abnormal. */
  readonly highExclusive: boolean;
}

export interface RangePerson {
  readonly sex: Sex;
  readonly ageYears: number | null;
}

// Pooled adult limit of WS/T 404.4-2018, used where the sex is not known.
const TBIL_UNKNOWN_SEX: ReferenceRange = { low: null, high: 23, highExclusive: false };

/**
 * Fallback range in SI, or null where only the laboratory can say. Where sex or age is not known, the widest of the rows
 * that could apply: a flag then means "abnormal whoever this is". Nothing for an age that no row covers.
 */
export function referenceRange(code: LabCode, person: RangePerson): ReferenceRange | null {
  const isSexKnown = person.sex === 'male' || person.sex === 'female';
  if (code === 'TBIL' && !isSexKnown) return TBIL_UNKNOWN_SEX;
  const { ageYears } = person;
  const candidates = labItem(code).ranges.filter(row => {
    if (row.sex !== undefined && isSexKnown && row.sex !== person.sex) return false;
    if (row.ages === undefined || ageYears === null) return true;
    return ageYears >= row.ages[0] && ageYears <= row.ages[1];
  });
  if (candidates.length === 0) return null;
  const lows = candidates.map(row => row.low).filter(low => low !== undefined);
  const highs = candidates.map(row => row.high ?? row.below).filter(high => high !== undefined);
  return {
    low: lows.length === candidates.length ? Math.min(...lows) : null,
    high: highs.length === candidates.length ? Math.max(...highs) : null,
    highExclusive: candidates.every(row => row.below !== undefined),
  };
}

export type RangeFlag = 'high' | 'low';

/**
 * Own flag of a value against the range in use. A censored value is flagged only where its limit decides:
 * `<1` against a low end of 2 is low, `<30` against a high end of 26 is undecided.
 */
export function rangeFlag(
  range: ReferenceRange | null,
  valueSi: number,
  comparator: Comparator | null,
): RangeFlag | null {
  if (range === null) return null;
  const { low, high, highExclusive } = range;
  const mayBeLower = comparator === '<' || comparator === '<=';
  const mayBeHigher = comparator === '>' || comparator === '>=';
  const isAbove = high !== null && (highExclusive || comparator === '>' ? valueSi >= high : valueSi > high);
  if (isAbove && !mayBeLower) return 'high';
  const isBelow = low !== null && (comparator === '<' ? valueSi <= low : valueSi < low);
  return isBelow && !mayBeHigher ? 'low' : null;
}

export interface RangeInUse extends ReferenceRange {
  readonly source: 'laboratory' | 'catalogue';
}

/** The range printed by the laboratory for that result wins; else the catalogue's; null where there is neither. */
export function rangeInUse(
  code: LabCode,
  person: RangePerson,
  printed: ResultRange | null | undefined,
): RangeInUse | null {
  if (printed) return { ...printed, highExclusive: false, source: 'laboratory' };
  const range = referenceRange(code, person);
  return range && { ...range, source: 'catalogue' };
}

/** The side that a laboratory's flag names; doubled marks say how far, not where. */
export const flagSide = (flag: LabFlag): RangeFlag | null =>
  flag === 'N' ? null : flag.startsWith('H') ? 'high' : 'low';
