import { openConnection } from '../../electron/services/database/connection.ts';
import { migrate } from '../../electron/services/database/migrate.ts';
import { MIGRATIONS } from '../../electron/services/database/migrations/migrations.ts';
import { payloadOf } from '../../electron/services/outbox/rows.ts';
import type { OpenStore } from '../support/open-store.ts';
import { freshPlace, type Place } from './copied-database.ts';

/** What a signed referral leaves in the database, parents first. */
const TABLES = ['patient', 'episode', 'referral', 'referral_packet', 'document', 'outbox', 'outbox_resource'];

type Row = Record<string, unknown>;

/**
 * The referrals of `from` in a database as a program of before had made it: the older schema, by its own migrations, with
 * the payload in the row of the outbox, in the older format.
 * @param version of the schema
 */
export function asOfVersion(version: number, from: OpenStore): Place {
  const place = freshPlace();
  const old = openConnection(`${place.folder}/vault.db`, place.key);
  migrate(old, MIGRATIONS, version);
  for (const table of TABLES) {
    const columns = old.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[];
    const rows = from.connection.prepare(`SELECT * FROM ${table}`).all() as Row[];
    for (const row of rows) {
      const full: Row =
        table === 'outbox' ? { ...row, ...payloadOf(from.read, Number(row.seq)), payload_format: 0 } : row;
      const given = columns.filter(name => full[name] !== undefined);
      const marks = given.map(name => `@${name}`).join(', ');
      old.prepare(`INSERT INTO ${table} (${given.join(', ')}) VALUES (${marks})`).run(full);
    }
  }
  old.close();
  return place;
}
