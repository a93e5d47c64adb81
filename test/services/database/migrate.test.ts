import { afterEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../electron/services/database/connection.ts';
import {
  databaseVersion,
  LATEST_VERSION,
  migrate,
  needsMigration,
} from '../../../electron/services/database/migrate.ts';
import { MIGRATIONS } from '../../../electron/services/database/migrations/migrations.ts';
import { ownVersions } from '../../../electron/services/sync/own-versions.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { coded } from '../vault/site-fixture.ts';

let site: OpenStore;
afterEach(() => site.close());

interface Column {
  name: string;
  type: string;
}

const tables = (db: Connection) =>
  db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`)
    .pluck()
    .all() as string[];
const columns = (db: Connection, table: string) => db.pragma(`table_info(${table})`) as Column[];
const rows = (db: Connection, table: string, names: string[]) => {
  const present = columns(db, table).map(({ name }) => name);
  const from = (name: string) => (present.includes(name) ? name : `${MOVED[`${table}.${name}`] ?? name} AS ${name}`);
  return db.prepare(`SELECT ${names.map(from).join(', ')} FROM ${table}`).all();
};

/** Columns that a migration took into another table: where they are since. */
const MOVED: Record<string, string> = {
  'outbox.payload': '(SELECT payload FROM outbox_payload WHERE outbox_payload.seq = outbox.seq)',
};

/** Values that a column of the schema insists on. */
const byColumn: Record<string, unknown> = {
  'outbox.state': 'pending',
  'outbox.depends_on': null,
  'lab_inbox_file.state': 'waiting',
  'message.direction': 'in',
  'setting.id': 'registry',
  'setting.body_json': '{"baseUrl":"x"}',
};

/** One row in every table, each value by its column's type; all refer to one another by the same id. */
function fill(db: Connection): void {
  const bySort: Record<string, unknown> = { TEXT: 'x', INTEGER: 1, REAL: 1.5, BLOB: Buffer.from('bytes') };
  for (const table of tables(db)) {
    const all = columns(db, table);
    const values = all.map(({ name, type }) => {
      const column = `${table}.${name}`;
      return column in byColumn ? byColumn[column] : bySort[type];
    });
    db.prepare(`INSERT INTO ${table} (${all.map(({ name }) => name)}) VALUES (${all.map(() => '?')})`).run(...values);
  }
}

/** Indexes of our own that a migration gives up for another one, which the services build from the records. */
const GIVEN_UP = ['patient_search'];
/** Emptied on purpose: where the fetching of answers goes on, which begins anew for each registry. */
const BEGUN_ANEW = ['pull_cursor'];

describe('a migration', () => {
  const steps = MIGRATIONS.slice(1).map(({ version }, at) => [MIGRATIONS[at]?.version ?? 0, version] as const);

  it.each(steps)('from %i to %i keeps every row of every table', (from, to) => {
    site = openStore({ target: from });
    const db = site.connection;
    fill(db);
    const before = tables(db).map(table => {
      const names = columns(db, table).map(({ name }) => name);
      return { table, names, rows: rows(db, table, names) };
    });
    expect(before.every(({ rows: kept }) => kept.length === 1)).toBe(true);

    migrate(db, MIGRATIONS, to);

    expect(databaseVersion(db)).toBe(to);
    const left = tables(db);
    expect(
      before.map(({ table }) => table).filter(table => !left.includes(table) && !GIVEN_UP.includes(table)),
    ).toEqual([]);
    for (const { table, names, rows: kept } of before.filter(
      each => left.includes(each.table) && !BEGUN_ANEW.includes(each.table),
    ))
      expect({ table, rows: rows(db, table, names) }).toEqual({ table, rows: kept });
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  it('takes the prints before labelled copies for what they were: one unlabelled A4 copy', () => {
    site = openStore({ target: 130 });
    fill(site.connection);
    migrate(site.connection, MIGRATIONS, 135);
    expect(rows(site.connection, 'print', ['copies_json', 'size'])).toEqual([{ copies_json: '[]', size: 'A4' }]);
  });

  it('takes what the registry holds of our own writing to the patient of the referral, and leaves its Tasks', () => {
    site = openStore({ target: 185 });
    const db = site.connection;
    fill(db);
    const remote = (type: string, id: string, version: string, json: string) =>
      db.prepare(`INSERT INTO remote VALUES ('https://r', ?, ?, ?, 'x', ?)`).run(type, id, version, json);
    const sent = (type: string, id: string, entry: number) =>
      db.prepare(`INSERT INTO outbox_resource VALUES (1, ?, ?, 'x', ?)`).run(type, id, entry);
    const others = columns(db, 'patient').flatMap(({ name }) => (name === 'id' ? [] : name));
    db.exec(`INSERT INTO patient (id, ${others}) SELECT 'patient-1', ${others} FROM patient`);
    db.exec(`UPDATE referral SET patient_id = 'patient-1'`);
    remote('Patient', 'patient-1', '4', '{"rev":2}');
    remote('Observation', 'lab-1', '1', '{"rev":1}');
    remote('Task', 'x', '7', '{"resourceType":"Task"}');
    sent('Patient', 'patient-1', 2);
    sent('Observation', 'lab-1', 3);
    sent('Task', 'x', 4);
    migrate(db);
    expect([...ownVersions(site.read, 'https://r', 'x')].sort()).toEqual([
      ['Observation/lab-1', { versionId: '1', rev: 1 }],
      ['Patient/patient-1', { versionId: '4', rev: 2 }],
    ]);
    const left = db.prepare(`SELECT type, version_id FROM remote WHERE base_url = 'https://r'`).all();
    expect(left).toEqual([{ type: 'Task', version_id: '7' }]);
  });

  it('leads an old database to the same schema as a new one', () => {
    const schema = (db: Connection) =>
      db.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`).all();
    site = openStore();
    const fresh = schema(site.connection);
    site.close();
    site = openStore({ target: MIGRATIONS[0]?.version ?? 0 });
    fill(site.connection);
    migrate(site.connection);
    expect(schema(site.connection)).toEqual(fresh);
  });

  it('is numbered in order, in tens or halves of them', () => {
    site = openStore();
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every(version => version % 5 === 0)).toBe(true);
  });

  it('that fails leaves nothing of itself behind, and the ones before it in place', () => {
    site = openStore();
    const failing = {
      version: LATEST_VERSION + 10,
      up(db: Connection) {
        db.exec('CREATE TABLE half (id TEXT); INSERT INTO half VALUES (1);');
        throw new Error('stop');
      },
    };
    expect(() => migrate(site.connection, [...MIGRATIONS, failing])).toThrow('stop');
    expect(tables(site.connection)).not.toContain('half');
    expect(databaseVersion(site.connection)).toBe(LATEST_VERSION);
  });

  it('is not tried on a database of a newer version', () => {
    site = openStore();
    site.connection.pragma(`user_version=${LATEST_VERSION + 10}`);
    expect(() => migrate(site.connection)).toThrow(
      coded('database-from-newer-version', { count: LATEST_VERSION + 10 }),
    );
    expect(needsMigration(site.connection)).toBe(false);
  });

  it('is wanted for an old database, not for a new or an empty one', () => {
    site = openStore({ target: 10 });
    expect(needsMigration(site.connection)).toBe(true);
    migrate(site.connection);
    expect(needsMigration(site.connection)).toBe(false);
    site.connection.pragma('user_version=0');
    expect(needsMigration(site.connection)).toBe(false);
  });
});
