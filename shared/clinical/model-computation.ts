import type { InputKey } from './analytes.ts';
import type { ClinicalValues } from './inputs.ts';
import type { InstalledModel, ModelInput } from './model-schema.ts';
import { applyTransform } from './model-transform.ts';
import type { Clamp, Factor, ProductTerm } from './terms.ts';

export interface ModelOutcome {
  /** Σ coefficient × transform(x). */
  readonly linearPredictor: number;
  /** 1 − baselineSurvival^exp(lp − centre), 0–1. */
  readonly risk: number;
  readonly grade: string;
  readonly terms: readonly ProductTerm[];
}

interface ModelNumber {
  readonly x: number | string;
  readonly clamp: Clamp | null;
}

/** SI per unit of the model. */
function divisorOf({ conversion }: ModelInput): number {
  if (conversion === null) return 1;
  return conversion.operation === 'multiply' ? conversion.factor : 1 / conversion.factor;
}

function inUnitOfModel({ conversion }: ModelInput, si: number): number {
  if (conversion === null) return si;
  return conversion.operation === 'multiply' ? si / conversion.factor : si * conversion.factor;
}

/** The input as the model reads it: unit first, then clamp; undefined when missing. */
export function modelNumber(input: ModelInput, values: ClinicalValues): ModelNumber | undefined {
  const value = values[input.key];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { x: value, clamp: null };
  const x = inUnitOfModel(input, Number(value)); // booleans are 1 and 0
  const [low, high] = input.clamp ?? [-Infinity, Infinity];
  if (x < low) return { x: low, clamp: { kind: 'raised', to: low } };
  if (x > high) return { x: high, clamp: { kind: 'lowered', to: high } };
  return { x, clamp: null };
}

export function missingModelInputs(model: InstalledModel, values: ClinicalValues): InputKey[] {
  return model.inputs.filter(input => values[input.key] === undefined).map(input => input.key);
}

/** @returns undefined when an input of the model is missing: a model is never completed by assumption */
export function computeModel(model: InstalledModel, values: ClinicalValues): ModelOutcome | undefined {
  const numbers = new Map<InputKey, ModelNumber>();
  for (const input of model.inputs) {
    const number = modelNumber(input, values);
    if (number === undefined) return undefined;
    numbers.set(input.key, number);
  }
  const { centre, baselineSurvival, thresholds } = model.file;
  const terms = model.terms.map(({ input, transform, coefficient }): ProductTerm => {
    const { x, clamp } = numbers.get(input) ?? { x: 0, clamp: null };
    const y = applyTransform(transform, x);
    const described = model.inputs.find(candidate => candidate.key === input);
    const unit = described?.unit ?? '';
    const given = values[input];
    const si = typeof given === 'number' ? given : null;
    const divisor = described ? divisorOf(described) : 1;
    const level = transform.kind === 'indicator' ? `${transform.operator}${transform.level}` : '';
    const factor: Factor = {
      ...{ input, symbol: `${input}${level}`, unit, si, divisor, x: typeof x === 'number' ? x : y, clamp },
      ...{ transform: transform.kind, from: null, y },
    };
    return { kind: 'product', coefficient, factors: [factor], contribution: coefficient * y };
  });
  let linearPredictor = 0;
  for (const term of terms) linearPredictor += term.contribution;
  const risk = 1 - baselineSurvival ** Math.exp(linearPredictor - centre);
  let grade = thresholds[0]?.grade ?? '';
  for (const threshold of thresholds) if (risk >= threshold.riskAtLeast) grade = threshold.grade;
  return { linearPredictor, risk, grade, terms };
}
