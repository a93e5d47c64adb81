import type { Connection } from '../connection.ts';
import { neverChanged } from './0010-foundation.ts';

/**
 * Messages with the wards; who has taken note of an answer or a message; and what nobody has taken note of yet
 * (`unread`, found without reading all that ever came).
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE message (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id),
      direction TEXT NOT NULL CHECK (direction IN ('out','in')), author TEXT NOT NULL, body TEXT NOT NULL,
      sent_at TEXT NOT NULL, server_time TEXT, stored_at TEXT NOT NULL) STRICT;
    CREATE INDEX message_by_referral ON message(referral_id, stored_at);

    CREATE TABLE acknowledgement (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL REFERENCES referral(id), at TEXT NOT NULL,
      by_name TEXT NOT NULL) STRICT;
    CREATE INDEX acknowledgement_by_referral ON acknowledgement(referral_id);

    CREATE TABLE unread (
      id TEXT PRIMARY KEY, referral_id TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL) STRICT;
    CREATE INDEX unread_by_referral ON unread(referral_id);

    CREATE INDEX outbox_stuck ON outbox(stream_id) WHERE state IN ('blocked','dead');
    CREATE INDEX attempt_log_by_row ON attempt_log(seq, id);
    ${['message', 'acknowledgement'].map(neverChanged).join('')}
  `);
