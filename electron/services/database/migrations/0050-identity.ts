import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

/** Records of one person: what they are matched by, decisions on suspects, merges. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE patient_match (
      patient_id TEXT NOT NULL REFERENCES patient(id), kind TEXT NOT NULL, value TEXT NOT NULL, year INTEGER NOT NULL,
      PRIMARY KEY (patient_id, kind, value)) STRICT, WITHOUT ROWID;
    CREATE INDEX patient_match_by_value ON patient_match(kind, value, year, patient_id);

    CREATE TABLE patient_distinct (
      id TEXT PRIMARY KEY, patient_a TEXT NOT NULL REFERENCES patient(id),
      patient_b TEXT NOT NULL REFERENCES patient(id), reason TEXT NOT NULL, decided_at TEXT NOT NULL,
      decided_by TEXT NOT NULL) STRICT;
    CREATE INDEX patient_distinct_by_pair ON patient_distinct(patient_a, patient_b);
    CREATE INDEX patient_distinct_by_other ON patient_distinct(patient_b);

    CREATE TABLE patient_merge (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, survivor_id TEXT NOT NULL REFERENCES patient(id),
      merged_id TEXT NOT NULL REFERENCES patient(id), before_json TEXT NOT NULL, after_json TEXT NOT NULL,
      reason TEXT NOT NULL, merged_at TEXT NOT NULL, merged_by TEXT NOT NULL, undo_reason TEXT, undone_at TEXT,
      undone_by TEXT, undone_revision INTEGER) STRICT;
    CREATE UNIQUE INDEX patient_merge_standing ON patient_merge(merged_id) WHERE undone_at IS NULL;
    CREATE INDEX patient_merge_by_merged ON patient_merge(merged_id);
    CREATE INDEX patient_merge_by_survivor ON patient_merge(survivor_id);

    CREATE TABLE patient_alias (
      patient_id TEXT PRIMARY KEY REFERENCES patient(id), survivor_id TEXT NOT NULL REFERENCES patient(id)) STRICT;
    CREATE INDEX patient_alias_by_survivor ON patient_alias(survivor_id);

    ${neverDeleted('patient_merge')}
    ${neverChanged('patient_distinct')}
  `);
