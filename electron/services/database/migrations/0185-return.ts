import type { Connection } from '../connection.ts';
import { neverDeleted } from './0010-foundation.ts';

/** When a ward's telephone is answered and who answers otherwise; what came back of a referral, one row each. */
export const up = (db: Connection) =>
  db.exec(`
    ALTER TABLE ward ADD COLUMN hours TEXT NOT NULL DEFAULT '';
    ALTER TABLE ward ADD COLUMN duty_phone TEXT NOT NULL DEFAULT '';

    CREATE TABLE return_record (
      id TEXT PRIMARY KEY REFERENCES referral(id), version INTEGER NOT NULL, content_json TEXT NOT NULL,
      saved_at TEXT NOT NULL, saved_by TEXT NOT NULL) STRICT;

    ${neverDeleted('return_record')}
  `);
