import type { ModelTrace } from '../records/assessment.ts';
import type { InputKey } from './analytes.ts';
import { type Comparison, type Cutoff, type NearCutoff, nearCutoffs } from './cutoffs.ts';
import type { ClinicalValues, PreparedInputs } from './inputs.ts';
import { fillMissing } from './missing-range.ts';
import { refusal } from './refusal.ts';
import { roundHalfUp } from './rounding.ts';
import { type SampleTimes, spreadHours } from './sample-times.ts';
import type {
  Applicability,
  Bounds,
  Computation,
  Need,
  NotApplicableReason,
  RefusalCode,
  ScoreDefinition,
  ScoreResult,
} from './score-definition.ts';

export interface EvaluationOptions {
  /** When each input was sampled, ISO 8601; only known in the application. */
  readonly sampledAt?: SampleTimes;
  /** Default 24 h, engineering rule; a setting of the hospital. */
  readonly spreadLimitHours?: number;
  /** Inputs that a treatment has reset or may have changed; the score carries the same mark. */
  readonly treated?: readonly InputKey[];
}

/** A result with everything that the explanation needs. */
export interface Evaluation {
  readonly result: ScoreResult;
  /** Null where nothing was computed. */
  readonly computation: Computation | null;
  readonly near: readonly NearCutoff[];
  /** Inputs that were absent and taken as false or none. */
  readonly assumed: readonly InputKey[];
  /** What a refusal is about. */
  readonly refusedInputs: readonly InputKey[];
  readonly notApplicable: NotApplicableReason | null;
  /** Only where a model file computed; kept with the stored result. */
  readonly trace?: ModelTrace;
}

export interface RefusalCause {
  readonly code: RefusalCode;
  readonly inputs: readonly InputKey[];
  readonly reason?: NotApplicableReason;
}

export function refuse(score: string, version: string, { code, inputs, reason }: RefusalCause): Evaluation {
  return {
    result: {
      score,
      version,
      value: null,
      raw: null,
      grade: null,
      bounds: null,
      missing: code === 'missing-input' ? [...inputs] : [],
      notes: [],
      refused: refusal(code, inputs),
    },
    computation: null,
    near: [],
    assumed: [],
    refusedInputs: inputs,
    notApplicable: reason ?? null,
  };
}

/** The first refusal that lies in the inputs themselves: unknown unit before out of range (clinical.md 1.4). */
export function unreadable(keys: readonly InputKey[], prepared: PreparedInputs): RefusalCause | null {
  if (prepared.unknownUnits.length > 0) {
    const inputs = keys.filter(key => prepared.unknownUnits.includes(key));
    if (inputs.length > 0) return { code: 'unknown-unit', inputs };
  }
  if (prepared.outOfRange.length > 0) {
    const inputs = keys.filter(key => prepared.outOfRange.includes(key));
    if (inputs.length > 0) return { code: 'out-of-range', inputs };
  }
  return null;
}

/** The inputs of a definition sorted by what the evaluation does with them; made once per definition. */
interface Plan {
  readonly keys: readonly InputKey[];
  readonly required: readonly InputKey[];
  readonly defaults: readonly InputKey[];
  readonly stepped: readonly { readonly key: InputKey; readonly cutoffs: readonly Cutoff[] }[];
}

const plans = new WeakMap<ScoreDefinition, Plan>();

function planOf(definition: ScoreDefinition): Plan {
  const known = plans.get(definition);
  if (known !== undefined) return known;
  const { inputs } = definition;
  const keysWith = (need: Need) => inputs.filter(input => input.need === need).map(({ key }) => key);
  const plan: Plan = {
    keys: inputs.map(({ key }) => key),
    required: keysWith('required'),
    defaults: keysWith('default'),
    stepped: inputs.flatMap(({ key, cutoffs }) => (cutoffs === undefined ? [] : [{ key, cutoffs }])),
  };
  plans.set(definition, plan);
  return plan;
}

function absent(keys: readonly InputKey[], values: ClinicalValues): InputKey[] {
  return keys.filter(key => values[key] === undefined);
}

/** What a clinician reads: rounded once, shown within the ends of the scale. */
export function displayed(definition: ScoreDefinition, { raw, grade }: Computation): number | string | null {
  if (definition.isClassification) return grade;
  if (raw === null) return null;
  const { decimals, low, high } = definition.display;
  const rounded = roundHalfUp(raw, decimals);
  if (low !== undefined && rounded < low) return low;
  return high !== undefined && rounded > high ? high : rounded;
}

