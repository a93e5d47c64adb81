import { roundSi } from './rounding.ts';
import { latestSlope, type TimedValue } from './trend.ts';

/**
 * What a course of values means, each with its evidence (clinical.md 13). ΔMELD has no established cut-off and raises
 * nothing. Texts: `clinical.trendRule` in shared/i18n.
 */
export interface CourseFacts {
  /** Values in SI, undisturbed by treatment (see `undisturbed`), any order. */
  readonly tbil: readonly TimedValue[];
  readonly inr: readonly TimedValue[];
  readonly crea: readonly TimedValue[];
  readonly lac: readonly TimedValue[];
  readonly clifCAclf: readonly TimedValue[];
  /** Known organ failures of each assessment. */
  readonly failures: readonly TimedValue[];
  /** First EASL-CLIF grade ≥ 1; null = none yet. */
  readonly aclfDiagnosedAt: string | null;
  readonly icuAdmittedAt: string | null;
  readonly isTransplanted: boolean;
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

export interface TrendFinding {
  readonly id: TrendRuleId;
  readonly state: 'fired' | 'not-met' | 'not-judged';
  /** The number that decided, in SI, where there is one. */
  readonly value: number | null;
  readonly evidence: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHINESE_2018 = 'Chinese guideline 2018, doi:10.3760/cma.j.issn.1007-3418.2019.01.006 †';
const GUSTOT = 'Gustot 2015, doi:10.1002/hep.27849 †';

type Judged = Pick<TrendFinding, 'state' | 'value'>;
const NOT_JUDGED: Judged = { state: 'not-judged', value: null };

function judged(isFired: boolean, value: number | null): Judged {
  return { state: isFired ? 'fired' : 'not-met', value };
}

function newestOf(values: readonly TimedValue[]): TimedValue | undefined {
  return values.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}

function judgeBilirubinRise({ tbil }: CourseFacts): Judged {
  const slope = latestSlope(tbil);
  return slope === null ? NOT_JUDGED : judged(slope.perDay >= 17.1, slope.perDay); // µmol/L per day, 1 mg/dL
}

/** Bilirubin at or over the threshold together with INR ≥ 1.5. */
function judgeCrossing(threshold: number, { tbil, inr }: CourseFacts): Judged {
  const bilirubin = newestOf(tbil)?.value;
  const ratio = newestOf(inr)?.value;
  if ((bilirubin !== undefined && bilirubin < threshold) || (ratio !== undefined && ratio < 1.5)) {
    return judged(false, bilirubin ?? null);
  }
  return bilirubin === undefined || ratio === undefined ? NOT_JUDGED : judged(true, bilirubin);
}

/** Rise over the lowest value of the 48 h before the newest one. */
function judgeCreatinineRise({ crea }: CourseFacts): Judged {
  const newest = newestOf(crea);
  if (newest === undefined) return NOT_JUDGED;
  const newestMs = Date.parse(newest.at);
  const earlier = crea.filter(({ at }) => Date.parse(at) < newestMs && newestMs - Date.parse(at) <= 48 * HOUR_MS);
  if (earlier.length === 0) return NOT_JUDGED;
  const rise = roundSi(newest.value - Math.min(...earlier.map(({ value }) => value)));
  return judged(rise >= 26.5, rise);
}

function judgeLactate({ lac }: CourseFacts): Judged {
  const newest = newestOf(lac);
  return newest === undefined ? NOT_JUDGED : judged(newest.value > 2.5, newest.value);
}

function daysSince(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** Days 3–7 counted from the diagnosis of ACLF. */
function isInWindow(diagnosedAt: string, at: string): boolean {
  const days = daysSince(diagnosedAt, at);
  return days >= 3 && days <= 7;
}

function judgeRegrade({ aclfDiagnosedAt, now }: CourseFacts): Judged {
  return aclfDiagnosedAt === null ? NOT_JUDGED : judged(isInWindow(aclfDiagnosedAt, now), null);
}

function judgeFutility({ aclfDiagnosedAt, clifCAclf, failures, isTransplanted }: CourseFacts): Judged {
  if (aclfDiagnosedAt === null) return NOT_JUDGED;
  const score = newestOf(clifCAclf.filter(({ at }) => isInWindow(aclfDiagnosedAt, at)))?.value;
  const failed = newestOf(failures.filter(({ at }) => isInWindow(aclfDiagnosedAt, at)))?.value;
  if (isTransplanted) return judged(false, score ?? failed ?? null);
  if (score !== undefined && score > 65) return judged(true, score);
  if (failed !== undefined && failed >= 4) return judged(true, failed);
  return score === undefined || failed === undefined ? NOT_JUDGED : judged(false, score); // one alone rules nothing out
}

function judgeIntensiveCare({ icuAdmittedAt, clifCAclf }: CourseFacts): Judged {
  if (icuAdmittedAt === null) return NOT_JUDGED;
  const later = newestOf(clifCAclf.filter(({ at }) => daysSince(icuAdmittedAt, at) >= 2));
  return later === undefined ? NOT_JUDGED : judged(later.value >= 70, later.value);
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

/** Every rule with its state; a rule that lacks values is named as not judged. */
export function judgeCourse(facts: CourseFacts): TrendFinding[] {
  return rules.map(({ id, evidence, judge }) => ({ id, evidence, ...judge(facts) }));
}
