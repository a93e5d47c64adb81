import { type InputKey, isChoiceKey, isFlagKey, quantitySpec } from './analytes.ts';
import type { NearCutoff } from './cutoffs.ts';
import type { Evaluation } from './evaluation.ts';
import { type ClinicalValues, type Comparator, type PreparedInputs, prepareInputs } from './inputs.ts';
import type { SampleTimes } from './sample-times.ts';
import type { Display, Need, NotApplicableReason, ScoreDefinition, ScoreResult } from './score-definition.ts';
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

type DescribedInput = Omit<ExplainedInput, 'need' | 'status'> & { readonly isUnreadable: boolean };

function describeInput(key: InputKey, prepared: PreparedInputs, sampledAt: SampleTimes): DescribedInput {
  const value = prepared.values[key];
  const given = isFlagKey(key) || isChoiceKey(key) ? undefined : prepared.given[key];
  const siUnit = quantitySpec(key)?.unit ?? null;
  const isUnreadable = prepared.unknownUnits.includes(key) || prepared.outOfRange.includes(key);
  return {
    key,
    given: given?.value ?? (isUnreadable || value === undefined ? null : value),
    givenUnit: given?.unit ?? (value === undefined ? null : siUnit),
    comparator: given?.comparator ?? null,
    conversion: given?.conversion ?? null,
    si: typeof value === 'number' ? value : null,
    siUnit,
    sampledAt: sampledAt[key] ?? null,
    isUnreadable,
  };
}

/** An input reads the same in every score, so it is described once for all of them. */
function inputDescriber(prepared: PreparedInputs, sampledAt: SampleTimes = {}): (key: InputKey) => DescribedInput {
  const described = new Map<InputKey, DescribedInput>();
  return key => {
    const known = described.get(key);
    if (known !== undefined) return known;
    const input = describeInput(key, prepared, sampledAt);
    described.set(key, input);
    return input;
  };
}

function statusOf(
  { key, isUnreadable, given }: DescribedInput,
  { assumed, result }: Evaluation,
): ExplainedInput['status'] {
  if (isUnreadable) return 'unreadable';
  if (given !== null) return 'known';
  if (assumed.includes(key)) return 'assumed';
  return result.missing.includes(key) ? 'missing' : 'absent';
}

function explainInput(need: Need, input: DescribedInput, evaluation: Evaluation): ExplainedInput {
  const { key, given, givenUnit, comparator, conversion, si, siUnit, sampledAt } = input;
  const status = statusOf(input, evaluation);
  return { key, need, given, givenUnit, comparator, conversion, si, siUnit, sampledAt, status };
}

/** Of a bounded result the lines that are certain; nothing of a refused one. */
function partialTerms(
  definition: ScoreDefinition | undefined,
  { result }: Evaluation,
  values: ClinicalValues,
): readonly Term[] {
  return result.bounds === null ? [] : (definition?.partialTerms?.(values) ?? []);
}

function compose(
  evaluation: Evaluation,
  inputOf: (key: InputKey) => DescribedInput,
  { model }: EngineOptions,
  values: ClinicalValues,
): Explanation {
  const { result, computation } = evaluation;
  const definition = scoreDefinition(result.score);
  const usesModel = result.score === 'catch-life' && model !== null && model !== undefined;
  const inputs = usesModel
    ? model.inputs.map(({ key }) => explainInput('required', inputOf(key), evaluation))
    : (definition?.inputs ?? []).map(({ key, need }) => explainInput(need, inputOf(key), evaluation));
  return {
    result,
    inputs,
    terms: computation?.terms ?? partialTerms(definition, evaluation, values),
    rule: computation?.rule ?? null,
    display: definition?.display ?? null,
    near: evaluation.near,
    refusedInputs: evaluation.refusedInputs,
    notApplicable: evaluation.notApplicable,
  };
}

/** The explanation of an evaluation that is already there. */
export function explainEvaluation(
  evaluation: Evaluation,
  prepared: PreparedInputs,
  options: EngineOptions = {},
): Explanation {
  return compose(evaluation, inputDescriber(prepared, options.sampledAt), options, prepared.values);
}

/** One score with its arithmetic; same inputs and options as `evaluate`. Never throws. */
export function explain(scoreId: string, inputs: RawInputs, options: EngineOptions = {}): Explanation {
  const prepared = prepareInputs(inputs);
  return explainEvaluation(evaluatePrepared(scoreId, prepared, options), prepared, options);
}

/** Every score of one patient with its arithmetic; the inputs are converted and described once. */
export function explainAll(inputs: RawInputs, options: EngineOptions = {}): Explanation[] {
  const prepared = prepareInputs(inputs);
  const inputOf = inputDescriber(prepared, options.sampledAt);
  return scoreDefinitions.map(({ id }) =>
    compose(evaluatePrepared(id, prepared, options), inputOf, options, prepared.values),
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

/**
 * How the inputs of a term got into the unit of the formula, e.g. `Bil = 320 ÷ 17.1 = 18.7135 mg/dL`; before any clamp,
 * and without words.
 */
export function termConversions(term: Term): string[] {
  if (term.kind !== 'product') return [];
  return term.factors.flatMap(({ symbol, unit, si, divisor }) =>
    si === null || divisor === 1
      ? []
      : [`${symbol} = ${digits(si)} ÷ ${digits(divisor)} = ${digits(si / divisor)} ${unit}`],
  );
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
