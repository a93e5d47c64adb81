import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import { appendAudit } from '../audit/audit-chain.ts';
import type { Clock } from '../ports.ts';
import { forgetLines } from '../worklist/forget-lines.ts';
import type { OutboxRow } from './rows/sync-rows.ts';
import type { AppendOnlyTable, BookkeepingTable, Schema, VersionedTable } from './schema.ts';
import type { Durability, Reader, Store } from './store.ts';

/** Who does it: a user, or the program itself for what the registry answers. */
export interface Actor {
  id: string;
  name: string;
}

/** The program acting by itself. */
export const PROGRAM: Actor = { id: 'program', name: 'GanQiao' };

/** What is done and why: `action` is a contract name (`labs.record`), `subject` the patient or other row it is about. */
export interface Deed {
  action: string;
  subject: string | null;
  reason: string | null;
  /** For what the registry has said and can be asked again: on the disk with the next write. */
  durable?: Durability;
}

/** A frozen payload for the registry. Its bytes never change after this. */
export type OutboxEntry = Pick<OutboxRow, 'op_id' | 'stream_id' | 'step' | 'payload_format' | 'priority'> & {
  resource_type: string | null;
  resource_id: string | null;
  depends_on: number | null;
  payload: Buffer;
  resources: { type: string; id: string; sha256: string }[];
};

type Row<T extends keyof Schema> = Schema[T];
type Insertable<T extends keyof Schema> = Omit<Row<T>, 'version'>;

/** The inside of one transaction. Everything is synchronous: nothing else can come in between. */
export interface Transaction {
  readonly read: Reader;
  /** The one instant of all that is written here: versions, audit, and the scores that follow from it. */
  readonly at: string;
  /** Adds a row; a versioned one begins at version 1. */
  insert<T extends VersionedTable | AppendOnlyTable>(table: T, row: Insertable<T>): void;
  /**
   * Changes a row that is still at `expectedVersion`, keeping what it replaces; returns the new version.
   * @throws AppError not-found | stale-version
   */
  update<T extends VersionedTable>(
    table: T,
    id: string,
    expectedVersion: number,
    change: Partial<Insertable<T>>,
  ): number;
  /** Puts a payload into the outbox; returns its place. */
  enqueue(entry: OutboxEntry): number;
  /** The machine's own memory: neither versioned nor audited. */
  readonly bookkeeping: Bookkeeping;
  /** Audits the deed though it changes no row: a sign-in, an unmasked number, an export, a look at a record. */
  note(): void;
  /** Told to the renderers after the commit. */
  announce(event: ClinicEvent): void;
}

export interface Bookkeeping {
  put<T extends BookkeepingTable>(table: T, row: Partial<Row<T>>): void;
  update<T extends BookkeepingTable>(table: T, where: Partial<Row<T>>, change: Partial<Row<T>>): number;
  remove<T extends BookkeepingTable>(table: T, where: Partial<Row<T>>): number;
}

/** The one way to write: rows, previous versions, audit event and outbox rows in one SQLite transaction, or none. */
export type Write = <Result>(actor: Actor, deed: Deed, work: (tx: Transaction) => Result) => Result;

interface Change {
  entity: string;
  id: string;
  version: number;
  operation: 'insert' | 'update' | 'enqueue';
  sha256: string;
}

export interface UnitOfWorkOptions {
  store: Store;
  clock: Clock;
  deviceId: string;
  /** Changes when the database was restored from a backup, so that rows of the old life are known. */
  epoch: () => string;
  announce: (events: ClinicEvent[]) => void;
}

const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Bytes stand for themselves in a version or digest by their hash. */
const rowText = (row: object) =>
  JSON.stringify(row, (_, value) =>
    value?.type === 'Buffer' && Array.isArray(value.data) ? { sha256: digest(Buffer.from(value.data)) } : value,
  );

