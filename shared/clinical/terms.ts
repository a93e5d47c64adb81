import type { InputKey } from './analytes.ts';
import type { OrganName } from './organ-name.ts';

/**
 * The arithmetic of one result, line by line, so that a reader can redo it by hand.
 * Scores build these while they compute: what is explained is what was computed.
 */

/** What was done to an input before the transform; the number is the limit it was set to. */
export interface Clamp {
  /** `replaced`: the value was not used at all, e.g. creatinine on dialysis. */
  readonly kind: 'raised' | 'lowered' | 'replaced';
  readonly to: number;
}

export type FactorTransform = 'identity' | 'ln' | 'log10' | 'sqrt' | 'shortfall' | 'indicator' | 'code';

/** One number inside a term: SI value → unit of the formula → clamp → transform. */
export interface Factor {
  readonly input: InputKey;
  /** As written in the formula, e.g. `Cr`. */
  readonly symbol: string;
  /** Unit of the formula, e.g. `mg/dL`; empty where the number has none. */
  readonly unit: string;
  /** The value in SI; null where a fact replaced it, as dialysis does with creatinine. */
  readonly si: number | null;
  /** SI per unit of the formula: the SI value divided by it is the formula's number. 1 where the formula reads SI. */
  readonly divisor: number;
  /** Value in that unit after the clamp. */
  readonly x: number;
  readonly clamp: Clamp | null;
  readonly transform: FactorTransform;
  /** For `shortfall`, the number from which x is taken: 137 − Na. */
  readonly from: number | null;
  /** After the transform; multiplied into the term. */
  readonly y: number;
}

export interface ProductTerm {
  readonly kind: 'product';
  readonly coefficient: number;
  readonly factors: readonly Factor[];
  readonly contribution: number;
}

/** A number of the formula that belongs to no input, or an intermediate result named by `label`. */
export interface ConstantTerm {
  readonly kind: 'constant';
  readonly label: 'constant' | 'meld' | 'meld-rounded' | 'organ-failure-points';
  readonly coefficient: number;
  readonly value: number;
  readonly contribution: number;
  /** How an intermediate result came about; these add up to `value`, not to the result. */
  readonly parts: readonly Term[];
}

export interface PointsTerm {
  readonly kind: 'points';
  readonly input: InputKey;
  readonly value: number | string | boolean | null;
  readonly contribution: number;
}

export interface OrganTerm {
  readonly kind: 'organ';
  readonly organ: OrganName;
  /** The input that decided the sub-score. */
  readonly input: InputKey;
  readonly value: number | string | boolean;
  readonly contribution: number;
  readonly isFailure: boolean;
  readonly isDysfunction: boolean;
  /** Systolic and diastolic pressure, mmHg, where the mean was computed; null where the value was given. */
  readonly computedFrom: readonly [sbp: number, dbp: number] | null;
}

/** One clause of a definition; `met` null = could not be judged. */
export interface ClauseTerm {
  readonly kind: 'clause';
  readonly clause: ClauseId;
  readonly inputs: readonly InputKey[];
  /** The number that was compared, where the clause compares one. */
  readonly value: number | null;
  readonly met: boolean | null;
}

export type ClauseId =
  | 'apasl-bilirubin'
  | 'apasl-coagulation'
  | 'apasl-complication'
  | 'cn-jaundice-10-uln'
  | 'cn-jaundice-rise'
  | 'cn-jaundice-pre'
  | 'cn-coagulation-pta'
  | 'cn-coagulation-inr'
  | 'cn-complications'
  | 'aki-rise-48h'
  | 'aki-ratio'
  | 'aki-creatinine'
  | 'aki-rrt';

export type Term = ProductTerm | ConstantTerm | PointsTerm | OrganTerm | ClauseTerm;

export function constantTerm(value: number): ConstantTerm {
  return { kind: 'constant', label: 'constant', coefficient: 1, value, contribution: value, parts: [] };
}

/** A result of another formula that this one goes on with, and its own arithmetic. */
export function intermediateTerm(
  label: Exclude<ConstantTerm['label'], 'constant'>,
  value: number,
  parts: readonly Term[],
  coefficient = 1,
): ConstantTerm {
  return { kind: 'constant', label, coefficient, value, contribution: coefficient * value, parts };
}

export function productTerm(coefficient: number, ...factors: readonly Factor[]): ProductTerm {
  let contribution = coefficient;
  for (const factor of factors) contribution *= factor.y;
  return { kind: 'product', coefficient, factors, contribution };
}

export type ClampedInput = Pick<Factor, 'input' | 'symbol' | 'unit' | 'si' | 'divisor' | 'x' | 'clamp'>;

/** An input whose SI unit is also that of the formula, held within the formula's own limits. */
export function clamped(
  input: InputKey,
  symbol: string,
  unit: string,
  value: number,
  low = -Infinity,
  high = Infinity,
): ClampedInput {
  return held({ input, symbol, unit, si: value, divisor: 1, x: value, clamp: null }, low, high);
}

/** An input that the formula reads in another unit: `si / divisor`, held within the formula's own limits. */
export function converted(
  { input, symbol, unit, divisor }: Pick<Factor, 'input' | 'symbol' | 'unit' | 'divisor'>,
  si: number,
  low = -Infinity,
  high = Infinity,
): ClampedInput {
  return held({ input, symbol, unit, si, divisor, x: si / divisor, clamp: null }, low, high);
}

function held(given: ClampedInput, low: number, high: number): ClampedInput {
  const { input, symbol, unit, si, divisor, x } = given;
  if (x < low) return { input, symbol, unit, si, divisor, x: low, clamp: { kind: 'raised', to: low } };
  if (x > high) return { input, symbol, unit, si, divisor, x: high, clamp: { kind: 'lowered', to: high } };
  return given;
}

export function plain({ input, symbol, unit, si, divisor, x, clamp }: ClampedInput): Factor {
  return { input, symbol, unit, si, divisor, x, clamp, transform: 'identity', from: null, y: x };
}

export function ln({ input, symbol, unit, si, divisor, x, clamp }: ClampedInput): Factor {
  return { input, symbol, unit, si, divisor, x, clamp, transform: 'ln', from: null, y: Math.log(x) };
}

export function log10({ input, symbol, unit, si, divisor, x, clamp }: ClampedInput): Factor {
  return { input, symbol, unit, si, divisor, x, clamp, transform: 'log10', from: null, y: Math.log10(x) };
}

/** `from − x`, e.g. 137 − Na. */
export function shortfall(from: number, { input, symbol, unit, si, divisor, x, clamp }: ClampedInput): Factor {
  return { input, symbol, unit, si, divisor, x, clamp, transform: 'shortfall', from, y: from - x };
}

export function pointsTerm(input: InputKey, value: number | string | boolean | null, contribution: number): PointsTerm {
  return { kind: 'points', input, value, contribution };
}

/** A clause with the number it compared; `met` null when it could not be judged. */
export function clauseTerm(
  clause: ClauseId,
  inputs: readonly InputKey[],
  value: number | undefined,
  met: boolean | null,
): ClauseTerm {
  return { kind: 'clause', clause, inputs, value: value ?? null, met };
}

/** A category turned into the number of the formula: `indicator` for 0/1, `code` for the paper's own coding. */
export function coded(
  input: InputKey,
  symbol: string,
  kind: 'indicator' | 'code',
  [x, y]: readonly [number, number],
): Factor {
  return { input, symbol, unit: '', si: x, divisor: 1, x, clamp: null, transform: kind, from: null, y };
}
