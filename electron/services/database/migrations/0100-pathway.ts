import type { Connection } from '../connection.ts';
import { neverDeleted } from './0010-foundation.ts';

/** The responsible physician and the end of a course (one row an episode), and the stamps that people type. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE course (
      id TEXT PRIMARY KEY REFERENCES episode(id), version INTEGER NOT NULL, owner_id TEXT, owner_name TEXT NOT NULL,
      owner_since TEXT, owner_note TEXT NOT NULL, ended_as TEXT, ended_at TEXT, ended_by TEXT,
      ended_note TEXT NOT NULL) STRICT;
    CREATE INDEX course_by_owner ON course(owner_id);

    CREATE TABLE stamp (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
      voided_at TEXT, milestone TEXT NOT NULL, at TEXT NOT NULL, channel TEXT NOT NULL, note TEXT NOT NULL) STRICT;
    CREATE INDEX stamp_by_episode ON stamp(episode_id, at);

    ${['course', 'stamp'].map(neverDeleted).join('')}
  `);
