import { sql } from 'kysely';
import { z } from 'zod';
import { assessCase, type CaseAssessment } from '../../../shared/clinical/assess.ts';
import type { InstalledModel } from '../../../shared/clinical/model-schema.ts';
import { type ScoreDefinition, type ScoreId, scoreIds } from '../../../shared/clinical/score-definition.ts';
import { scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { GRADING, worstGrade } from '../../../shared/clinical/worst-grade.ts';
import { type Assessment, AssessmentInput, ScoreOutcome } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';
import type { AssessmentRow } from '../database/rows/judgement-rows.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { usedInput } from './used-input.ts';

export interface AssessmentsDependencies extends ServiceDependencies {
  record: {
    patient: (id: string) => Patient;
    episode: (id: string) => Episode;
    observations: (episodeId: string) => Observation[];
    findings: (episodeId: string) => Finding[];
    treatments: (episodeId: string) => Treatment[];
  };
  /** Scores whose formula check failed on this workstation. */
  disabled: () => ReadonlySet<ScoreId>;
  /** The active early-warning model, if one is installed. */
  model: () => InstalledModel | null;
}

/** Beside the refusals of cli.md: this workstation's own check of the formula failed. */
const FORMULA_DISABLED = 'formula-disabled';

export function createAssessments({ read, ids, record, disabled, model }: AssessmentsDependencies) {
  /** The latest snapshot of each score, or of these, at each anchor, newest anchor first. */
  function latest(episodeId: string, scores: readonly ScoreId[] = scoreIds): AssessmentRow[] {
    const rows = read.all(
      read.query
        .selectFrom('assessment')
        .selectAll()
        .where('episode_id', '=', episodeId)
        .where('score_id', 'in', scores)
        .orderBy('anchor_at', 'desc')
        .orderBy('computed_at', 'desc')
        .orderBy(sql`rowid`, 'desc'), // of two in one millisecond the one written last
    );
    const seen = new Set<string>();
    return rows.filter(({ score_id, anchor_at }) => {
      const key = `${score_id} ${anchor_at}`;
      return !seen.has(key) && seen.add(key);
    });
  }

  /**
   * Sample times, and times at which the bedside was looked at after the first sample: a deepening encephalopathy counts
   * before the next blood comes back.
   */
  function anchors(
    observations: readonly Pick<Observation, 'sampledAt' | 'voidedAt'>[],
    findings: readonly Pick<Finding, 'observedAt' | 'voidedAt'>[],
  ): string[] {
    const samples = observations.filter(row => row.voidedAt === null).map(row => row.sampledAt);
    const first = samples.toSorted()[0];
    if (first === undefined) return [];
    const bedside = findings.filter(row => row.voidedAt === null && row.observedAt > first).map(row => row.observedAt);
    return [...new Set([...samples, ...bedside])].sort();
  }

  function list(episodeId: string, scores: readonly ScoreId[] = scoreIds): Assessment[] {
    const { query } = read;
    const samples = query.selectFrom('observation').select(['sampled_at as sampledAt', 'voided_at as voidedAt']);
    const looks = query.selectFrom('finding').select(['observed_at as observedAt', 'voided_at as voidedAt']);
    const current = new Set(
      anchors(
        read.all(samples.where('episode_id', '=', episodeId)),
        read.all(looks.where('episode_id', '=', episodeId)),
      ),
    );
    const off = disabled();
    return latest(episodeId, scores)
      .filter(row => current.has(row.anchor_at))
      .map(fromRow)
      .map(assessment =>
        isScoreId(assessment.scoreId) && off.has(assessment.scoreId) ? withheld(assessment) : assessment,
      );
  }

  /**
   * Runs all scores at the anchors of an episode and stores what differs from the last snapshot.
   * @param since when the changed value was sampled: no earlier anchor can have read it; null = a fact without a time
   */
  function assess(tx: Transaction, episodeId: string, since: string | null): void {
    const episode = record.episode(episodeId);
    const facts = caseOf(episode);
    const settings = { disabled: disabled(), model: model() };
    const stored = new Map(latest(episodeId).map(row => [`${row.score_id} ${row.anchor_at}`, row]));
    for (const anchor of anchors(facts.observations, facts.findings)) {
      if (since !== null && anchor < since) continue;
      const assessed = assessCase(facts, anchor, settings);
      for (const definition of scoreDefinitions) {
        const snapshot = snapshotOf(definition, assessed);
        const before = stored.get(`${definition.id} ${anchor}`);
        if (before && stays(before, snapshot)) continue;
        tx.insert('assessment', {
          id: ids.uuid(),
          patient_id: episode.patientId,
          episode_id: episodeId,
          anchor_at: anchor,
          computed_at: tx.at,
          ...snapshot,
        });
      }
    }
  }

  /** All that the engine reads of an episode. */
  function caseOf({ id, patientId, ...rest }: Episode) {
    return {
      patient: record.patient(patientId),
      episode: { id, patientId, ...rest },
      observations: record.observations(id),
      findings: record.findings(id),
      treatments: record.treatments(id),
    };
  }

  return {
    list: (episodeId: string): Assessment[] => list(episodeId),
    assess,
    /**
     * The case at its newest sample or look at the bedside, or at first presentation where there is neither: any organ
     * failure at first visit counts, whether or not blood was drawn.
     */
    present(episodeId: string): { now: CaseAssessment; lastKnown: CaseAssessment } {
      const facts = caseOf(record.episode(episodeId));
      const times = [
        ...facts.observations.filter(row => row.voidedAt === null).map(row => row.sampledAt),
        ...facts.findings.filter(row => row.voidedAt === null).map(row => row.observedAt),
      ];
      const anchor = times.toSorted().at(-1) ?? facts.episode.firstPresentationAt;
      const settings = { disabled: disabled(), model: model() };
      return {
        now: assessCase(facts, anchor, settings),
        lastKnown: assessCase(facts, anchor, { ...settings, windowHours: Number.POSITIVE_INFINITY }),
      };
    },
    /**
     * Runs the scores of every episode in which one could not be computed for want of a checked formula or a model, once
     * that is there. Results stay as they were computed.
     */
    assessRefused(tx: Transaction): void {
      const refusals = [FORMULA_DISABLED, 'model-not-installed'].map(code => `%"refused":{"code":"${code}"%`);
      const rows = read.all(
        read.query
          .selectFrom('assessment')
          .select('episode_id')
          .distinct()
          .where(eb => eb.or(refusals.map(pattern => eb('outcome_json', 'like', pattern)))),
      );
      for (const { episode_id } of rows) assess(tx, episode_id, null);
    },
    worst: (episodeId: string): WorkLine['worst'] => worstGrade(list(episodeId, GRADING)),
  };
}

type Snapshot = Pick<AssessmentRow, 'score_id' | 'score_version' | 'inputs_json' | 'outcome_json'>;

/**
 * True where nothing new is stored: the same inputs and result, or a result that a later failed check or a newer model
 * file must not replace while its inputs are the same.
 */
function stays(row: AssessmentRow, snapshot: Snapshot): boolean {
  if (row.inputs_json !== snapshot.inputs_json) return false;
  const before = ScoreOutcome.parse(JSON.parse(row.outcome_json));
  const after = ScoreOutcome.parse(JSON.parse(snapshot.outcome_json));
  if (after.refused?.code === FORMULA_DISABLED || before.model) return true;
  return row.score_version === snapshot.score_version && row.outcome_json === snapshot.outcome_json;
}

const NO_RESULT = { value: null, raw: null, grade: null, bounds: null, missing: [], notes: [] };
const DISABLED: ScoreOutcome = { ...NO_RESULT, refused: { code: FORMULA_DISABLED, message: FORMULA_DISABLED } };

/** What a disabled formula computed earlier stays stored and is not shown. */
const withheld = (assessment: Assessment): Assessment => ({ ...assessment, outcome: DISABLED });

const isScoreId = (id: string): id is ScoreId => (scoreIds as readonly string[]).includes(id);

/** One score at one anchor: exactly the inputs that it reads, where they came from, and what came out. */
function snapshotOf({ id, version, inputs }: ScoreDefinition, assessed: CaseAssessment): Snapshot {
  const evaluation = assessed.evaluations.get(id);
  const ownInputs = id === 'catch-life' ? (assessed.options.model?.inputs ?? inputs) : inputs;
  const keys = ownInputs.map(({ key }) => key);
  const inputs_json = JSON.stringify(keys.flatMap(key => usedInput(key, assessed.chosen)));
  if (!evaluation) {
    return { score_id: id, score_version: version, inputs_json, outcome_json: JSON.stringify(DISABLED) };
  }
  const { result, trace } = evaluation;
  const { value, raw, grade, bounds, missing, refused } = result;
  const tooOld = assessed.chosen.tooOld.filter(({ key }) => keys.includes(key));
  const notes = [...result.notes, ...tooOld.map(({ key, ageHours }) => `too-old:${key}:${ageHours}`)];
  const outcome: ScoreOutcome = { value, raw, grade, bounds, missing, notes, refused, ...(trace && { model: trace }) };
  return { score_id: id, score_version: result.version, inputs_json, outcome_json: JSON.stringify(outcome) };
}

const Inputs = z.array(AssessmentInput);

const fromRow = (row: AssessmentRow): Assessment => ({
  id: row.id,
  patientId: row.patient_id,
  episodeId: row.episode_id,
  scoreId: row.score_id,
  scoreVersion: row.score_version,
  anchorAt: row.anchor_at,
  computedAt: row.computed_at,
  inputs: Inputs.parse(JSON.parse(row.inputs_json)),
  outcome: ScoreOutcome.parse(JSON.parse(row.outcome_json)),
});
