import type { Connection } from '../connection.ts';

/** What a kind of treatment needs besides its times; older rows stay as they were written. */
export const up = (db: Connection) => db.exec('ALTER TABLE treatment ADD COLUMN particulars_json TEXT;');
