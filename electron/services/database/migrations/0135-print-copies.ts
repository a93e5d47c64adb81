import type { Connection } from '../connection.ts';

/** For whom a print was labelled, and on which paper. Earlier prints were one unlabelled A4 copy. */
export const up = (db: Connection) =>
  db.exec(`
    ALTER TABLE print ADD COLUMN copies_json TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE print ADD COLUMN size TEXT NOT NULL DEFAULT 'A4';
  `);
