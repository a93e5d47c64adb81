import type { JudgedRule, MissingInput, RuleFact } from '../records/advice.ts';
import type { InputKey } from './analytes.ts';
import type { CaseAssessment } from './assess.ts';
import { isNear } from './cutoffs.ts';
import { gradeRange } from './grade-range.ts';
import type { ClinicalValues, PreparedInputs } from './inputs.ts';
import { failedOrgans, failureCutoff, gradeOrgans, missingOrganInputs, organNames } from './organ-failure.ts';
import { type Condition, mostUrgent, type PolicyRule, type ReferralPolicy, type Urgency } from './referral-policy.ts';
import type { SampleTimes } from './sample-times.ts';
import type { ScoreId, ScoreResult } from './score-definition.ts';
import { scoreDefinition } from './score-registry.ts';

/** What the rules are judged on: the inputs and the results of the same assessment. */
export interface AdviceBasis {
  readonly prepared: PreparedInputs;
  readonly resultOf: (id: ScoreId) => ScoreResult | undefined;
  readonly sampledAt?: SampleTimes;
  readonly treated?: readonly InputKey[];
  readonly tooOld?: readonly { readonly key: InputKey; readonly ageHours: number }[];
}

interface Judgement {
  readonly state: 'fired' | 'not-met' | 'not-applicable' | 'not-judged';
  readonly reason?: JudgedRule['reason'];
  readonly missing?: readonly InputKey[];
  readonly facts: readonly RuleFact[];
}

export interface ReferralAdvice {
  readonly level: Urgency;
  /** Every rule of the policy, in its order. */
  readonly rules: readonly JudgedRule[];
  /** Hours after the anchor at which to score again when nothing fired; new laboratory values always do. */
  readonly rescoreAfterHours: readonly number[];
}

/** What cannot be believed is not used: a pressure pair the wrong way round keeps its numbers, but decides nothing. */
function readable({ values, outOfRange }: PreparedInputs): ClinicalValues {
  if (outOfRange.length === 0) return values;
  return { ...values, ...Object.fromEntries(outOfRange.map(key => [key, undefined])) };
}

class RuleJudge {
  readonly #basis: AdviceBasis;
  readonly #values: ClinicalValues;

  constructor(basis: AdviceBasis) {
    this.#basis = basis;
    this.#values = readable(basis.prepared);
  }

  judge(condition: Condition): Judgement {
    switch (condition.kind) {
      case 'organ-failure':
        return this.#organFailure();
      case 'input':
        return this.#input(condition);
      case 'choice':
        return this.#choice(condition);
      case 'grade':
        return this.#grade(condition);
      case 'raw':
        return this.#raw(condition);
      case 'all':
        return all(condition.of.map(part => this.judge(part)));
      case 'any-known':
        return anyKnown(condition.of.map(part => this.judge(part)));
    }
  }

  /** Names why each input is missing, the age of one that is too old. */
  missing(keys: readonly InputKey[]): MissingInput[] {
    const { prepared, tooOld = [] } = this.#basis;
    return keys.map(key => {
      const parts = PARTS[key] ?? [key];
      if (parts.some(part => prepared.outOfRange.includes(part))) return { key, why: 'out-of-range', ageHours: null };
      if (parts.some(part => prepared.unknownUnits.includes(part))) return { key, why: 'unknown-unit', ageHours: null };
      const old = tooOld.find(each => parts.includes(each.key));
      return old ? { key, why: 'too-old', ageHours: old.ageHours } : { key, why: 'absent', ageHours: null };
    });
  }

