import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { renameHeld, sweepTemporary, syncFolder, writeAtomically } from '../files/write-atomically.ts';

export interface VaultPaths {
  dataDir: string;
  /** Holds the database and its keyring, so that a whole vault appears or moves away in one rename. */
  folder: string;
  database: string;
  keyring: string;
  /** A restored vault, complete and verified, about to take the vault's place. */
  next: string;
  site: string;
  lockout: string;
  lock: string;
  backupState: string;
  backups: string;
}

export function vaultPaths(dataDir: string): VaultPaths {
  const at = (name: string) => join(dataDir, name);
  return {
    dataDir,
    folder: at('vault'),
    database: join(at('vault'), 'vault.db'),
    keyring: join(at('vault'), 'keyring.json'),
    next: at('vault-restored'),
    site: at('site.json'),
    lockout: at('lockout.json'),
    lock: at('running.lock'),
    backupState: at('backup-state.json'),
    backups: at('backups'),
  };
}

const UNFINISHED = /^\.vault-unfinished-/;

/**
 * Makes the data folder where it is missing.
 * @throws AppError folder-read-only | disk-full
 */
export function makeDataFolder({ dataDir }: VaultPaths): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (failure) {
    throw asFileFailure(failure);
  }
}

/**
 * Proves that the folder can be written, and brings to an end what a crash interrupted. The caller holds the instance
 * lock.
 * @throws AppError folder-read-only | disk-full
 */
export function tidyDataFolder({ dataDir, folder, next }: VaultPaths): void {
  try {
    const probe = join(dataDir, '.write-probe');
    writeAtomically(probe, 'may this folder be written?');
    rmSync(probe, { force: true });
    for (const name of readdirSync(dataDir))
      if (UNFINISHED.test(name)) rmSync(join(dataDir, name), { recursive: true, force: true });
    for (const place of [dataDir, folder]) if (existsSync(place)) sweepTemporary(place);
    if (!existsSync(next)) return;
    if (existsSync(folder)) {
      // The restore stopped before the old vault was moved away: it did not happen.
      rmSync(next, { recursive: true, force: true });
    } else {
      renameHeld(next, folder);
      syncFolder(dataDir);
    }
  } catch (failure) {
    throw asFileFailure(failure);
  }
}

/** A folder in which a vault is put together. After a crash the next start removes it. */
export function makeUnfinishedFolder({ dataDir }: VaultPaths, id: string): string {
  const folder = join(dataDir, `.vault-unfinished-${id}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/**
 * Whether there is a vault.
 * @throws AppError keyring-damaged | database-damaged where a part of it is missing
 */
export function hasVault({ folder, database, keyring }: VaultPaths): boolean {
  const [hasDatabase, hasKeyring] = [existsSync(database), existsSync(keyring)];
  if (hasDatabase && hasKeyring) return true;
  if (hasDatabase) throw new AppError('keyring-damaged');
  if (hasKeyring) throw new AppError('database-damaged');
  if (existsSync(folder)) removeIfEmpty(folder);
  return false;
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something unknown lies in it. It is not ours to remove, and no vault.
  }
}

/** A new vault takes its place: the one step that makes it exist. */
export function placeNewVault(paths: VaultPaths, finished: string): void {
  syncFolder(finished);
  renameHeld(finished, paths.folder);
  syncFolder(paths.dataDir);
}

/**
 * A restored vault takes the place of an unusable one, which is kept under another name. Stopped at any point, either
 * the old vault is still there or `tidyDataFolder` finishes the move.
 */
export function placeRestoredVault(paths: VaultPaths, finished: string, at: Instant): void {
  const { dataDir, folder, next } = paths;
  syncFolder(finished);
  renameHeld(finished, next);
  if (existsSync(folder)) renameHeld(folder, keptName(dataDir, at));
  renameHeld(next, folder);
  syncFolder(dataDir);
}

/** Name under which unusable files stay, for whoever may still save something from them. */
function keptName(dataDir: string, at: Instant): string {
  const stem = join(dataDir, `vault-unusable-${at.replace(/[-:.]/g, '')}`);
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? stem : `${stem}-${nth}`;
    if (!existsSync(name)) return name;
  }
}
