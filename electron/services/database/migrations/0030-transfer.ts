import type { Connection } from '../connection.ts';
import { neverChanged, neverDeleted } from './0010-foundation.ts';

/** Referrals, frozen packets, documents, prints; the outbox and what is known of the registry. */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE referral (
      id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id),
      episode_id TEXT NOT NULL REFERENCES episode(id), number TEXT UNIQUE, supplement INTEGER NOT NULL,
      form_json TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, signed_at TEXT, signed_by TEXT,
      incomplete_reason TEXT, closed_as TEXT) STRICT;
    CREATE INDEX referral_by_patient ON referral(patient_id, created_at);
    CREATE INDEX referral_by_episode ON referral(episode_id, created_at);

    CREATE TABLE referral_packet (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id), supplement INTEGER NOT NULL,
      model_json TEXT NOT NULL, sha256 TEXT NOT NULL, qr TEXT NOT NULL, signed_at TEXT NOT NULL,
      signed_by TEXT NOT NULL, UNIQUE (referral_id, supplement)) STRICT;

    CREATE TABLE referral_event (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id), kind TEXT NOT NULL, at TEXT NOT NULL,
      server_time TEXT, actor TEXT NOT NULL, channel TEXT NOT NULL, detail_json TEXT NOT NULL) STRICT;
    CREATE INDEX referral_event_by_referral ON referral_event(referral_id, at);

    CREATE TABLE document (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id),
      packet_id TEXT NOT NULL REFERENCES referral_packet(id), kind TEXT NOT NULL, content_type TEXT NOT NULL,
      title TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL, sha1 TEXT NOT NULL,
      created_at TEXT NOT NULL) STRICT;
    CREATE INDEX document_by_packet ON document(packet_id, kind);

    CREATE TABLE print (
      id TEXT PRIMARY KEY, packet_id TEXT NOT NULL REFERENCES referral_packet(id), nth INTEGER NOT NULL,
      pages_json TEXT NOT NULL, language TEXT NOT NULL, printed_at TEXT NOT NULL, printed_by TEXT NOT NULL,
      UNIQUE (packet_id, nth)) STRICT;

    CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, op_id TEXT UNIQUE NOT NULL, stream_id TEXT NOT NULL, step TEXT NOT NULL,
      resource_type TEXT, resource_id TEXT, payload BLOB NOT NULL, payload_sha256 TEXT NOT NULL,
      payload_format INTEGER NOT NULL, depends_on INTEGER REFERENCES outbox(seq), priority INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending','inflight','acked','blocked','dead','superseded')),
      attempt INTEGER NOT NULL DEFAULT 0, sent_at TEXT, next_at TEXT, base_version TEXT, acked_version TEXT, acked_server_time TEXT,
      error_class TEXT, http_status INTEGER, outcome TEXT, created_at TEXT NOT NULL, device_id TEXT NOT NULL,
      db_epoch TEXT NOT NULL) STRICT;
    CREATE INDEX outbox_open ON outbox(priority, seq) WHERE state IN ('pending','inflight');
    CREATE INDEX outbox_by_stream ON outbox(stream_id, seq);

    CREATE TABLE outbox_resource (
      seq INTEGER NOT NULL REFERENCES outbox(seq), resource_type TEXT NOT NULL, resource_id TEXT NOT NULL,
      sha256 TEXT NOT NULL, entry_index INTEGER NOT NULL, PRIMARY KEY (seq, entry_index)) STRICT;

    CREATE TABLE attempt_log (
      id INTEGER PRIMARY KEY, seq INTEGER NOT NULL REFERENCES outbox(seq), started_at TEXT NOT NULL,
      ms INTEGER NOT NULL, error_class TEXT, http_status INTEGER, server_date TEXT) STRICT;

    CREATE TABLE remote (
      type TEXT NOT NULL, id TEXT NOT NULL, version_id TEXT NOT NULL, last_updated TEXT NOT NULL, json TEXT NOT NULL,
      PRIMARY KEY (type, id)) STRICT;
    CREATE TABLE pull_cursor (scope TEXT PRIMARY KEY, watermark TEXT NOT NULL, walked_at TEXT NOT NULL) STRICT;
    CREATE TABLE server (
      base_url TEXT PRIMARY KEY, epoch TEXT, date_offset_ms INTEGER NOT NULL, capability_json TEXT NOT NULL,
      last_complete_at TEXT, last_answer_at TEXT, last_error TEXT) STRICT;
    CREATE TABLE lease (
      name TEXT PRIMARY KEY, holder TEXT NOT NULL, fence INTEGER NOT NULL, heartbeat_at TEXT NOT NULL) STRICT;

    ${neverDeleted('referral')}
    ${['referral_packet', 'referral_event', 'document', 'print'].map(neverChanged).join('')}
  `);