  #source(key: InputKey): { sampledAt: string | null; isTreated: boolean } {
    return {
      sampledAt: this.#basis.sampledAt?.[key] ?? null,
      isTreated: this.#basis.treated?.includes(key) ?? false,
    };
  }

  /** One failing organ fires; only six graded organs rule it out. */
  #organFailure(): Judgement {
    const organs = gradeOrgans(this.#values);
    const facts = organNames.flatMap((organ): RuleFact[] => {
      const grade = organs[organ];
      if (grade === undefined) return [];
      const { input: key, value, isFailure: isMet } = grade;
      const { operator = null, at: cutoff = null } = failureCutoff(key) ?? {};
      const near = typeof value === 'number' && cutoff !== null && key !== 'he' && isNear(value, cutoff);
      return [{ kind: 'organ', organ, key, value, operator, cutoff, isMet, isNear: near, ...this.#source(key) }];
    });
    if (failedOrgans(organs).length > 0) return { state: 'fired', facts };
    const missing = missingOrganInputs(organs);
    return missing.length === 0 ? { state: 'not-met', facts } : { state: 'not-judged', missing, facts };
  }

  #input({ key, operator, value: cutoff }: Condition & { kind: 'input' }): Judgement {
    const value = this.#values[key] ?? null;
    const isMet =
      value === null
        ? null
        : { '>=': value >= cutoff, '>': value > cutoff, '<': value < cutoff, '<=': value <= cutoff }[operator];
    const near = value !== null && key !== 'he' && isNear(value, cutoff); // a grade of coma is a whole number
    return known(isMet, [key], {
      ...{ kind: 'input', key, value, operator, cutoff, isMet, isNear: near },
      ...this.#source(key),
    });
  }

  #choice({ key, equals: cutoff }: Condition & { kind: 'choice' }): Judgement {
    const value = this.#values[key] ?? null;
    const isMet = value === null ? null : value === cutoff;
    return known(isMet, [key], {
      ...{ kind: 'input', key, value, operator: null, cutoff, isMet, isNear: false },
      ...this.#source(key),
    });
  }

  #isTreated(result: ScoreResult | undefined): boolean {
    return result?.notes.some(note => note.startsWith('after-treatment:')) ?? false;
  }

  /** Judged by the range in which the grade lies: an input that is missing decides nothing if no value of it could. */
  #grade({ score, atLeast }: Condition & { kind: 'grade' }): Judgement {
    const result = this.#basis.resultOf(score);
    const fact = { kind: 'grade' as const, scoreId: score, low: null, high: null, atLeast, isMet: null };
    const stopped = this.#cannotRun(score, result);
    if (stopped !== null) return { ...stopped, facts: [{ ...fact, isTreated: false }] };
    const grades = scoreDefinition(score).grades ?? [];
    const threshold = grades.indexOf(atLeast);
    const range = result === undefined ? null : gradeRange(scoreDefinition(score), result, this.#values);
    const low = range === null ? -1 : grades.indexOf(range.low);
    const high = range === null ? grades.length : grades.indexOf(range.high);
    const isMet = low >= threshold ? true : high < threshold ? false : null;
    const { missing = [] } = result ?? {};
    return known(isMet, missing, { ...fact, ...range, isMet, isTreated: this.#isTreated(result) });
  }

  /** A score without any result, not even a range; null where it is worth a look. */
  #cannotRun(score: ScoreId, result: ScoreResult | undefined): Omit<Judgement, 'facts'> | null {
    if (result === undefined) return { state: 'not-judged', reason: 'score-disabled' }; // its self-check failed
    const { outOfRange, unknownUnits } = this.#basis.prepared;
    switch (result.refused?.code) {
      case undefined:
      case 'missing-input':
        return null;
      case 'not-applicable':
        return { state: 'not-applicable' };
      case 'unknown-score':
        return { state: 'not-judged', reason: 'score-disabled' };
      case 'model-not-installed':
        return { state: 'not-judged', reason: 'model-not-installed' };
      case 'out-of-range':
      case 'unknown-unit': {
        const keys = scoreDefinition(score).inputs.map(({ key }) => key);
        return { state: 'not-judged', missing: keys.filter(key => [...outOfRange, ...unknownUnits].includes(key)) };
      }
    }
  }

  /** On the unrounded score. */
  #raw({ score, atLeast, above, below }: Condition & { kind: 'raw' }): Judgement {
    const result = this.#basis.resultOf(score);
    const raw = result?.raw ?? null;
    const isMet =
      raw === null ? null : raw >= (atLeast ?? -Infinity) && raw > (above ?? -Infinity) && raw < (below ?? Infinity);
    const fact: RuleFact = {
      ...{ kind: 'raw', scoreId: score, raw, isMet, isTreated: this.#isTreated(result) },
      ...{ atLeast: atLeast ?? null, above: above ?? null, below: below ?? null },
    };
    const stopped = this.#cannotRun(score, result);
    return stopped === null ? known(isMet, result?.missing ?? [], fact) : { ...stopped, facts: [fact] };
  }
}

