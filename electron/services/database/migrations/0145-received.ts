import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

/** Referrals that came in by code or file, their letters, and what this site answered. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE received_referral (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, number TEXT NOT NULL UNIQUE, referral_id TEXT UNIQUE,
      site TEXT NOT NULL, packet_hash TEXT NOT NULL, parts_json TEXT NOT NULL, standing TEXT NOT NULL,
      received_at TEXT NOT NULL, received_by TEXT NOT NULL, updated_at TEXT NOT NULL) STRICT;

    CREATE TABLE received_document (
      id TEXT PRIMARY KEY, received_id TEXT NOT NULL REFERENCES received_referral(id), title TEXT NOT NULL,
      content_type TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL, packet_hash TEXT NOT NULL,
      received_at TEXT NOT NULL) STRICT;
    CREATE INDEX received_document_by_referral ON received_document(received_id);

    CREATE TABLE received_answer (
      id TEXT PRIMARY KEY, received_id TEXT NOT NULL REFERENCES received_referral(id), intent_json TEXT NOT NULL,
      at TEXT NOT NULL, answered_by TEXT NOT NULL) STRICT;
    CREATE INDEX received_answer_by_referral ON received_answer(received_id, at);

    ${neverDeleted('received_referral')}
    ${['received_document', 'received_answer'].map(neverChanged).join('')}
  `);
