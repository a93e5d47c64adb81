import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

/** The hospital's referral policy by version, the advice computed by it, the physician's word, the checklist. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE policy_version (
      id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, origin TEXT NOT NULL, table_json TEXT NOT NULL,
      reason TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL) STRICT;

    CREATE TABLE policy_confirmation (
      id TEXT PRIMARY KEY, policy_version_id TEXT NOT NULL UNIQUE REFERENCES policy_version(id),
      confirmed_at TEXT NOT NULL, confirmed_by TEXT NOT NULL) STRICT;

    CREATE TABLE advice (
      id TEXT PRIMARY KEY, number INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), policy_version_id TEXT NOT NULL REFERENCES policy_version(id),
      engine_version TEXT NOT NULL, anchor_at TEXT NOT NULL, computed_at TEXT NOT NULL, level TEXT NOT NULL,
      not_judged INTEGER NOT NULL, body_json TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX advice_by_episode ON advice(episode_id, number);

    CREATE TABLE advice_decision (
      id TEXT PRIMARY KEY, number INTEGER NOT NULL, advice_id TEXT NOT NULL REFERENCES advice(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), kind TEXT NOT NULL, level TEXT NOT NULL, reason TEXT NOT NULL,
      decided_at TEXT NOT NULL, decided_by TEXT NOT NULL) STRICT;
    CREATE UNIQUE INDEX advice_decision_by_episode ON advice_decision(episode_id, number);

    CREATE TABLE management_item (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), item TEXT NOT NULL, done_at TEXT, done_by TEXT,
      undone_at TEXT, undone_by TEXT, undone_reason TEXT) STRICT;
    CREATE UNIQUE INDEX management_item_by_episode ON management_item(episode_id, item);

    ${['policy_version', 'policy_confirmation', 'advice', 'advice_decision'].map(neverChanged).join('')}
    ${neverDeleted('management_item')}
  `);
