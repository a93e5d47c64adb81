import { rmSync } from 'node:fs';
import { AppError, type ErrorCode, type ErrorData } from '../../../shared/contract/errors.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import { asFileFailure } from '../files/file-failure.ts';
import type { Clock, Ids } from '../ports.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { type Keyring, readKeyring, unwrapByPassword, unwrapByRecoveryKey } from './keyring.ts';
import { buildVault, type NewVault } from './new-vault.ts';
import { type Argon2Cost, type Closable, type OpeningOptions, type OpenVault, openVaultFiles } from './open-vault.ts';
import { readSetting } from './setting.ts';
import { readSite, type Site, writeSite } from './site-file.ts';
import {
  hasVault,
  makeDataFolder,
  placeNewVault,
  tidyDataFolder,
  type VaultPaths,
  vaultPaths,
} from './vault-folder.ts';

export type VaultState = { is: 'absent' | 'locked' | 'open' } | { is: 'unusable'; code: ErrorCode; data: ErrorData };

export interface VaultDependencies {
  dataDir: string;
  clock: Clock;
  ids: Ids;
  argon2: Argon2Cost;
  /** Hears of committed changes of the open vault. */
  announce?: (events: ClinicEvent[]) => void;
  /** Hears of slow queries, without their parameters. */
  onSlow?: (sql: string, ms: number) => void;
}

/** The encrypted database with its key, on one data folder, for one program at a time. */
export interface Vault {
  readonly paths: VaultPaths;
  /** Looked at afresh each time, so that a cured trouble (a disk freed, a folder made writable) shows by itself. */
  state(): VaultState;
  /** What may be known before unlock; nothing about patients. */
  site(): Site;
  rememberSite(change: Partial<Site>): void;
  /**
   * Makes the vault, complete or not at all, and leaves it open.
   * @throws AppError vault-exists | disk-full | folder-read-only | already-running
   */
  create(form: NewVault): Promise<OpenVault>;
  /**
   * Opens by login and password. A wrong password is refused by the slot's tag before the database is touched. Also
   * proves a password while the vault is open. Counts nothing: see lockout.ts and sign-in.ts.
   * @throws AppError wrong-password | vault-absent, or what makes the vault unusable
   */
  open(login: string, password: string): Promise<OpenVault>;
  /** @throws AppError wrong-recovery-key | vault-absent, or what makes the vault unusable */
  openByRecoveryKey(recoveryKey: Buffer): Promise<OpenVault>;
  /** @throws AppError vault-locked | vault-absent, or what makes the vault unusable */
  opened(): OpenVault;
  /** Closes the database and zeroes the key; the folder stays ours. */
  close(): void;
  /**
   * Lets `work` exchange the files while the vault is closed.
   * @throws AppError vault-exists where it is open
   */
  whileClosed<Result>(work: () => Result): Result;
  /** Closes, and gives the folder to whoever comes next: at quit. */
  release(): void;
}

export function createVault({ dataDir, clock, ids, argon2, announce, onSlow }: VaultDependencies): Vault {
  const paths = vaultPaths(dataDir);
  const options: OpeningOptions = {
    ...{ paths, clock, ids, argon2 },
    announce: announce ?? (() => undefined),
    onSlow: onSlow ?? (() => undefined),
  };
  let lock: InstanceLock | null = null;
  let held: Closable | null = null;
  /** Why the last opening failed: damage inside the database shows only with its key. */
  let problem: AppError | null = null;
  let isReleased = false;

  /** Makes sure that the folder is ours and writable. */
  const takeFolder = () => {
    if (isReleased) throw new AppError('vault-locked');
    if (lock) return;
    makeDataFolder(paths);
    const taken = takeInstanceLock(paths.lock);
    try {
      tidyDataFolder(paths);
      lock = taken;
    } catch (failure) {
      taken.release();
      throw failure;
    }
  };

  /** @throws AppError vault-absent, or what makes the vault unusable as far as can be seen without its key */
  const readyKeyring = (): Keyring => {
    takeFolder();
    if (!hasVault(paths)) throw new AppError('vault-absent');
    return readKeyring(paths.keyring);
  };

  const closeHeld = () => {
    held?.close();
    held = null;
  };

  const enter = async (unwrap: (keyring: Keyring) => Promise<Buffer> | Buffer): Promise<OpenVault> => {
    const keyring = readyKeyring();
    const dataKey = await unwrap(keyring);
    takeFolder(); // it may have been given up during the wait
    if (held) {
      const isSame = held.isKey(dataKey);
      dataKey.fill(0);
      if (!isSame) throw new AppError('wrong-key');
      return held.vault;
    }
    return openWith(dataKey);
  };

  const openWith = (dataKey: Buffer): OpenVault => {
    try {
      held = openVaultFiles(options, dataKey, readSite(paths.site).suspect);
      const { read } = held.vault;
      const facilityName = readSetting(read, 'facility')?.name ?? null;
      const training = readSetting(read, 'training')?.training ?? false;
      remember({ facilityName, training, suspect: false });
      problem = null;
      return held.vault;
    } catch (failure) {
      closeHeld();
      dataKey.fill(0);
      const sorted = asFileFailure(failure);
      problem = sorted instanceof AppError ? sorted : null;
      throw sorted;
    }
  };

  const remember = (change: Partial<Site>) => {
    const present = readSite(paths.site);
    const next = { ...present, ...change };
    if (JSON.stringify(next) === JSON.stringify(present)) return;
    writeSite(paths.site, next);
  };

  const state = (): VaultState => {
    if (held) return { is: 'open' };
    try {
      readyKeyring();
      if (problem) return { is: 'unusable', code: problem.code, data: problem.data };
      return { is: 'locked' };
    } catch (failure) {
      const sorted = asFileFailure(failure);
      if (!(sorted instanceof AppError)) throw sorted;
      if (sorted.code === 'vault-absent') return { is: 'absent' };
      return { is: 'unusable', code: sorted.code, data: sorted.data };
    }
  };

  /** @throws AppError vault-exists, or what makes the vault unusable */
  const assertAbsent = () => {
    const now = state();
    if (now.is === 'unusable') throw new AppError(now.code, now.data);
    if (now.is !== 'absent') throw new AppError('vault-exists');
  };

  return {
    paths,
    state,
    site: () => readSite(paths.site),
    rememberSite: remember,
    async create(form) {
      assertAbsent();
      try {
        const { folder, dataKey } = await buildVault(options, form);
        try {
          assertAbsent(); // two set-ups at once
          placeNewVault(paths, folder);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
        remember({ unsent: 0, sequenceFloor: null });
        return openWith(dataKey);
      } catch (failure) {
        throw asFileFailure(failure);
      }
    },
    open: (login, password) => enter(keyring => unwrapByPassword(keyring, login, password)),
    openByRecoveryKey: recoveryKey => enter(keyring => unwrapByRecoveryKey(keyring, recoveryKey)),
    opened() {
      if (held) return held.vault;
      const now = state();
      if (now.is === 'unusable') throw new AppError(now.code, now.data);
      throw new AppError(now.is === 'absent' ? 'vault-absent' : 'vault-locked');
    },
    close: closeHeld,
    whileClosed(work) {
      if (held) throw new AppError('vault-exists');
      takeFolder();
      const result = work();
      problem = null;
      return result;
    },
    release() {
      closeHeld();
      isReleased = true;
      lock?.release();
      lock = null;
    },
  };
}
