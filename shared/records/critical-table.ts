import { z } from 'zod';
import { labItem } from './lab-catalogue.ts';
import { type Comparator, LAB_CODES, LabCode } from './observation.ts';
import { Id, Instant } from './time.ts';

/**
 * One line of the hospital's table of critical values 危急值 (records-and-forms.md 5.2). `low` and `high` are in the SI
 * unit of the item; a value at a limit is already critical, because lists print both `≤` and `<` and the early alarm is
 * the safe reading [own].
 */
export const CriticalLimit = z.object({
  code: LabCode,
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Whole years, both ends included; null = every age. */
  ages: z.object({ from: z.int().min(0).max(130), to: z.int().min(0).max(130) }).nullable(),
});
export type CriticalLimit = z.infer<typeof CriticalLimit>;

/** One signing of the table. Signed tables never change; the newest is in force. */
export const CriticalTable = z.object({
  id: Id,
  version: z.int().positive(),
  limits: z.array(CriticalLimit).min(1),
  signedBy: z.string(),
  signedAt: Instant,
});
export type CriticalTable = z.infer<typeof CriticalTable>;

const every = (code: LabCode, low: number | null, high: number | null): CriticalLimit => ({
  code,
  low,
  high,
  ages: null,
});

/**
 * Examples to begin from, taken out of published lists, which differ (records-and-forms.md 5.2). They are no hospital's
 * table: nothing is judged by them until a physician has signed.
 */
export const EXAMPLE_LIMITS: readonly CriticalLimit[] = [
  every('INR', null, 3.5),
  every('PT', null, 35),
  every('FIB', 1, null),
  every('CREA', null, 654),
  every('NA', 120, 160),
  every('K', 2.8, 6.2),
  every('WBC', 2, 30),
  every('PLT', 50, null),
  every('HGB', 50, null),
];

export type LimitField = 'code' | 'low' | 'high' | 'ages';

/** Why a line cannot be signed, and where: `row` counts from 0. */
export interface LimitFault {
  readonly row: number;
  readonly field: LimitField;
  readonly kind: 'unknown-item' | 'no-limit' | 'low-not-below-high' | 'outside-hard-limits' | 'reversed' | 'overlap';
}

const isKnown = (code: string): code is LabCode => (LAB_CODES as readonly string[]).includes(code);

/** A line before anybody knows that its item exists. */
export type LimitLine = Omit<CriticalLimit, 'code'> & { readonly code: string };

/** Everything that is wrong with a table; empty = it may be signed. */
export function limitFaults(limits: readonly LimitLine[]): LimitFault[] {
  return limits.flatMap((limit, row) => {
    const fault = (field: LimitField, kind: LimitFault['kind']): LimitFault => ({ row, field, kind });
    const { code, low, high, ages } = limit;
    if (!isKnown(code)) return [fault('code', 'unknown-item')];
    const [least, most] = labItem(code).hard;
    const isOutside = (value: number | null) => value !== null && (value < least || value > most);
    const isOverlapping = limits.slice(0, row).some(other => other.code === code && doAgesMeet(other.ages, ages));
    return [
      ...(low === null && high === null ? [fault('low', 'no-limit')] : []),
      ...(isOutside(low) ? [fault('low', 'outside-hard-limits')] : []),
      ...(isOutside(high) ? [fault('high', 'outside-hard-limits')] : []),
      ...(low !== null && high !== null && low >= high ? [fault('high', 'low-not-below-high')] : []),
      ...(ages !== null && ages.from > ages.to ? [fault('ages', 'reversed')] : []),
      ...(isOverlapping ? [fault('ages', 'overlap')] : []),
    ];
  });
}

const doAgesMeet = (a: CriticalLimit['ages'], b: CriticalLimit['ages']): boolean =>
  a === null || b === null || (a.from <= b.to && b.from <= a.to);

export const CriticalSide = z.enum(['high', 'low']);
export type CriticalSide = z.infer<typeof CriticalSide>;

export type CriticalVerdict =
  | { readonly state: 'critical'; readonly side: CriticalSide; readonly cutoffSi: number }
  /** A censored value whose limit does not decide, such as `<60` against a low of 50. */
  | { readonly state: 'undecided'; readonly side: CriticalSide; readonly cutoffSi: number };

interface Measured {
  readonly code: LabCode;
  /** In the SI unit of the item; null for a word or a value that is still to come, which is never critical. */
  readonly valueSi: number | null;
  readonly comparator: Comparator | null;
}

/**
 * What the table says of one value; null = not critical. Where the age is not known every line of the item counts, so
 * that nobody is missed.
 * @param ageYears whole years at the time of the sample
 */
export function judgeCritical(
  limits: readonly CriticalLimit[],
  { code, valueSi, comparator }: Measured,
  ageYears: number | null,
): CriticalVerdict | null {
  if (valueSi === null) return null;
  const verdicts = limits
    .filter(({ code: of, ages }) => of === code && isWithin(ages, ageYears))
    .flatMap(({ low, high }) => [
      ...(low === null ? [] : sideVerdict('low', low, valueSi, comparator)),
      ...(high === null ? [] : sideVerdict('high', high, valueSi, comparator)),
    ]);
  return verdicts.find(({ state }) => state === 'critical') ?? verdicts[0] ?? null;
}

const isWithin = (ages: CriticalLimit['ages'], ageYears: number | null): boolean =>
  ages === null || ageYears === null || (ageYears >= ages.from && ageYears <= ages.to);

function sideVerdict(
  side: CriticalSide,
  cutoffSi: number,
  value: number,
  comparator: Comparator | null,
): CriticalVerdict[] {
  const isBeyond = side === 'low' ? value <= cutoffSi : value >= cutoffSi;
  const mayBeLower = comparator === '<' || comparator === '<=';
  const mayBeHigher = comparator === '>' || comparator === '>=';
  const isTowards = side === 'low' ? mayBeLower : mayBeHigher;
  const isAway = side === 'low' ? mayBeHigher : mayBeLower;
  if (isBeyond && !isAway) return [{ state: 'critical', side, cutoffSi }];
  // The true value lies somewhere beyond the printed one: on the far side, or back across the limit.
  const isUndecided = isBeyond ? canCross(value, cutoffSi, comparator) : isTowards;
  return isUndecided ? [{ state: 'undecided', side, cutoffSi }] : [];
}

/** `>40` against a low of 50 may still be 45; `>50` cannot be at 50, `>=50` can. */
const canCross = (value: number, cutoffSi: number, comparator: Comparator | null): boolean =>
  value !== cutoffSi || comparator === '<=' || comparator === '>=';
