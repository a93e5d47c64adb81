import type { Connection } from '../connection.ts';

/**
 * The lines of the work list as last worked out, one a person; `form` = of which program. `overdue_from` and
 * `critical_count` are of an open course, for the count in the window's title.
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE work_line (
      patient_id TEXT PRIMARY KEY REFERENCES patient(id), form TEXT NOT NULL, overdue_from TEXT,
      critical_count INTEGER NOT NULL, body_json TEXT NOT NULL) STRICT;

    CREATE INDEX episode_open_patient ON episode(first_presentation_at, patient_id) WHERE closed_at IS NULL;
    CREATE INDEX episode_by_end ON episode(closed_at) WHERE closed_at IS NOT NULL;
    CREATE INDEX patient_voided ON patient(id) WHERE voided_at IS NOT NULL;
  `);
