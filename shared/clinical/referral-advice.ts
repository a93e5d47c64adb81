import type { InputKey } from './analytes.ts';
import type { ClinicalValues } from './inputs.ts';
import { failedOrgans, gradeOrgans, missingOrganInputs } from './organ-failure.ts';
import { type Condition, type PolicyRule, type ReferralPolicy, type Urgency, urgencies } from './referral-policy.ts';
import type { ScoreId, ScoreResult } from './score-definition.ts';
import { scoreDefinition } from './score-registry.ts';

/** What the rules are judged on: the inputs in SI and the results of the same assessment. */
export interface AdviceBasis {
  readonly values: ClinicalValues;
  readonly resultOf: (id: ScoreId) => ScoreResult | undefined;
}

/** Why a rule could not be judged. `score-disabled`: its self-check failed. */
export type UnjudgedReason =
  | 'missing-input'
  | 'out-of-range'
  | 'unknown-unit'
  | 'model-not-installed'
  | 'score-disabled';

type Judgement =
  | { readonly state: 'fired' }
  | { readonly state: 'not-met' }
  | { readonly state: 'not-applicable' }
  | { readonly state: 'not-judged'; readonly reason: UnjudgedReason; readonly missing: readonly InputKey[] };

export interface JudgedRule {
  readonly rule: PolicyRule;
  readonly judgement: Judgement;
}

export interface ReferralAdvice {
  readonly policy: { readonly id: string; readonly version: string };
  readonly urgency: Urgency;
  /** Hours after which to score again when nothing fired; new laboratory values always do. */
  readonly rescoreAfterHours: readonly number[];
  readonly fired: readonly JudgedRule[];
  readonly notJudged: readonly JudgedRule[];
  readonly notMet: readonly JudgedRule[];
}

const FIRED: Judgement = { state: 'fired' };
const NOT_MET: Judgement = { state: 'not-met' };

function unjudged(missing: readonly InputKey[], reason: UnjudgedReason = 'missing-input'): Judgement {
  return { state: 'not-judged', reason, missing };
}

function judged(isMet: boolean): Judgement {
  return isMet ? FIRED : NOT_MET;
}

/** One failing organ fires; only six graded organs rule it out. */
function judgeOrganFailure(values: ClinicalValues): Judgement {
  const organs = gradeOrgans(values);
  if (failedOrgans(organs).length > 0) return FIRED;
  const missing = missingOrganInputs(organs);
  return missing.length === 0 ? NOT_MET : unjudged(missing);
}

function judgeInput(
  { key, operator, value }: Extract<Condition, { kind: 'input' }>,
  values: ClinicalValues,
): Judgement {
  const x = values[key];
  if (x === undefined) return unjudged([key]);
  switch (operator) {
    case '>=':
      return judged(x >= value);
    case '>':
      return judged(x > value);
    case '<':
      return judged(x < value);
    case '<=':
      return judged(x <= value);
  }
}

/** The refusal of a score as a judgement; null when the score has a result, if only bounds. */
function refusedJudgement(result: ScoreResult | undefined): Judgement | null {
  if (result === undefined) return unjudged([], 'score-disabled');
  switch (result.refused?.code) {
    case undefined:
      return null;
    case 'not-applicable':
      return { state: 'not-applicable' };
    case 'unknown-score':
      return unjudged([], 'score-disabled');
    case 'missing-input':
    case 'out-of-range':
    case 'unknown-unit':
    case 'model-not-installed':
      return unjudged(result.missing, result.refused?.code);
  }
}

function judgeGrade({ score, atLeast }: Extract<Condition, { kind: 'grade' }>, { resultOf }: AdviceBasis): Judgement {
  const result = resultOf(score);
  const refused = refusedJudgement(result);
  if (refused !== null || result === undefined) return refused ?? unjudged([], 'score-disabled');
  const grades = scoreDefinition(score).grades ?? [];
  const threshold = grades.indexOf(atLeast);
  if (result.grade !== null) return judged(grades.indexOf(result.grade) >= threshold);
  const { bounds } = result;
  if (bounds !== null && grades.indexOf(String(bounds.low)) >= threshold) return FIRED; // whatever is missing
  if (bounds !== null && grades.indexOf(String(bounds.high)) < threshold) return NOT_MET;
  return unjudged(result.missing);
}

function judgeRaw(condition: Extract<Condition, { kind: 'raw' }>, { resultOf }: AdviceBasis): Judgement {
  const result = resultOf(condition.score);
  const refused = refusedJudgement(result);
  if (refused !== null || result === undefined) return refused ?? unjudged([], 'score-disabled');
  if (result.raw === null) return unjudged(result.missing);
  const { atLeast = -Infinity, above = -Infinity, below = Infinity } = condition;
  return judged(result.raw >= atLeast && result.raw > above && result.raw < below);
}

function judgeAll(parts: readonly Judgement[]): Judgement {
  const decisive = parts.find(({ state }) => state === 'not-met' || state === 'not-applicable');
  if (decisive !== undefined) return decisive;
  const open = parts.flatMap(part => (part.state === 'not-judged' ? [part] : []));
  const [first] = open;
  if (first === undefined) return FIRED;
  return unjudged([...new Set(open.flatMap(({ missing }) => missing))], first.reason);
}

function judgeAnyKnown(parts: readonly Judgement[]): Judgement {
  const fired = parts.find(({ state }) => state === 'fired');
  if (fired !== undefined) return fired;
  return parts.find(({ state }) => state === 'not-met') ?? parts[0] ?? NOT_MET;
}

function judge(condition: Condition, basis: AdviceBasis): Judgement {
  switch (condition.kind) {
    case 'organ-failure':
      return judgeOrganFailure(basis.values);
    case 'input':
      return judgeInput(condition, basis.values);
    case 'choice': {
      const choice = basis.values[condition.key];
      return choice === undefined ? unjudged([condition.key]) : judged(choice === condition.equals);
    }
    case 'grade':
      return judgeGrade(condition, basis);
    case 'raw':
      return judgeRaw(condition, basis);
    case 'all':
      return judgeAll(condition.of.map(part => judge(part, basis)));
    case 'any-known':
      return judgeAnyKnown(condition.of.map(part => judge(part, basis)));
  }
}

/**
 * The hospital's own advice on when to refer. It is policy, not evidence: a physician confirms it, and may override it
 * with a reason. Every rule is accounted for: fired, not met, or not judged and why.
 */
export function adviseReferral(policy: ReferralPolicy, basis: AdviceBasis): ReferralAdvice {
  const rules = policy.rules.map((rule): JudgedRule => ({ rule, judgement: judge(rule.when, basis) }));
  const fired = rules.filter(({ judgement }) => judgement.state === 'fired');
  const urgency = urgencies.find(level => fired.some(({ rule }) => rule.urgency === level)) ?? 're-score';
  return {
    policy: { id: policy.id, version: policy.version },
    urgency,
    rescoreAfterHours: policy.rescoreAfterHours,
    fired,
    notJudged: rules.filter(({ judgement }) => judgement.state === 'not-judged'),
    notMet: rules.filter(({ judgement }) => judgement.state === 'not-met' || judgement.state === 'not-applicable'),
  };
}
