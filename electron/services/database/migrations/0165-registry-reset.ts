import type { Connection } from '../connection.ts';

/**
 * `epoch`: null = this registry was never accepted, '' = accepted, it carries no epoch. `reset_at`: since when nothing is
 * sent because the registry is not what it was; `reset_why` = ResetReason. `date_seen`: its latest clock reading.
 */
export const up = (db: Connection) =>
  db.exec(`
    ALTER TABLE server ADD COLUMN reset_at TEXT;
    ALTER TABLE server ADD COLUMN reset_why TEXT;
    ALTER TABLE server ADD COLUMN date_seen TEXT;
  `);
