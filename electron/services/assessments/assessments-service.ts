import { z } from 'zod';
import type { InputKey } from '../../../shared/clinical/analytes.ts';
import { assessCase, type CaseAssessment } from '../../../shared/clinical/assess.ts';
import type { ScoreDefinition } from '../../../shared/clinical/score-definition.ts';
import { scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { worstGrade } from '../../../shared/clinical/worst-grade.ts';
import type { PatientLine } from '../../../shared/contract/clinical.ts';
import { type Assessment, AssessmentInput, ScoreOutcome } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { AssessmentRow } from '../database/schema.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface AssessmentsDependencies extends ServiceDependencies {
  record: {
    patient: (id: string) => Patient;
    episode: (id: string) => Episode;
    observations: (episodeId: string) => Observation[];
    findings: (episodeId: string) => Finding[];
    treatments: (episodeId: string) => Treatment[];
  };
}

export type AssessmentsService = ReturnType<typeof createAssessments>;

export function createAssessments({ read, ids, record }: AssessmentsDependencies) {
  /** The latest snapshot of each score at each anchor, newest anchor first. */
  function latest(episodeId: string): AssessmentRow[] {
    const rows = read.all(
      read.query
        .selectFrom('assessment')
        .selectAll()
        .where('episode_id', '=', episodeId)
        .orderBy('anchor_at', 'desc')
        .orderBy('computed_at', 'desc'),
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
  function anchors(observations: readonly Observation[], findings: readonly Finding[]): string[] {
    const samples = observations.filter(row => row.voidedAt === null).map(row => row.sampledAt);
    const first = samples.toSorted()[0];
    if (first === undefined) return [];
    const bedside = findings.filter(row => row.voidedAt === null && row.observedAt > first).map(row => row.observedAt);
    return [...new Set([...samples, ...bedside])].sort();
  }

  function list(episodeId: string): Assessment[] {
    const current = new Set(anchors(record.observations(episodeId), record.findings(episodeId)));
    return latest(episodeId)
      .filter(row => current.has(row.anchor_at))
      .map(fromRow);
  }

  return {
    list,
    /**
     * Runs all scores at the anchors of an episode and stores what differs from the last snapshot.
     * @param since when the changed value was sampled: no earlier anchor can have read it; null = a fact without a time
     */
    assess(tx: Transaction, episodeId: string, since: string | null): void {
      const episode = record.episode(episodeId);
      const observations = record.observations(episodeId);
      const findings = record.findings(episodeId);
      const facts = {
        patient: record.patient(episode.patientId),
        episode,
        observations,
        findings,
        treatments: record.treatments(episodeId),
      };
      const stored = new Map(latest(episodeId).map(row => [`${row.score_id} ${row.anchor_at}`, row]));
      for (const anchor of anchors(observations, findings)) {
        if (since !== null && anchor < since) continue;
        const assessed = assessCase(facts, anchor);
        for (const definition of scoreDefinitions) {
          const snapshot = snapshotOf(definition, assessed);
          const before = stored.get(`${definition.id} ${anchor}`);
          const isSame = before && isEqual(before, snapshot);
          if (!snapshot || isSame) continue;
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
    },
    worst: (episodeId: string): PatientLine['worst'] => worstGrade(list(episodeId)),
  };
}

type Snapshot = Pick<AssessmentRow, 'score_id' | 'score_version' | 'inputs_json' | 'outcome_json'>;

const isEqual = (row: AssessmentRow, snapshot: Snapshot | null): boolean =>
  snapshot !== null &&
  row.score_version === snapshot.score_version &&
  row.inputs_json === snapshot.inputs_json &&
  row.outcome_json === snapshot.outcome_json;

/** One score at one anchor: exactly the inputs that it reads, where they came from, and what came out. */
function snapshotOf({ id, version, inputs }: ScoreDefinition, assessed: CaseAssessment): Snapshot | null {
  const result = assessed.evaluations.get(id)?.result;
  if (!result) return null;
  const keys = inputs.map(({ key }) => key);
  const { value, raw, grade, bounds, missing, refused } = result;
  const tooOld = assessed.chosen.tooOld.filter(({ key }) => keys.includes(key));
  const notes = [...result.notes, ...tooOld.map(({ key, ageHours }) => `too-old:${key}:${ageHours}`)];
  const outcome: ScoreOutcome = { value, raw, grade, bounds, missing, notes, refused };
  return {
    score_id: id,
    score_version: version,
    inputs_json: JSON.stringify(keys.flatMap(key => usedInput(key, assessed))),
    outcome_json: JSON.stringify(outcome),
  };
}

function usedInput(key: InputKey, { chosen }: CaseAssessment): AssessmentInput[] {
  const given = chosen.inputs[key];
  if (given === undefined || given === null) return [];
  const { value, comparator = null } = typeof given === 'object' ? given : { value: given };
  return [{ key, value, comparator, sampledAt: chosen.sampledAt[key] ?? null, sourceId: chosen.sources[key] ?? null }];
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
