import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

const RECORDED = `
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
      voided_at TEXT`;

/** Patients with their search terms, episodes, findings, observations, treatments, assessments. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE patient (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, body_json TEXT NOT NULL, name TEXT NOT NULL,
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL, voided_at TEXT) STRICT;
    CREATE INDEX patient_by_updated ON patient(updated_at);

    CREATE TABLE patient_search (
      patient_id TEXT NOT NULL REFERENCES patient(id), kind TEXT NOT NULL, term TEXT NOT NULL,
      PRIMARY KEY (patient_id, kind, term)) STRICT, WITHOUT ROWID;
    CREATE INDEX patient_search_by_term ON patient_search(term, patient_id);

    CREATE TABLE episode (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      body_json TEXT NOT NULL, first_presentation_at TEXT NOT NULL, created_at TEXT NOT NULL, closed_at TEXT) STRICT;
    CREATE INDEX episode_by_patient ON episode(patient_id, first_presentation_at);
    CREATE INDEX episode_open ON episode(first_presentation_at) WHERE closed_at IS NULL;

    CREATE TABLE finding (${RECORDED},
      code TEXT NOT NULL, value_json TEXT NOT NULL, observed_at TEXT NOT NULL, note TEXT NOT NULL) STRICT;
    CREATE INDEX finding_by_episode ON finding(episode_id, observed_at);

    CREATE TABLE observation (${RECORDED},
      code TEXT NOT NULL, value_si REAL, comparator TEXT, text TEXT, missing TEXT, entered_value TEXT,
      entered_unit TEXT NOT NULL, sampled_at TEXT NOT NULL, time_source TEXT NOT NULL, laboratory TEXT NOT NULL,
      source TEXT NOT NULL) STRICT;
    CREATE INDEX observation_by_episode ON observation(episode_id, sampled_at);

    CREATE TABLE treatment (${RECORDED},
      kind TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT, detail TEXT NOT NULL) STRICT;
    CREATE INDEX treatment_by_episode ON treatment(episode_id, started_at);

    CREATE TABLE assessment (
      id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), score_id TEXT NOT NULL, score_version TEXT NOT NULL,
      anchor_at TEXT NOT NULL, computed_at TEXT NOT NULL, inputs_json TEXT NOT NULL, outcome_json TEXT NOT NULL) STRICT;
    CREATE INDEX assessment_by_episode ON assessment(episode_id, score_id, anchor_at);

    ${['patient', 'episode', 'finding', 'observation', 'treatment'].map(neverDeleted).join('')}
    ${neverChanged('assessment')}
  `);