export function createUnitOfWork({ store, clock, deviceId, epoch, announce }: UnitOfWorkOptions): Write {
  return (actor, deed, work) => {
    const at = clock.now();
    const changes: Change[] = [];
    const events: ClinicEvent[] = [];

    const insertRow = (table: string, row: object) => {
      const columns = Object.keys(row);
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      store.execute(sql, Object.values(row));
    };

    const insert: Transaction['insert'] = (table, row) => {
      const full = isVersioned(table) ? { ...row, version: 1 } : row;
      insertRow(table, full);
      const id = String((row as { id: unknown }).id);
      changes.push({ entity: table, id, version: 1, operation: 'insert', sha256: digest(rowText(full)) });
    };

    const update: Transaction['update'] = (table, id, expectedVersion, change) => {
      const present = store.first(selectById(store, table, id));
      if (!present) throw new AppError('not-found');
      if (present.version !== expectedVersion) throw new AppError('stale-version', { id, count: present.version });
      insertRow('row_version', {
        entity: table,
        entity_id: id,
        version: present.version,
        row_json: rowText(present),
        replaced_at: at,
        replaced_by: actor.id,
        reason: deed.reason,
      });
      const version = expectedVersion + 1;
      updateRows(table, { id }, { ...change, version });
      changes.push({
        entity: table,
        id,
        version,
        operation: 'update',
        sha256: digest(rowText({ ...present, ...change, version })),
      });
      return version;
    };

    const updateRows = (table: string, where: object, change: object): number => {
      const set = Object.keys(change).map(column => `${column} = ?`);
      const condition = Object.keys(where).map(column => `${column} = ?`);
      const sql = `UPDATE ${table} SET ${set.join(', ')} WHERE ${condition.join(' AND ')}`;
      return store.execute(sql, [...Object.values(change), ...Object.values(where)]);
    };

    const enqueue: Transaction['enqueue'] = ({ resources, payload, ...entry }) => {
      const payloadHash = digest(payload);
      insertRow('outbox', {
        ...entry,
        payload_sha256: payloadHash,
        state: 'pending',
        created_at: at,
        device_id: deviceId,
        db_epoch: epoch(),
      });
      const seq = store.first(store.query.selectFrom('outbox').select('seq').where('op_id', '=', entry.op_id))
        ?.seq as number;
      insertRow('outbox_payload', { seq, payload });
      for (const [index, { type, id, sha256 }] of resources.entries())
        insertRow('outbox_resource', { seq, resource_type: type, resource_id: id, sha256, entry_index: index });
      changes.push({ entity: 'outbox', id: entry.op_id, version: 1, operation: 'enqueue', sha256: payloadHash });
      return seq;
    };

    const bookkeeping: Bookkeeping = {
      put: (table, row) => {
        const columns = Object.keys(row);
        const values = columns.map(() => '?').join(', ');
        store.execute(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${values})`, Object.values(row));
      },
      update: (table, where, change) => updateRows(table, where, change),
      remove: (table, where) => {
        const condition = Object.keys(where).map(column => `${column} = ?`);
        return store.execute(`DELETE FROM ${table} WHERE ${condition.join(' AND ')}`, Object.values(where));
      },
    };

    const result = store.transaction(() => {
      let noted = false;
      const note = () => {
        noted = true;
      };
      const announceLater = (event: ClinicEvent) => events.push(event);
      const done = work({ read: store, at, insert, update, enqueue, bookkeeping, note, announce: announceLater });
      forgetLines(store, events);
      if (noted || changes.length > 0)
        appendAudit(store, {
          at,
          actor_id: actor.id,
          actor_name: actor.name,
          action: deed.action,
          subject_id: deed.subject,
          reason: deed.reason,
          changes_json: JSON.stringify(changes),
        });
      return done;
    }, deed.durable);
    if (events.length > 0) announce(events);
    return result;
  };
}

const VERSIONED: Record<VersionedTable, true> = {
  setting: true,
  user_account: true,
  ward: true,
  patient: true,
  episode: true,
  finding: true,
  observation: true,
  treatment: true,
  referral: true,
  received_referral: true,
  departure_record: true,
  return_record: true,
  course: true,
  stamp: true,
  management_item: true,
  lab_import: true,
  lab_profile: true,
  patient_merge: true,
};
const isVersioned = (table: string): table is VersionedTable => table in VERSIONED;

/** One versioned row by its id. The table's name is a type, never input. */
const selectById = (store: Store, table: VersionedTable, id: string) =>
  store.query
    .selectFrom(table as 'setting')
    .selectAll()
    .where('id', '=', id);
