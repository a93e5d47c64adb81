import type { Connection } from '../connection.ts';
import { neverChanged } from './0010-foundation.ts';

/** The hospital's signed tables of critical values, and who has acknowledged which value. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE critical_table (
      id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, limits_json TEXT NOT NULL, signed_at TEXT NOT NULL,
      signed_by TEXT NOT NULL, signer_name TEXT NOT NULL) STRICT;

    CREATE TABLE critical_acknowledgement (
      id TEXT PRIMARY KEY, episode_id TEXT NOT NULL REFERENCES episode(id),
      observation_id TEXT NOT NULL REFERENCES observation(id), observation_version INTEGER NOT NULL,
      table_id TEXT NOT NULL REFERENCES critical_table(id), side TEXT NOT NULL, value_si REAL NOT NULL,
      comparator TEXT, entered_value TEXT, entered_unit TEXT NOT NULL, cutoff_si REAL NOT NULL, done TEXT NOT NULL,
      acknowledged_at TEXT NOT NULL, acknowledged_by TEXT NOT NULL) STRICT;
    CREATE INDEX critical_acknowledgement_by_episode ON critical_acknowledgement(episode_id);
    CREATE INDEX critical_acknowledgement_by_observation ON critical_acknowledgement(observation_id);

    CREATE INDEX observation_by_value ON observation(code, value_si);

    ${neverChanged('critical_table')}
    ${neverChanged('critical_acknowledgement')}
  `);
