import type { ModelTrace } from '../records/assessment.ts';
import type { InputKey } from './analytes.ts';
import { isNear, type NearCutoff } from './cutoffs.ts';
import { type Evaluation, type EvaluationOptions, refuse, sampleNotes, unreadable } from './evaluation.ts';
import type { PreparedInputs } from './inputs.ts';
import { computeModel, type ModelOutcome, missingModelInputs, modelNumber } from './model-computation.ts';
import { isVerifiedModel } from './model-file.ts';
import type { InstalledModel } from './model-schema.ts';
import { roundHalfUp } from './rounding.ts';

export interface ModelEvaluation extends Evaluation {
  /** Null where the model did not compute. */
  readonly outcome: ModelOutcome | null;
  /** Kept with a stored result, which is never recomputed when a newer file arrives. */
  readonly model: { readonly id: string; readonly version: string; readonly sha256: string } | null;
  /** A file with invented numbers: every screen and page that shows it carries a watermark. */
  readonly isDemonstration: boolean;
}

function nearIndicators(model: InstalledModel, prepared: PreparedInputs): NearCutoff[] {
  const near: NearCutoff[] = [];
  for (const { input, transform } of model.terms) {
    if (transform.kind !== 'indicator' || typeof transform.level !== 'number' || input === 'he') continue;
    const described = model.inputs.find(candidate => candidate.key === input);
    const x =
      described && typeof prepared.values[input] === 'number' ? modelNumber(described, prepared.values)?.x : null;
    if (typeof x !== 'number' || !isNear(x, transform.level)) continue;
    const { operator, level } = transform;
    const exact = operator === '>=' || operator === '<' ? 'upper' : 'lower';
    const isUpper = exact === 'upper' ? x >= level : x > level;
    near.push({ key: input, quantity: null, value: x, cutoff: level, exact, counted: isUpper ? 'upper' : 'lower' });
  }
  return near;
}

/**
 * Runs a verified model file. `raw` = risk 0–1, `value` = percent with one decimal, `grade` = the file's own band.
 * Anything that did not pass `loadModel` is refused as `model-not-installed`.
 */
export function evaluateModel(
  model: InstalledModel,
  prepared: PreparedInputs,
  options: EvaluationOptions = {},
): ModelEvaluation {
  const { id, version } = model.file;
  const isDemonstration = id === 'demo';
  const identity = { id, version, sha256: model.sha256 };
  if (!isVerifiedModel(model)) {
    const refused = refuse(id, version, { code: 'model-not-installed', inputs: [] });
    return { ...refused, outcome: null, model: null, isDemonstration };
  }
  const keys = model.inputs.map((input): InputKey => input.key);
  const missing = missingModelInputs(model, prepared.values);
  const cause =
    unreadable(keys, prepared) ?? (missing.length > 0 ? ({ code: 'missing-input', inputs: missing } as const) : null);
  const outcome = cause === null ? computeModel(model, prepared.values) : undefined;
  if (cause !== null || outcome === undefined) {
    const refused = refuse(id, version, cause ?? { code: 'missing-input', inputs: missing });
    return { ...refused, outcome: null, model: identity, isDemonstration };
  }
  const near = nearIndicators(model, prepared);
  const notes = [
    ...keys.filter(key => prepared.censored.includes(key)).map(key => `censored:${key}`),
    ...new Set(near.map(({ key }) => `at-cutoff:${key}`)),
  ];
  notes.push(...sampleNotes(model.inputs, prepared.values, options));
  return {
    result: {
      score: id,
      version,
      value: roundHalfUp(outcome.risk * 100, 1),
      raw: outcome.risk,
      grade: outcome.grade,
      bounds: null,
      missing: [],
      notes,
      refused: null,
    },
    computation: { raw: outcome.risk, grade: outcome.grade, terms: outcome.terms },
    near,
    assumed: [],
    refusedInputs: [],
    notApplicable: null,
    outcome,
    trace: traceOf(model, outcome),
    model: identity,
    isDemonstration,
  };
}

function traceOf({ file, sha256 }: InstalledModel, { terms, linearPredictor }: ModelOutcome): ModelTrace {
  const { id, version, title, centre, baselineSurvival, horizonDays, outcome, population, citation } = file;
  return {
    ...{ outcome: { 'zh-CN': outcome['zh-CN'], en: outcome.en }, population, citation },
    ...{ id, version, sha256, title, linearPredictor, centre, baselineSurvival, horizonDays },
    terms: terms.flatMap(({ coefficient, factors }) =>
      factors.map(({ symbol, transform, unit, x, y }) => ({
        name: [transform === 'identity' || transform === 'indicator' ? '' : transform, symbol, unit].join(' ').trim(),
        ...{ x, y, coefficient },
      })),
    ),
  };
}
