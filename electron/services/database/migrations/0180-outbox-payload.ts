import type { Connection } from '../connection.ts';
import { neverChanged } from './0010-foundation.ts';

/**
 * The frozen payload in a table of its own: what is sent is some 20 kB, what changes while it is sent are a few words,
 * and a row is written whole. Each index is there for one question, since each is written at every change of state:
 * whose turn it is and what is queued (`outbox_turn`), what asks for somebody (`outbox_stuck`), the rows of a referral, and
 * whether any is left of before a restore (`outbox_life`).
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE outbox_payload (seq INTEGER PRIMARY KEY REFERENCES outbox(seq), payload BLOB NOT NULL) STRICT;
    INSERT INTO outbox_payload SELECT seq, payload FROM outbox;
    ALTER TABLE outbox DROP COLUMN payload;
    ${neverChanged('outbox_payload')}
    DROP INDEX outbox_turn;
    CREATE INDEX outbox_turn ON outbox(priority, seq, state, step, stream_id, depends_on, resource_type, created_at)
      WHERE state IN ('pending', 'inflight');
    DROP INDEX outbox_unsettled;
    DROP INDEX outbox_by_stream;
    CREATE INDEX outbox_by_stream ON outbox(stream_id, seq);
    CREATE INDEX outbox_life ON outbox(db_epoch);
  `);