function boundsOf(definition: ScoreDefinition, values: ClinicalValues, missing: readonly InputKey[]): Bounds | null {
  const best = definition.compute(fillMissing(values, missing, definition.inputs, 'best'));
  const worst = definition.compute(fillMissing(values, missing, definition.inputs, 'worst'));
  const low = best && displayed(definition, best);
  const high = worst && displayed(definition, worst);
  return low === null || low === undefined || high === null || high === undefined ? null : { low, high };
}

function nearOf(definition: ScoreDefinition, values: ClinicalValues): NearCutoff[] {
  if (definition.comparisons !== undefined) return nearCutoffs(definition.comparisons(values));
  const comparisons: Comparison[] = [];
  for (const { key, cutoffs } of planOf(definition).stepped) {
    const value = values[key];
    if (typeof value === 'number') comparisons.push({ key, value, cutoffs });
  }
  return nearCutoffs(comparisons);
}

const ASSUMED_NOTES: ReadonlyMap<InputKey, string> = new Map(
  (['dialysis', 'rrt', 'vasopressor', 'cholestatic', 'ventilation'] as const).map(key => [key, `assumed:${key}`]),
);

/** `after-treatment:<key>` and `spread:<hours>`, which only an assessment with known sample times can have. */
export function sampleNotes(
  inputs: readonly { readonly key: InputKey }[],
  values: ClinicalValues,
  { sampledAt = {}, spreadLimitHours = 24, treated = [] }: EvaluationOptions,
): string[] {
  const notes: string[] = [];
  for (const { key } of inputs) {
    if (values[key] !== undefined && treated.includes(key)) notes.push(`after-treatment:${key}`);
  }
  const hours = spreadHours(inputs, values, sampledAt);
  if (hours > spreadLimitHours) notes.push(`spread:${Math.ceil(hours)}`);
  return notes;
}

interface NoteSources {
  readonly assumed: readonly InputKey[];
  readonly near: readonly NearCutoff[];
  readonly applicability: Applicability & { isApplicable: true };
  readonly computation: Computation | undefined;
}

function notesOf(
  definition: ScoreDefinition,
  prepared: PreparedInputs,
  { assumed, near, applicability, computation }: NoteSources,
  options: EvaluationOptions,
): string[] {
  const notes: string[] = [];
  for (const key of assumed) notes.push(ASSUMED_NOTES.get(key) ?? `assumed:${key}`);
  if (prepared.censored.length > 0) {
    for (const { key } of definition.inputs) if (prepared.censored.includes(key)) notes.push(`censored:${key}`);
  }
  for (const { key } of near) {
    const note = `at-cutoff:${key}`;
    if (!notes.includes(note)) notes.push(note);
  }
  notes.push(...applicability.notes);
  if (definition.partialNotes !== undefined) notes.push(...definition.partialNotes(prepared.values));
  if (computation?.notes !== undefined) notes.push(...computation.notes);
  if (options.sampledAt !== undefined || options.treated !== undefined) {
    notes.push(...sampleNotes(definition.inputs, prepared.values, options));
  }
  return notes;
}

const APPLICABLE: Applicability & { isApplicable: true } = { isApplicable: true, notes: [] };

/** Runs one score on prepared inputs; the order of the refusals is that of clinical.md 1.4. Never throws. */
export function evaluateDefinition(
  definition: ScoreDefinition,
  prepared: PreparedInputs,
  options: EvaluationOptions = {},
): Evaluation {
  const { id, version } = definition;
  const { values } = prepared;
  if (prepared.unknownUnits.length + prepared.outOfRange.length > 0) {
    const cause = unreadable(planOf(definition).keys, prepared);
    if (cause !== null) return refuse(id, version, cause);
  }
  const applicability = definition.applicability?.(values) ?? APPLICABLE;
  if (!applicability.isApplicable) {
    return refuse(id, version, { code: 'not-applicable', inputs: applicability.inputs, reason: applicability.reason });
  }
  const plan = planOf(definition);
  const missing = definition.missing?.(values) ?? absent(plan.required, values);
  if (missing.length > 0 && !definition.isBounded)
    return refuse(id, version, { code: 'missing-input', inputs: missing });
  const computation = missing.length === 0 ? definition.compute(values) : undefined;
  const near = nearOf(definition, values);
  const assumed = absent(plan.defaults, values);
  return {
    result: {
      score: id,
      version,
      value: computation === undefined ? null : displayed(definition, computation),
      raw: computation?.raw ?? null,
      grade: computation?.grade ?? null,
      bounds: missing.length === 0 ? null : boundsOf(definition, values, missing),
      missing,
      notes: notesOf(definition, prepared, { assumed, near, applicability, computation }, options),
      refused: null,
    },
    computation: computation ?? null,
    near,
    assumed,
    refusedInputs: [],
    notApplicable: null,
  };
}
