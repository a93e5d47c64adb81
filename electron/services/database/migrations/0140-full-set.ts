import type { Connection } from '../connection.ts';

/** The numbered codes at the foot of page 2, beside the core code. A packet signed before has none. */
export const up = (db: Connection) =>
  db.exec(`ALTER TABLE referral_packet ADD COLUMN full_set_json TEXT NOT NULL DEFAULT '[]';`);
