import type { Comparator } from '../records/observation.ts';
import { roundSi } from './rounding.ts';
import type { FailureCount } from './transplant-window.ts';
import { latestSlope, type TimedValue } from './trend.ts';

/** A value of the course, with what makes it less than certain. */
export interface TimedSample extends TimedValue {
  /** Beyond a limit of the assay; null = the number itself. */
  readonly comparator: Comparator | null;
  /** A treatment may have changed it: dialysis under a creatinine, plasma exchange under the bilirubin of a score. */
  readonly isTreated: boolean;
}

/** One analyte in SI: what treatments have not reset, and when the newest that they have reset was drawn. */
export interface AnalyteCourse {
  readonly samples: readonly TimedSample[];
  readonly newestLeftOutAt: string | null;
}

/**
 * What a course of values means, each with its evidence (clinical.md 13). ΔMELD has no established cut-off and raises
 * nothing. Texts: `clinical.trendRule` in shared/i18n.
 */
export interface CourseFacts {
  readonly tbil: AnalyteCourse;
  readonly inr: AnalyteCourse;
  readonly crea: AnalyteCourse;
  readonly lac: AnalyteCourse;
  readonly clifCAclf: readonly TimedSample[];
  readonly failures: readonly FailureCount[];
  /** First EASL-CLIF grade ≥ 1; null = none yet. */
  readonly aclfDiagnosedAt: string | null;
  /** Every time at which the EASL-CLIF grade was known. */
  readonly gradedAt: readonly string[];
  /** Null = not on record, which is not "never". */
  readonly icuAdmittedAt: string | null;
  readonly isTransplanted: boolean | null;
  readonly now: string;
}

export type TrendRuleId =
  | 'bilirubin-rise'
  | 'apasl-crossing'
  | 'cossh-crossing'
  | 'creatinine-rise-48h'
  | 'lactate-band'
  | 'regrade-day-3-7'
  | 'aclf-65-day-3-7'
  | 'aclf-70-after-48h-icu';

/** Why a rule could not be judged; texts: `course.rules.lack` in shared/i18n. */
export type TrendLack =
  | 'no-slope'
  | 'no-tbil'
  | 'no-inr'
  | 'no-crea-48h'
  | 'no-lac'
  | 'beyond-limit'
  | 'newer-left-out'
  | 'under-dialysis'
  | 'no-aclf'
  | 'not-regraded'
  | 'no-score-in-window'
  | 'no-count-in-window'
  | 'organs-unseen'
  | 'score-treated'
  | 'transplant-unknown'
  | 'icu-unknown'
  | 'no-score-after-icu';

/** A number that a rule looked at, with its time; `value` is null for an event. */
export interface UsedNumber {
  readonly what: 'tbil' | 'inr' | 'crea' | 'lac' | 'clif-c-aclf' | 'failures' | 'diagnosed' | 'graded' | 'icu';
  readonly at: string;
  readonly value: number | null;
  readonly comparator?: Comparator | null;
  readonly isTreated?: boolean;
}

interface Judged {
  readonly state: 'fired' | 'not-met' | 'not-judged';
  /** What the rule compares where that is not one number of the record: a rise in µmol/L, or µmol/L per day. */
  readonly change: number | null;
  readonly used: readonly UsedNumber[];
  /** Empty unless it could not be judged. */
  readonly lacks: readonly TrendLack[];
}

