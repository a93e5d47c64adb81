import { type CaseRecord, type ChosenInputs, chooseInputs } from './chosen-inputs.ts';
import type { Evaluation } from './evaluation.ts';
import { type Explanation, explainEvaluation } from './explanation.ts';
import { type PreparedInputs, prepareInputs } from './inputs.ts';
import type { InstalledModel } from './model-schema.ts';
import type { ScoreId } from './score-definition.ts';
import { type EngineOptions, evaluatePrepared, scoreDefinitions } from './score-registry.ts';

export interface AssessmentSettings {
  /** How old an input may be, and how far the inputs of one score may lie apart; 24 h by default. */
  readonly windowHours?: number;
  readonly model?: InstalledModel | null;
  /** Scores whose self-check failed: they are left out, by name. */
  readonly disabled?: ReadonlySet<ScoreId>;
}

/** All scores of one case at one sample time. */
export interface CaseAssessment {
  readonly chosen: ChosenInputs;
  readonly prepared: PreparedInputs;
  readonly options: EngineOptions;
  readonly evaluations: ReadonlyMap<ScoreId, Evaluation>;
  readonly disabled: readonly ScoreId[];
}

/** Chooses the inputs at the anchor and runs every score that is not disabled. Never throws. */
export function assessCase(record: CaseRecord, anchorAt: string, settings: AssessmentSettings = {}): CaseAssessment {
  const { windowHours = 24, model = null, disabled = new Set<ScoreId>() } = settings;
  const chosen = chooseInputs(record, anchorAt, windowHours);
  const prepared = prepareInputs(chosen.inputs);
  const options: EngineOptions = {
    sampledAt: chosen.sampledAt,
    spreadLimitHours: windowHours,
    treated: chosen.treated,
    model,
  };
  const evaluations = new Map<ScoreId, Evaluation>();
  for (const { id } of scoreDefinitions) {
    if (!disabled.has(id)) evaluations.set(id, evaluatePrepared(id, prepared, options));
  }
  return {
    chosen,
    prepared,
    options,
    evaluations,
    disabled: scoreDefinitions.map(({ id }) => id).filter(id => disabled.has(id)),
  };
}

/** The arithmetic of one score of an assessment; undefined when that score is disabled. */
export function explainAssessed(assessment: CaseAssessment, scoreId: ScoreId): Explanation | undefined {
  const evaluation = assessment.evaluations.get(scoreId);
  return evaluation && explainEvaluation(evaluation, assessment.prepared, assessment.options);
}