/** Inputs that stand for one another: what is said of one is said of the organ. */
const PARTS: { readonly [K in InputKey]?: readonly InputKey[] } = { map: ['map', 'sbp', 'dbp'], pf: ['pf', 'sf'] };

function known(isMet: boolean | null, missing: readonly InputKey[], fact: RuleFact): Judgement {
  if (isMet === null) return { state: 'not-judged', missing, facts: [fact] };
  return { state: isMet ? 'fired' : 'not-met', facts: [fact] };
}

function all(parts: readonly Judgement[]): Judgement {
  const facts = parts.flatMap(part => part.facts);
  const decisive = parts.find(({ state }) => state === 'not-met' || state === 'not-applicable');
  if (decisive !== undefined) return { state: decisive.state, facts };
  const open = parts.filter(({ state }) => state === 'not-judged');
  return open.length === 0 ? { state: 'fired', facts } : joined(open, facts);
}

function anyKnown(parts: readonly Judgement[]): Judgement {
  const facts = parts.flatMap(part => part.facts);
  if (parts.some(({ state }) => state === 'fired')) return { state: 'fired', facts };
  if (parts.some(({ state }) => state === 'not-met')) return { state: 'not-met', facts };
  const open = parts.filter(({ state }) => state === 'not-judged');
  return open.length === 0 ? { state: 'not-applicable', facts } : joined(open.slice(0, 1), facts); // one of them is enough
}

function joined(open: readonly Judgement[], facts: readonly RuleFact[]): Judgement {
  const missing = [...new Set(open.flatMap(part => part.missing ?? []))];
  const reason = open.find(part => part.reason)?.reason;
  return { state: 'not-judged', missing, facts, ...(reason ? { reason } : {}) };
}

/** A rule that recent values cannot judge still stands where the last known ones fire it ([ENG]): age is no recovery. */
function judgedRule(rule: PolicyRule, recent: RuleJudge, lastKnown: RuleJudge | null): JudgedRule {
  const { id, urgency, when, framework, evidence } = rule;
  const base = { id, urgency, when, framework, evidence, reason: null, missing: [], facts: [] };
  if (!rule.active) return { ...base, state: 'inactive' };
  const { state, reason, missing = [], facts } = recent.judge(when);
  if (state !== 'not-judged') return { ...base, state, facts: [...facts] };
  const open = { ...base, reason: reason ?? ('missing-input' as const), missing: recent.missing(missing) };
  const earlier = lastKnown?.judge(when);
  return earlier?.state === 'fired'
    ? { ...open, state: 'held', facts: [...earlier.facts] }
    : { ...open, state: 'not-judged', facts: [...facts] };
}

/** Whether a rule asks for action: it fired, or still stands on the last known values. */
export const isStanding = ({ state }: Pick<JudgedRule, 'state'>): boolean => state === 'fired' || state === 'held';

/** A case as the rules read it. */
export const adviceBasis = ({ chosen, prepared, evaluations }: CaseAssessment): AdviceBasis => ({
  prepared,
  resultOf: id => evaluations.get(id)?.result,
  sampledAt: chosen.sampledAt,
  treated: chosen.treated,
  tooOld: chosen.tooOld,
});

/**
 * The hospital's own advice on when to refer. It is policy, not evidence: a physician confirms it, and may override it
 * with a reason. Every rule is accounted for with what it looked at, and what it lacked.
 * @param lastKnown the same case read without the age limit of its inputs; absent = no rule is held
 */
export function adviseReferral(policy: ReferralPolicy, basis: AdviceBasis, lastKnown?: AdviceBasis): ReferralAdvice {
  const recent = new RuleJudge(basis);
  const earlier = lastKnown ? new RuleJudge(lastKnown) : null;
  const rules = policy.rules.map(rule => judgedRule(rule, recent, earlier));
  return {
    level: mostUrgent(rules.filter(isStanding).map(({ urgency }) => urgency)),
    rules,
    rescoreAfterHours: policy.rescoreAfterHours,
  };
}