export interface TrendFinding extends Judged {
  readonly id: TrendRuleId;
  readonly evidence: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHINESE_2018 = 'Chinese guideline 2018, doi:10.3760/cma.j.issn.1007-3418.2019.01.006 †';
const GUSTOT = 'Gustot 2015, doi:10.1002/hep.27849 †';

const notJudged = (lacks: readonly TrendLack[], used: readonly UsedNumber[] = []): Judged => ({
  ...{ state: 'not-judged', change: null, used, lacks },
});

const judged = (isFired: boolean, used: readonly UsedNumber[], change: number | null = null): Judged => ({
  ...{ state: isFired ? 'fired' : 'not-met', change, used, lacks: [] },
});

/** "Not met" needs everything that could speak against it; a rule that fires stands on what is known. */
function unlessOpen(finding: Judged, lacks: readonly TrendLack[]): Judged {
  return finding.state === 'not-met' && lacks.length > 0 ? { ...finding, state: 'not-judged', lacks } : finding;
}

function newestOf<T extends { readonly at: string }>(values: readonly T[]): T | undefined {
  return values.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}

type Measured = 'tbil' | 'inr' | 'crea' | 'lac' | 'clif-c-aclf';
const used = (what: Measured, { at, value, comparator, isTreated }: TimedSample): UsedNumber => ({
  ...{ what, at, value, comparator, isTreated },
});

/** A value after a treatment was drawn since: the older undisturbed one cannot say that all is well. */
function leftOut({ samples, newestLeftOutAt }: AnalyteCourse): TrendLack[] {
  const newest = newestOf(samples);
  if (newestLeftOutAt === null || (newest && Date.parse(newest.at) > Date.parse(newestLeftOutAt))) return [];
  return ['newer-left-out'];
}

const isExact = ({ comparator }: TimedSample): boolean => comparator === null;

function judgeBilirubinRise({ tbil }: CourseFacts): Judged {
  const newest = newestOf(tbil.samples);
  if (newest && !isExact(newest)) return notJudged(['beyond-limit'], [used('tbil', newest)]);
  const exact = tbil.samples.filter(isExact);
  const slope = latestSlope(exact);
  if (slope === null) return notJudged(['no-slope', ...leftOut(tbil)], newest ? [used('tbil', newest)] : []);
  const seen = [slope.from, slope.to].flatMap(({ at }) => exact.filter(each => each.at === at).slice(0, 1));
  const numbers = seen.map(sample => used('tbil', sample));
  return unlessOpen(judged(slope.perDay >= 17.1, numbers, slope.perDay), leftOut(tbil)); // 1 mg/dL a day
}

/** Whether a value reaches a threshold; null where it lies beyond a limit of the assay that does not tell. */
function reaches({ value, comparator }: TimedSample, threshold: number): boolean | null {
  if (comparator === null) return value >= threshold;
  if (comparator === '>' || comparator === '>=') return value >= threshold ? true : null;
  return value < threshold || (comparator === '<' && value === threshold) ? false : null;
}

/** Bilirubin at or over the threshold together with INR ≥ 1.5. */
function judgeCrossing(threshold: number, { tbil, inr }: CourseFacts): Judged {
  const bilirubin = newestOf(tbil.samples);
  const ratio = newestOf(inr.samples);
  const numbers = [...(bilirubin ? [used('tbil', bilirubin)] : []), ...(ratio ? [used('inr', ratio)] : [])];
  const isHigh = bilirubin ? reaches(bilirubin, threshold) : null;
  const isSlow = ratio ? reaches(ratio, 1.5) : null;
  if (isHigh && isSlow) return judged(true, numbers);
  // One of the two below its threshold decides, as long as no newer value of it was left out.
  if (isHigh === false && leftOut(tbil).length === 0) return judged(false, numbers);
  if (isSlow === false && leftOut(inr).length === 0) return judged(false, numbers);
  const lacks: TrendLack[] = [
    ...(bilirubin ? [] : (['no-tbil'] as const)),
    ...(ratio ? [] : (['no-inr'] as const)),
    ...((bilirubin && isHigh === null) || (ratio && isSlow === null) ? (['beyond-limit'] as const) : []),
    ...leftOut(tbil),
    ...leftOut(inr),
  ];
  return notJudged([...new Set(lacks)], numbers);
}

/** Rise over the lowest value of the 48 h before the newest one. */
function judgeCreatinineRise({ crea }: CourseFacts): Judged {
  const newest = newestOf(crea.samples);
  if (newest === undefined) return notJudged(['no-crea-48h']);
  if (!isExact(newest)) return notJudged(['beyond-limit'], [used('crea', newest)]);
  const newestMs = Date.parse(newest.at);
  const earlier = crea.samples.filter(
    sample => isExact(sample) && Date.parse(sample.at) < newestMs && newestMs - Date.parse(sample.at) <= 48 * HOUR_MS,
  );
  const lowest = earlier.toSorted((a, b) => a.value - b.value)[0];
  if (lowest === undefined) return notJudged(['no-crea-48h'], [used('crea', newest)]);
  const rise = roundSi(newest.value - lowest.value);
  const finding = judged(rise >= 26.5, [used('crea', lowest), used('crea', newest)], rise);
  return unlessOpen(finding, newest.isTreated ? ['under-dialysis'] : []); // dialysis lowers it by itself
}

function judgeLactate({ lac }: CourseFacts): Judged {
  const newest = newestOf(lac.samples);
  if (newest === undefined) return notJudged(['no-lac']);
  const { value, comparator } = newest;
  const isAbove = comparator === '>' ? value >= 2.5 : value > 2.5; // mmol/L, the highest band
  const isOpen = comparator !== null && isAbove === (comparator === '<' || comparator === '<=');
  return isOpen ? notJudged(['beyond-limit'], [used('lac', newest)]) : judged(isAbove, [used('lac', newest)]);
}

function daysSince(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** Days 3–7 counted from the diagnosis of ACLF. */
function isInWindow(diagnosedAt: string, at: string): boolean {
  const days = daysSince(diagnosedAt, at);
  return days >= 3 && days <= 7;
}

/** Fires while the grade of days 3–7 is due and nobody has taken it. */
function judgeRegrade({ aclfDiagnosedAt, gradedAt, now }: CourseFacts): Judged {
  if (aclfDiagnosedAt === null) return notJudged(['no-aclf']);
  const diagnosed: UsedNumber = { what: 'diagnosed', at: aclfDiagnosedAt, value: null };
  const regraded = newestOf(gradedAt.filter(at => isInWindow(aclfDiagnosedAt, at)).map(at => ({ at })));
  if (regraded) return judged(false, [diagnosed, { what: 'graded', at: regraded.at, value: null }]);
  if (isInWindow(aclfDiagnosedAt, now)) return judged(true, [diagnosed]);
  return daysSince(aclfDiagnosedAt, now) > 7 ? notJudged(['not-regraded'], [diagnosed]) : judged(false, [diagnosed]);
}

function judgeFutility({ aclfDiagnosedAt, clifCAclf, failures, isTransplanted }: CourseFacts): Judged {
  if (aclfDiagnosedAt === null) return notJudged(['no-aclf']);
  const score = newestOf(clifCAclf.filter(({ at }) => isInWindow(aclfDiagnosedAt, at)));
  const count = newestOf(failures.filter(({ at }) => isInWindow(aclfDiagnosedAt, at)));
  const numbers: UsedNumber[] = [
    { what: 'diagnosed', at: aclfDiagnosedAt, value: null },
    ...(score ? [used('clif-c-aclf', score)] : []),
    ...(count ? [{ what: 'failures', at: count.at, value: count.failures } as const] : []),
  ];
  if (isTransplanted) return judged(false, numbers);
  if ((score && score.value > 65) || (count && count.failures >= 4)) {
    return isTransplanted === null ? notJudged(['transplant-unknown'], numbers) : judged(true, numbers);
  }
  return unlessOpen(judged(false, numbers), [
    // One alone rules nothing out.
    ...(score ? [] : (['no-score-in-window'] as const)),
    ...(score?.isTreated ? (['score-treated'] as const) : []),
    ...(count ? [] : (['no-count-in-window'] as const)),
    ...(count && count.failures + count.notAssessed.length >= 4 ? (['organs-unseen'] as const) : []),
  ]);
}

function judgeIntensiveCare({ icuAdmittedAt, clifCAclf }: CourseFacts): Judged {
  const newest = newestOf(clifCAclf);
  if (icuAdmittedAt === null) return notJudged(['icu-unknown'], newest ? [used('clif-c-aclf', newest)] : []);
  const admitted: UsedNumber = { what: 'icu', at: icuAdmittedAt, value: null };
  const later = newestOf(clifCAclf.filter(({ at }) => daysSince(icuAdmittedAt, at) >= 2));
  if (later === undefined) return notJudged(['no-score-after-icu'], [admitted]);
  const finding = judged(later.value >= 70, [admitted, used('clif-c-aclf', later)]);
  return unlessOpen(finding, later.isTreated ? ['score-treated'] : []);
}

const rules: readonly { id: TrendRuleId; evidence: string; judge: (facts: CourseFacts) => Judged }[] = [
  { id: 'bilirubin-rise', evidence: CHINESE_2018, judge: judgeBilirubinRise },
  {
    id: 'apasl-crossing',
    evidence: 'APASL 2019, doi:10.1007/s12072-019-09946-3 †',
    judge: facts => judgeCrossing(85.5, facts),
  },
  {
    id: 'cossh-crossing',
    evidence: 'COSSH, Wu T 2018, doi:10.1136/gutjnl-2017-314641 †',
    judge: facts => judgeCrossing(205.2, facts),
  },
  { id: 'creatinine-rise-48h', evidence: 'ICA-AKI 2015, doi:10.1136/gutjnl-2014-308874', judge: judgeCreatinineRise },
  { id: 'lactate-band', evidence: 'AARC, doi:10.1007/s12072-017-9816-z †; PMC6660055', judge: judgeLactate },
  { id: 'regrade-day-3-7', evidence: GUSTOT, judge: judgeRegrade },
  { id: 'aclf-65-day-3-7', evidence: `MDCalc; ${GUSTOT}`, judge: judgeFutility },
  {
    id: 'aclf-70-after-48h-icu',
    evidence: 'Engelmann 2018, doi:10.1186/s13054-018-2156-0 †',
    judge: judgeIntensiveCare,
  },
];

/** Every rule with its state, the numbers it looked at, and what it lacked. */
export function judgeCourse(facts: CourseFacts): TrendFinding[] {
  return rules.map(({ id, evidence, judge }) => ({ id, evidence, ...judge(facts) }));
}
