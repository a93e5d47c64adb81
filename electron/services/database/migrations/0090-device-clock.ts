import type { Connection } from '../connection.ts';

/** When this program last looked at the device's clock. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE clock_mark (
      id INTEGER PRIMARY KEY CHECK (id = 1), run TEXT NOT NULL, seen_at TEXT NOT NULL, monotonic_ms REAL NOT NULL,
      moved_from TEXT, moved_to TEXT) STRICT;
  `);
