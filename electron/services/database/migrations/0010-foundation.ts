import type { Connection } from '../connection.ts';

/** Settings, users, wards, drafts, versions and the audit chain. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE setting (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body_json TEXT NOT NULL) STRICT;

    CREATE TABLE user_account (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, login TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL,
      title TEXT NOT NULL, phone TEXT NOT NULL, roles_json TEXT NOT NULL, active INTEGER NOT NULL,
      last_sign_in_at TEXT, password_set_at TEXT NOT NULL, password_history_json TEXT NOT NULL) STRICT;

    CREATE TABLE ward (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, facility_name TEXT NOT NULL, facility_code TEXT NOT NULL,
      ward_name TEXT NOT NULL, phone TEXT NOT NULL, active INTEGER NOT NULL) STRICT;

    CREATE TABLE draft (
      user_id TEXT NOT NULL, key TEXT NOT NULL, body_json TEXT NOT NULL, saved_at TEXT NOT NULL,
      PRIMARY KEY (user_id, key)) STRICT;

    CREATE TABLE row_version (
      entity TEXT NOT NULL, entity_id TEXT NOT NULL, version INTEGER NOT NULL, row_json TEXT NOT NULL,
      replaced_at TEXT NOT NULL, replaced_by TEXT NOT NULL, reason TEXT,
      PRIMARY KEY (entity, entity_id, version)) STRICT;

    CREATE TABLE audit_event (
      seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor_id TEXT NOT NULL, actor_name TEXT NOT NULL,
      action TEXT NOT NULL, subject_id TEXT, reason TEXT, changes_json TEXT NOT NULL,
      previous_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE audit_head (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;

    ${neverChanged('row_version')}
    ${neverChanged('audit_event')}
    ${neverDeleted('setting')}
    ${neverDeleted('user_account')}
    ${neverDeleted('ward')}
  `);

/** SQL of the triggers that refuse to change or delete a row of `table`. */
export const neverChanged = (table: string): string => `
    CREATE TRIGGER ${table}_never_changed BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    ${neverDeleted(table)}`;

/** SQL of the trigger that refuses to delete a row of `table`: clinical data are voided, not deleted. */
export const neverDeleted = (table: string): string => `
    CREATE TRIGGER ${table}_never_deleted BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END;`;
