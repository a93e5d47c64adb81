import { type QuantityKey, quantitySpec } from './analytes.ts';
import { type Threshold, thresholdsOf } from './policy-thresholds.ts';
import { type Condition, isMoreUrgent, type PolicyRule, type ReferralPolicy } from './referral-policy.ts';
import { scoreDefinition } from './score-registry.ts';

/** What is wrong with a rule table. `rule` is null where the whole table is meant. */
export interface PolicyFault {
  readonly rule: string | null;
  readonly field: string;
  readonly why: 'twice' | 'implausible' | 'wrong-direction' | 'unknown-grade' | 'always-fires' | 'gap' | 'none-active';
}

/** Inputs of which a low value is the severe one. */
const LOW_IS_SEVERE: readonly QuantityKey[] = ['pta', 'alb', 'na', 'sbp', 'dbp', 'map', 'pf', 'sf'];
const LONGEST_RESCORE_HOURS = 72;
/** For a score that names no ends of its own. */
const ANY_SCORE: readonly [number, number] = [-10, 200];

type Fault = Pick<PolicyFault, 'field' | 'why'>;

function inputFault({ key, operator, value, path }: Threshold & { kind: 'input' }): Fault[] {
  const { hard, usual, isInteger } = quantitySpec(key);
  const [low, high] = usual ?? hard;
  const isSane = Number.isFinite(value) && value > 0 && value >= low && value <= high;
  if (!isSane || (isInteger && !Number.isInteger(value))) return [{ field: path, why: 'implausible' }];
  const isUpward = operator === '>=' || operator === '>';
  return isUpward === LOW_IS_SEVERE.includes(key) ? [{ field: path, why: 'wrong-direction' }] : [];
}

function gradeFault({ path, grades, value }: Threshold & { kind: 'grade' }): Fault[] {
  const at = grades.indexOf(value);
  if (at < 0) return [{ field: path, why: 'unknown-grade' }];
  return at === 0 ? [{ field: path, why: 'always-fires' }] : []; // everybody has the lowest grade
}

function rawFault({ path, score, value }: Threshold & { kind: 'raw' }): Fault[] {
  const { low = ANY_SCORE[0], high = ANY_SCORE[1] } = scoreDefinition(score).display;
  return Number.isFinite(value) && value >= low && value <= high ? [] : [{ field: path, why: 'implausible' }];
}

function thresholdFault(threshold: Threshold): Fault[] {
  switch (threshold.kind) {
    case 'input':
      return inputFault(threshold);
    case 'grade':
      return gradeFault(threshold);
    case 'raw':
      return rawFault(threshold);
  }
}

const partsOf = (condition: Condition): Condition[] =>
  condition.kind === 'all' || condition.kind === 'any-known' ? condition.of.flatMap(partsOf) : [condition];

type Band = Condition & { kind: 'raw' };
const bandsOf = (rule: PolicyRule): Band[] => partsOf(rule.when).flatMap(part => (part.kind === 'raw' ? [part] : []));
const lowestOf = ({ atLeast, above }: Band): number => Math.max(atLeast ?? -Infinity, above ?? -Infinity);

/** A band with an upper end, above which no rule is as urgent, would call the sicker patient less urgent. */
function bandFaults(rule: PolicyRule, active: readonly PolicyRule[]): Fault[] {
  return bandsOf(rule).flatMap((band): Fault[] => {
    const field = `${band.score}.below`;
    if (scoreDefinition(band.score).isClassification || (lowestOf(band) === -Infinity && band.below === undefined)) {
      return [{ field: band.score, why: 'implausible' }];
    }
    if (band.below === undefined) return [];
    if (band.below <= lowestOf(band)) return [{ field, why: 'implausible' }];
    if (!rule.active) return [];
    const end = band.below;
    const isCovered = active.some(
      other =>
        isMoreUrgent(other.urgency, rule.urgency) &&
        bandsOf(other).some(
          next =>
            next.score === band.score &&
            next.below === undefined &&
            (next.above === undefined ? lowestOf(next) <= end : next.above < end),
        ),
    );
    return isCovered ? [] : [{ field, why: 'gap' }];
  });
}

function choiceFaults(rule: PolicyRule): Fault[] {
  return partsOf(rule.when).flatMap((part): Fault[] =>
    part.kind === 'choice' && part.equals === 'none' ? [{ field: part.key, why: 'wrong-direction' }] : [],
  );
}

function ruleFaults(rule: PolicyRule, active: readonly PolicyRule[]): Fault[] {
  const thresholds = thresholdsOf(rule.when);
  const paths = thresholds.map(({ path }) => path);
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  return [
    ...(twice === undefined ? [] : [{ field: twice, why: 'twice' as const }]),
    ...thresholds.flatMap(thresholdFault),
    ...choiceFaults(rule),
    ...bandFaults(rule, active),
  ];
}

/**
 * Reads a rule table as a careful colleague would: thresholds inside the usual range of their input (clinical.md 12) and
 * on the severe side, grades that exist, no gap in which a higher score is less urgent, at least one rule in force.
 * @returns every fault with the rule and the field; empty for a table that may be stored
 */
export function policyFaults({ rules, rescoreAfterHours }: Omit<ReferralPolicy, 'id' | 'version'>): PolicyFault[] {
  const active = rules.filter(rule => rule.active);
  const ids = rules.map(({ id }) => id);
  const isRescoreSane =
    rescoreAfterHours.length > 0 &&
    rescoreAfterHours.every(
      (hours, at) => hours > (rescoreAfterHours[at - 1] ?? 0) && hours <= LONGEST_RESCORE_HOURS, // NaN is neither
    );
  return [
    ...(isRescoreSane ? [] : [{ rule: null, field: 'rescoreAfterHours', why: 'implausible' as const }]),
    ...(active.length > 0 ? [] : [{ rule: null, field: 'rules', why: 'none-active' as const }]),
    ...rules.flatMap((rule, at): PolicyFault[] => [
      ...(ids.indexOf(rule.id) === at ? [] : [{ rule: rule.id, field: 'id', why: 'twice' as const }]),
      ...ruleFaults(rule, active).map(fault => ({ rule: rule.id, ...fault })),
    ]),
  ];
}
