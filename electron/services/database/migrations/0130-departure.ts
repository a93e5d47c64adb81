import type { Connection } from '../connection.ts';
import { neverChanged } from './0010-foundation.ts';

/**
 * What is due at departure, one row a referral; the form of an open supplement; and documents that belong to no packet,
 * such as the scan of a consent (SQLite cannot take back NOT NULL, so that table is made anew).
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE departure_record (
      id TEXT PRIMARY KEY REFERENCES referral(id), version INTEGER NOT NULL, consent_json TEXT NOT NULL,
      transport_json TEXT NOT NULL, calls_json TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT NOT NULL) STRICT;

    ALTER TABLE referral ADD COLUMN supplement_form_json TEXT;

    CREATE TABLE document_with_scans (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id),
      packet_id TEXT REFERENCES referral_packet(id), kind TEXT NOT NULL, content_type TEXT NOT NULL,
      title TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL, sha1 TEXT NOT NULL,
      created_at TEXT NOT NULL) STRICT;
    INSERT INTO document_with_scans SELECT * FROM document;
    DROP TABLE document;
    ALTER TABLE document_with_scans RENAME TO document;
    CREATE INDEX document_by_packet ON document(packet_id, kind);
    CREATE INDEX document_by_referral ON document(referral_id, kind);
    ${neverChanged('document')}
  `);
