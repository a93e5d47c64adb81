import type { Connection } from '../connection.ts';

/**
 * What is known of a registry belongs to that registry: the copies of another one never count. `remote_wanted`: named by
 * a Task of ours and not yet fetched.
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE remote_of (
      base_url TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, version_id TEXT NOT NULL,
      last_updated TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (base_url, type, id)) STRICT;
    INSERT INTO remote_of (base_url, type, id, version_id, last_updated, json)
      SELECT json_extract(setting.body_json, '$.baseUrl'), type, remote.id, version_id, last_updated, json
      FROM remote JOIN setting ON setting.id = 'registry';
    DROP TABLE remote;
    ALTER TABLE remote_of RENAME TO remote;

    DROP TABLE pull_cursor;
    CREATE TABLE pull_cursor (
      base_url TEXT NOT NULL, scope TEXT NOT NULL, watermark TEXT NOT NULL, walked_at TEXT NOT NULL,
      PRIMARY KEY (base_url, scope)) STRICT;
    CREATE TABLE remote_wanted (
      base_url TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (base_url, type, id)) STRICT;
  `);
