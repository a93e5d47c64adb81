import type { Connection } from '../connection.ts';

/** Of what only we write nothing but the revision was kept. */
const IS_OWN = `remote.json GLOB '{"rev":*}'`;

/**
 * What the registry holds of what only we write, in one row a patient: a referral brings a dozen resources, and a row for
 * each of them, by random id, was a page of the index for each.
 */
export const up = (db: Connection) =>
  db.exec(`
    CREATE TABLE own_version (
      base_url TEXT NOT NULL, patient_id TEXT NOT NULL, versions_json TEXT NOT NULL,
      PRIMARY KEY (base_url, patient_id)) STRICT, WITHOUT ROWID;
    INSERT INTO own_version (base_url, patient_id, versions_json)
      SELECT base_url, patient_id, json_group_object(name, json_array(version_id, rev))
      FROM (
        SELECT DISTINCT remote.base_url, coalesce(referral.patient_id, outbox.stream_id) AS patient_id,
          remote.type || '/' || remote.id AS name, remote.version_id, json_extract(remote.json, '$.rev') AS rev
        FROM remote
          JOIN outbox_resource AS sent ON sent.resource_type = remote.type AND sent.resource_id = remote.id
          JOIN outbox USING (seq)
          LEFT JOIN referral ON referral.id = outbox.stream_id
        WHERE ${IS_OWN})
      GROUP BY base_url, patient_id;
    DELETE FROM remote WHERE ${IS_OWN};
  `);
