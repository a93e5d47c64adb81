import { type InputKey, isChoiceKey, isFlagKey, quantitySpec } from './analytes.ts';
import type { NearCutoff } from './cutoffs.ts';
import type { Evaluation } from './evaluation.ts';
import { type Comparator, type PreparedInputs, prepareInputs } from './inputs.ts';
import type { Display, Need, NotApplicableReason, ScoreResult } from './score-definition.ts';
import {
  type EngineOptions,
  evaluatePrepared,
  type RawInputs,
  scoreDefinition,
  scoreDefinitions,
} from './score-registry.ts';
import type { Factor, Term } from './terms.ts';
import type { Conversion } from './units.ts';

/** One input of a score as the score sheet shows it: as given, when sampled, and what it became. */
export interface ExplainedInput {
  readonly key: InputKey;
  readonly need: Need;
  /** As given; null when missing or unreadable. */
  readonly given: number | string | boolean | null;
  /** The unit it was given in; null where it has none. */
  readonly givenUnit: string | null;
  readonly comparator: Comparator | null;
  /** Null when it was already in SI. */
  readonly conversion: Conversion;
  /** In SI; null when missing, or no number. */
  readonly si: number | null;
  readonly siUnit: string | null;
  /** ISO 8601, where known. */
  readonly sampledAt: string | null;
  readonly status: 'known' | 'assumed' | 'missing' | 'unreadable' | 'absent';
}

/** Everything a reader needs to redo a result by hand. */
export interface Explanation {
  readonly result: ScoreResult;
  readonly inputs: readonly ExplainedInput[];
  /** Contributions of the products and constants (or of the points) add up to `result.raw`. */
  readonly terms: readonly Term[];
  /** Key of `clinical.rule` in shared/i18n: the clause that decided a classification. */
  readonly rule: string | null;
  readonly display: Display | null;
  /** Values within ±1 % of a step, with the side that counted. */
  readonly near: readonly NearCutoff[];
  readonly refusedInputs: readonly InputKey[];
  readonly notApplicable: NotApplicableReason | null;
}

function explainInput(
  key: InputKey,
  need: Need,
  prepared: PreparedInputs,
  evaluation: Evaluation,
  sampledAt: string | undefined,
): ExplainedInput {
  const value = prepared.values[key];
  const isQuantity = !isFlagKey(key) && !isChoiceKey(key);
  const given = isQuantity ? prepared.given[key] : undefined;
  const siUnit = quantitySpec(key)?.unit ?? null;
  const isUnreadable = prepared.unknownUnits.includes(key) || prepared.outOfRange.includes(key);
  return {
    key,
    need,
    given: given?.value ?? (isUnreadable || value === undefined ? null : value),
    givenUnit: given?.unit ?? (value === undefined ? null : siUnit),
    comparator: given?.comparator ?? null,
    conversion: given?.conversion ?? null,
    si: typeof value === 'number' ? value : null,
    siUnit,
    sampledAt: sampledAt ?? null,
    status: statusOf(key, value !== undefined, isUnreadable, evaluation),
  };
}

function statusOf(
  key: InputKey,
  isKnown: boolean,
  isUnreadable: boolean,
  evaluation: Evaluation,
): ExplainedInput['status'] {
  if (isUnreadable) return 'unreadable';
  if (isKnown) return 'known';
  if (evaluation.assumed.includes(key)) return 'assumed';
  return evaluation.result.missing.includes(key) ? 'missing' : 'absent';
}

/** The explanation of an evaluation that is already there. */
export function explainEvaluation(
  evaluation: Evaluation,
  prepared: PreparedInputs,
  options: EngineOptions = {},
): Explanation {
  const { result, computation } = evaluation;
  const definition = scoreDefinition(result.score);
  const described: readonly { key: InputKey; need: Need }[] =
    result.score === 'catch-life' && options.model
      ? options.model.inputs.map(({ key }) => ({ key, need: 'required' }))
      : (definition?.inputs ?? []);
  return {
    result,
    inputs: described.map(({ key, need }) => explainInput(key, need, prepared, evaluation, options.sampledAt?.[key])),
    terms: computation?.terms ?? [],
    rule: computation?.rule ?? null,
    display: definition?.display ?? null,
    near: evaluation.near,
    refusedInputs: evaluation.refusedInputs,
    notApplicable: evaluation.notApplicable,
  };
}

/** One score with its arithmetic; same inputs and options as `evaluate`. Never throws. */
export function explain(scoreId: string, inputs: RawInputs, options: EngineOptions = {}): Explanation {
  const prepared = prepareInputs(inputs);
  return explainEvaluation(evaluatePrepared(scoreId, prepared, options), prepared, options);
}

/** Every score of one patient with its arithmetic; the inputs are converted once. */
export function explainAll(inputs: RawInputs, options: EngineOptions = {}): Explanation[] {
  const prepared = prepareInputs(inputs);
  return scoreDefinitions.map(({ id }) =>
    explainEvaluation(evaluatePrepared(id, prepared, options), prepared, options),
  );
}

const SIGNIFICANT = 6; // digits shown in the arithmetic; the engine itself keeps all of them

function digits(x: number): string {
  return String(Number(x.toPrecision(SIGNIFICANT))).replace('-', '−');
}

function factorText({ transform, from, x, y, symbol }: Factor): string {
  switch (transform) {
    case 'identity':
      return digits(x);
    case 'shortfall':
      return `(${digits(from ?? 0)} − ${digits(x)})`;
    case 'ln':
    case 'log10':
    case 'sqrt':
      return `${transform}(${digits(x)})`;
    case 'indicator':
      return `[${symbol}] ${digits(y)}`;
    case 'code':
      return digits(y);
  }
}

/** A line of arithmetic without words, e.g. `11.14 × ln(1.2) = 2.0311`; the same in both languages. */
export function termArithmetic(term: Term): string {
  switch (term.kind) {
    case 'product':
      return `${[digits(term.coefficient), ...term.factors.map(factorText)].join(' × ')} = ${digits(term.contribution)}`;
    case 'constant':
      return term.coefficient === 1
        ? digits(term.value)
        : `${digits(term.coefficient)} × ${digits(term.value)} = ${digits(term.contribution)}`;
    case 'points':
    case 'organ':
      return digits(term.contribution);
    case 'clause':
      return term.value === null ? '' : digits(term.value);
  }
}
