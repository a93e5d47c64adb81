import { type Evaluation, type EvaluationOptions, evaluateDefinition, refuse } from './evaluation.ts';
import { type PreparedInputs, prepareInputs, type ScoreInputs } from './inputs.ts';
import type { InstalledModel } from './model-schema.ts';
import { evaluateModel } from './model-score.ts';
import type { ScoreDefinition, ScoreId, ScoreResult } from './score-definition.ts';
import { aarc } from './scores/aarc.ts';
import { albi } from './scores/albi.ts';
import { apaslAclf } from './scores/apasl-aclf.ts';
import { catchLife } from './scores/catch-life.ts';
import { childPugh } from './scores/child-pugh.ts';
import { clifCAclf } from './scores/clif-c-aclf.ts';
import { clifCAd } from './scores/clif-c-ad.ts';
import { clifCOf } from './scores/clif-c-of.ts';
import { cnLfStage } from './scores/cn-lf-stage.ts';
import { cosshAclf } from './scores/cossh-aclf.ts';
import { cosshAclfIi } from './scores/cossh-aclf-ii.ts';
import { easlAclf } from './scores/easl-aclf.ts';
import { icaAki } from './scores/ica-aki.ts';
import { imeld } from './scores/imeld.ts';
import { map } from './scores/map.ts';
import { meld } from './scores/meld.ts';
import { meldNaKim2008 } from './scores/meld-na-kim2008.ts';
import { meldNaOptn2016 } from './scores/meld-na-optn2016.ts';
import { meld3 } from './scores/meld3.ts';
import { nacseld } from './scores/nacseld.ts';
import { reeHarrisBenedict } from './scores/ree-harris-benedict.ts';
import { reeMifflin } from './scores/ree-mifflin.ts';

/** Goes up with any change of a result; shown with the self-check and on every printed page. */
export const engineVersion = '1.0.0';

/** Every score of the engine, in the order of cli.md. */
export const scoreDefinitions: readonly ScoreDefinition[] = [
  meld,
  meldNaOptn2016,
  meldNaKim2008,
  meld3,
  imeld,
  childPugh,
  albi,
  clifCOf,
  easlAclf,
  clifCAclf,
  clifCAd,
  cosshAclf,
  cosshAclfIi,
  aarc,
  apaslAclf,
  nacseld,
  cnLfStage,
  icaAki,
  reeHarrisBenedict,
  reeMifflin,
  map,
  catchLife,
];

const byId = new Map<string, ScoreDefinition>(scoreDefinitions.map(definition => [definition.id, definition]));

export function scoreDefinition(id: ScoreId): ScoreDefinition;
export function scoreDefinition(id: string): ScoreDefinition | undefined;
export function scoreDefinition(id: string): ScoreDefinition | undefined {
  return byId.get(id);
}

export interface EngineOptions extends EvaluationOptions {
  /** The active CATCH-LIFE model, if one is installed. */
  readonly model?: InstalledModel | null;
}

/** Inputs as typed by the application, or anything that a file may hold. */
export type RawInputs = ScoreInputs | Readonly<Record<string, unknown>>;

/** One score on inputs that were prepared once, with everything the explanation needs. Never throws. */
export function evaluatePrepared(scoreId: string, prepared: PreparedInputs, options: EngineOptions = {}): Evaluation {
  const definition = byId.get(scoreId);
  if (definition === undefined) return refuse(scoreId, '1', { code: 'unknown-score', inputs: [] });
  if (definition !== catchLife) return evaluateDefinition(definition, prepared, options);
  if (options.model?.file.id !== 'catch-life') {
    return refuse(scoreId, definition.version, { code: 'model-not-installed', inputs: [] });
  }
  return evaluateModel(options.model, prepared, options);
}

/**
 * One score (result shape of cli.md).
 * @param scoreId any text; an unknown one is refused, not thrown
 * @param inputs SI numbers, or `{ value, unit }`, or `{ value, comparator }`; null and absent mean missing
 */
export function evaluate(scoreId: string, inputs: RawInputs, options: EngineOptions = {}): ScoreResult {
  return evaluatePrepared(scoreId, prepareInputs(inputs), options).result;
}

/** Every score of one patient; the inputs are converted once. */
export function evaluateAll(inputs: RawInputs, options: EngineOptions = {}): ScoreResult[] {
  const prepared = prepareInputs(inputs);
  return scoreDefinitions.map(definition => evaluatePrepared(definition.id, prepared, options).result);
}
