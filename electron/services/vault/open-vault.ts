import { statSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import { makeCopy } from '../backup/make-copy.ts';
import { assertEncrypted, type Connection, openConnection } from '../database/connection.ts';
import { databaseVersion, LATEST_VERSION, migrate, needsMigration } from '../database/migrate.ts';
import { Store } from '../database/store.ts';
import { createUnitOfWork } from '../database/unit-of-work.ts';
import type { StagedFile } from '../files/write-atomically.ts';
import type { Clock, Ids } from '../ports.ts';
import type { ServiceDependencies } from '../service.ts';
import type { Argon2Parameters } from './argon2.ts';
import {
  costOf,
  loginsOf,
  makePasswordSlot,
  readKeyring,
  stageKeyring,
  unwrapByPassword,
  withoutLogin,
  withPasswordSlot,
} from './keyring.ts';
import { readSetting, requireSetting } from './setting.ts';
import type { VaultPaths } from './vault-folder.ts';

/** Up to this size the whole file is checked at each opening (about 8 ms a MB); above, the daily backup reads it all. */
const CHECKED_AT_OPENING_BYTES = 32 * 1024 * 1024;

/** Strength of a new password slot: fixed, or measured when first needed. */
export type Argon2Cost = Argon2Parameters | (() => Promise<Argon2Parameters>);

export interface OpeningOptions {
  paths: VaultPaths;
  clock: Clock;
  ids: Ids;
  argon2: Argon2Cost;
  announce: (events: ClinicEvent[]) => void;
  onSlow: (sql: string, ms: number) => void;
}

/** The ways in, as the services of an open vault may change them. */
export interface KeySlots {
  logins(): string[];
  /** Whether this password opens the slot of this login; takes the same time for a login without one. */
  matches(login: string, password: string): Promise<boolean>;
  /**
   * A slot for this login, its password new or changed, on the disk but not yet in force. Nothing asynchronous may
   * happen between this and `commit`.
   * @throws AppError vault-locked | disk-full | folder-read-only
   */
  stage(login: string, password: string): Promise<StagedFile>;
  /** Takes this login's way in. */
  drop(login: string): void;
}

/** An open vault: what services are built from, and what backup and users need besides. */
export interface OpenVault extends ServiceDependencies {
  readonly vaultId: string;
  readonly deviceId: string;
  readonly file: string;
  readonly keyringFile: string;
  epoch(): string;
  readonly slots: KeySlots;
  /** A copy of the data key, which the borrower zeroes. */
  lendKey(): Buffer;
}

export interface Closable {
  vault: OpenVault;
  isKey(dataKey: Buffer): boolean;
  /** Closes the database and zeroes the key. */
  close(): void;
}

/**
 * Opens the files of a vault with its data key, which this then owns: newer databases are refused untouched, older ones
 * copied and migrated, the result proven to be no plaintext.
 * @throws AppError wrong-key | database-damaged | database-from-newer-version | disk-full | folder-read-only | …
 */
export function openVaultFiles(options: OpeningOptions, dataKey: Buffer, isSuspect: boolean): Closable {
  const { paths, clock, ids, announce, onSlow } = options;
  const { vault: vaultId } = readKeyring(paths.keyring);
  if (statSync(paths.database).size === 0) throw new AppError('database-damaged'); // SQLite would begin a new one
  const connection = openConnection(paths.database, dataKey);
  try {
    const version = databaseVersion(connection);
    if (version > LATEST_VERSION) throw new AppError('database-from-newer-version', { count: version });
    if (version === 0) throw new AppError('database-damaged');
    if (isSuspect || statSync(paths.database).size <= CHECKED_AT_OPENING_BYTES) checkPages(connection);
    if (needsMigration(connection)) copyBeforeMigration(options, connection, vaultId, dataKey);
    migrate(connection);
    assertEncrypted(paths.database);

    const store = new Store(connection, onSlow);
    const { deviceId } = requireSetting(store, 'device');
    const epoch = () => requireSetting(store, 'epoch').epoch;
    const write = createUnitOfWork({ store, clock, deviceId, epoch, announce });
    const lendKey = () => {
      if (!connection.open) throw new AppError('vault-locked');
      return Buffer.from(dataKey);
    };
    const slots = keySlots(options, lendKey);
    dropForeignSlots(store, slots);
    return {
      vault: {
        ...{ read: store, write, clock, ids, vaultId, deviceId, epoch, slots, lendKey },
        file: paths.database,
        keyringFile: paths.keyring,
      },
      isKey: candidate => candidate.equals(dataKey),
      close() {
        try {
          connection.pragma('optimize');
        } catch {
          // A nicety that a full disk may refuse.
        }
        connection.close();
        dataKey.fill(0);
      },
    };
  } catch (failure) {
    connection.close();
    throw failure;
  }
}

function checkPages(connection: Connection): void {
  const rows = connection.pragma('quick_check(1)') as { quick_check: string }[];
  if (rows[0]?.quick_check !== 'ok') throw new AppError('database-damaged');
}

/**
 * The copy that every migration has behind it. Into the chosen folder; where that is not at hand (a stick, a share),
 * into the data folder, so that an update does not lock a hospital out. Runs here: nobody can work yet anyway.
 */
function copyBeforeMigration(options: OpeningOptions, connection: Connection, vaultId: string, dataKey: Buffer): void {
  const { paths, clock } = options;
  const chosen = readSetting(new Store(connection), 'backup')?.folder ?? paths.backups;
  const copyTo = (folder: string) => {
    const plan = { folder, vaultId, kind: 'migration', at: clock.now(), keyringFile: paths.keyring } as const;
    makeCopy({ plan, source: paths.database, key: dataKey });
  };
  try {
    copyTo(chosen);
  } catch (failure) {
    if (chosen === paths.backups) throw failure;
    copyTo(paths.backups);
  }
}

function keySlots({ paths, ids, argon2 }: OpeningOptions, lendKey: () => Buffer): KeySlots {
  const read = () => readKeyring(paths.keyring);
  const costNow = async () => costOf(read()) ?? (typeof argon2 === 'function' ? await argon2() : argon2);
  return {
    logins: () => loginsOf(read()),
    async matches(login, password) {
      try {
        (await unwrapByPassword(read(), login, password)).fill(0);
        return true;
      } catch (failure) {
        if (failure instanceof AppError && failure.code === 'wrong-password') return false;
        throw failure;
      }
    },
    async stage(login, password) {
      // A copy: were the vault closed during the wait, the key itself would be zeroes by now and the slot worthless.
      const dataKey = lendKey();
      try {
        const slot = await makePasswordSlot(read(), dataKey, { id: ids.uuid(), login, password }, await costNow());
        lendKey().fill(0); // still open?
        return stageKeyring(paths.keyring, withPasswordSlot(read(), slot));
      } finally {
        dataKey.fill(0);
      }
    },
    drop: login => stageKeyring(paths.keyring, withoutLogin(read(), login)).commit(),
  };
}

/**
 * An older keyring beside a newer database (a restored keyring) may hold slots of users who were deactivated since:
 * the database says who works here.
 */
function dropForeignSlots(store: Store, slots: KeySlots): void {
  const query = store.query.selectFrom('user_account').select('login').where('active', '=', 1);
  const active = new Set(store.all(query).map(({ login }) => login));
  for (const login of slots.logins()) if (!active.has(login)) slots.drop(login);
}
