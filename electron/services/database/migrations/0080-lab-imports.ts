import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

/**
 * What a laboratory printed beside a result; batches of imported results with what each did to which row; mapping
 * profiles of laboratories; files that the watched folder has shown.
 */
export const up = (db: Connection) =>
  db.exec(`
    ALTER TABLE observation ADD COLUMN range_low REAL;
    ALTER TABLE observation ADD COLUMN range_high REAL;
    ALTER TABLE observation ADD COLUMN lab_flag TEXT;

    CREATE TABLE lab_import (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), file_name TEXT NOT NULL, file_sha256 TEXT NOT NULL,
      format TEXT NOT NULL, encoding TEXT NOT NULL, laboratory TEXT NOT NULL, profile_id TEXT,
      profile_version INTEGER, added INTEGER NOT NULL, corrected INTEGER NOT NULL, imported_at TEXT NOT NULL,
      imported_by TEXT NOT NULL, undone_at TEXT, undone_by TEXT, undo_reason TEXT) STRICT;
    CREATE INDEX lab_import_by_episode ON lab_import(episode_id, imported_at);

    CREATE TABLE lab_import_row (
      id TEXT PRIMARY KEY, import_id TEXT NOT NULL REFERENCES lab_import(id),
      observation_id TEXT NOT NULL REFERENCES observation(id), observation_version INTEGER NOT NULL,
      line INTEGER NOT NULL, released_at TEXT) STRICT;
    CREATE INDEX lab_import_row_by_import ON lab_import_row(import_id, line);
    CREATE INDEX lab_import_row_by_observation ON lab_import_row(observation_id, observation_version);

    CREATE TABLE lab_profile (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, signature TEXT NOT NULL,
      body_json TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL, voided_at TEXT) STRICT;
    CREATE INDEX lab_profile_by_signature ON lab_profile(signature);

    CREATE TABLE lab_inbox_file (
      sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, seen_at TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting','dismissed'))) STRICT;

    ${neverDeleted('lab_import')}
    ${neverDeleted('lab_profile')}
    ${neverChanged('lab_import_row')}
  `);
