import {
  type Choice,
  type ChoiceKey,
  choiceKeys,
  choices,
  type FlagKey,
  flagKeys,
  type InputKey,
  type QuantityKey,
  type QuantitySpec,
  quantitySpecs,
} from './analytes.ts';
import { type Conversion, conversionFor, toSi } from './units.ts';

export type Comparator = '<' | '>' | '<=' | '>=';

export interface Quantity {
  readonly value: number;
  readonly unit?: string | null;
  readonly comparator?: Comparator | null;
}

/** What the `score` command and the application hand over; null or absent means missing, never normal. */
export type ScoreInputs = {
  readonly [K in QuantityKey]?: number | Quantity | null;
} & { readonly [K in FlagKey]?: boolean | null } & { readonly [K in ChoiceKey]?: Choice<K> | null };

/** Values being filled in; once handed on they are `ClinicalValues` and do not change. */
export type ValuesDraft = { [K in QuantityKey]: number | undefined } & {
  [K in FlagKey]: boolean | undefined;
} & { [K in ChoiceKey]: Choice<K> | undefined };

/** Values in SI as the formulas read them; undefined = missing. */
export type ClinicalValues = Readonly<ValuesDraft>;

export interface GivenQuantity {
  readonly value: number;
  readonly unit: string | null;
  readonly comparator: Comparator | null;
  readonly conversion: Conversion;
}

export interface PreparedInputs {
  readonly values: ClinicalValues;
  /** As typed, for the explanation. */
  readonly given: { [K in QuantityKey]?: GivenQuantity };
  readonly unknownUnits: readonly InputKey[];
  readonly outOfRange: readonly InputKey[];
  readonly censored: readonly InputKey[];
}

interface Problems {
  unknownUnits: InputKey[];
  outOfRange: InputKey[];
  censored: InputKey[];
}

export function noValues(): ValuesDraft {
  // One literal with every key: all records share one shape, which keeps a register-wide re-score fast.
  return {
    age: undefined,
    weight: undefined,
    height: undefined,
    tbil: undefined,
    crea: undefined,
    crea_baseline: undefined,
    crea_48h_ago: undefined,
    urea: undefined,
    alb: undefined,
    inr: undefined,
    pta: undefined,
    na: undefined,
    wbc: undefined,
    neut: undefined,
    lac: undefined,
    sbp: undefined,
    dbp: undefined,
    map: undefined,
    pf: undefined,
    sf: undefined,
    he: undefined,
    tbil_rise_per_day: undefined,
    complications: undefined,
    extrahepatic_of: undefined,
    sex: undefined,
    ascites: undefined,
    ventilation: undefined,
    variceal_bleed: undefined,
    dialysis: undefined,
    rrt: undefined,
    vasopressor: undefined,
    cholestatic: undefined,
    cirrhosis: undefined,
    decompensated: undefined,
    hbv: undefined,
  };
}

function isComparator(text: unknown): text is Comparator {
  return text === '<' || text === '>' || text === '<=' || text === '>=';
}

function isWithinHardLimits(spec: QuantitySpec, si: number): boolean {
  return si >= spec.hard[0] && si <= spec.hard[1] && (!spec.isInteger || Number.isInteger(si));
}

function readQuantity(spec: QuantitySpec, raw: unknown, problems: Problems): GivenQuantity | undefined {
  if (typeof raw === 'number') return { value: raw, unit: null, comparator: null, conversion: null };
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    problems.outOfRange.push(spec.key);
    return undefined;
  }
  const { value, unit, comparator } = raw as { value?: unknown; unit?: unknown; comparator?: unknown }; // checked below
  if (value === undefined || value === null) return undefined;
  const hasUnit = unit !== undefined && unit !== null;
  const conversion = hasUnit ? (typeof unit === 'string' ? conversionFor(spec, unit) : undefined) : null;
  if (conversion === undefined) {
    problems.unknownUnits.push(spec.key);
    return undefined;
  }
  const hasComparator = comparator !== undefined && comparator !== null;
  if (typeof value !== 'number' || (hasComparator && !isComparator(comparator))) {
    problems.outOfRange.push(spec.key);
    return undefined;
  }
  return {
    value,
    unit: typeof unit === 'string' ? unit : null,
    comparator: isComparator(comparator) ? comparator : null,
    conversion,
  };
}

/**
 * Reads raw inputs once for all scores: unit to SI, hard limits, comparators.
 * Never throws; whatever cannot be read is listed, and only scores that read that input refuse.
 */
export function prepareInputs(raw: Readonly<Record<string, unknown>>): PreparedInputs {
  const values = noValues();
  const given: { [K in QuantityKey]?: GivenQuantity } = {};
  const problems: Problems = { unknownUnits: [], outOfRange: [], censored: [] };
  for (const spec of quantitySpecs) {
    const item = raw[spec.key];
    if (item === undefined || item === null) continue;
    const quantity = readQuantity(spec, item, problems);
    if (quantity === undefined) continue;
    const si = toSi(quantity.value, quantity.conversion);
    given[spec.key] = quantity;
    if (!isWithinHardLimits(spec, si)) {
      problems.outOfRange.push(spec.key);
      continue;
    }
    values[spec.key] = si;
    if (quantity.comparator !== null) problems.censored.push(spec.key);
  }
  for (const key of flagKeys) {
    const item = raw[key];
    if (item === undefined || item === null) continue;
    if (typeof item === 'boolean') values[key] = item;
    else problems.outOfRange.push(key);
  }
  const chosen = values as Record<ChoiceKey, string | undefined>; // each text is checked against its own levels below
  for (const key of choiceKeys) {
    const item = raw[key];
    if (item === undefined || item === null) continue;
    if (typeof item === 'string' && (choices[key] as readonly string[]).includes(item)) chosen[key] = item;
    else problems.outOfRange.push(key);
  }
  // Blamed on one key of the pair, so that a score which reads only the other one still computes.
  if (values.sbp !== undefined && values.dbp !== undefined && values.sbp <= values.dbp) problems.outOfRange.push('sbp');
  if (values.neut !== undefined && values.wbc !== undefined && values.neut > values.wbc) {
    problems.outOfRange.push('neut');
  }
  return { values, given, ...problems };
}
