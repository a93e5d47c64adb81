import type { Connection } from '../connection.ts';

/**
 * A frozen payload stands before the columns that say whose turn it is: to read those, SQLite walks through all of it.
 * These indexes hold what the queue and the status ask, so that neither grows with what was sent long ago.
 */
export const up = (db: Connection) =>
  db.exec(`
    DROP INDEX outbox_open;
    CREATE INDEX outbox_turn ON outbox(priority, seq, state, step, stream_id, depends_on)
      WHERE state IN ('pending', 'inflight');
    DROP INDEX outbox_by_stream;
    CREATE INDEX outbox_by_stream ON outbox(stream_id, seq, step, state);
    CREATE INDEX outbox_unsettled ON outbox(stream_id, state, step, resource_type, created_at)
      WHERE state IN ('pending', 'inflight', 'blocked', 'dead');
    CREATE INDEX outbox_trouble ON outbox(priority, seq, error_class)
      WHERE state = 'pending' AND error_class IS NOT NULL;
  `);
