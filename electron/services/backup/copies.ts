import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BackupCopy } from '../../../shared/contract/administration.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { type Instant, wallDay } from '../../../shared/records/time.ts';
import { renameHeld, syncFolder, syncPath } from '../files/write-atomically.ts';

/**
 * One copy is one folder, `ganqiao-<vault>-<time>-<kind>`, holding `vault.db` and the `keyring.json` of that moment:
 * all that another computer needs, with a password or the recovery key. A folder appears in one step, by a rename.
 */
export type CopyKind = 'daily' | 'request' | 'migration';

const NAME = /^ganqiao-([0-9a-f]{8})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(daily|request|migration)$/;
const PARTIAL = /^\.ganqiao-([0-9a-f]{8})-.*\.partial$/;

const KEPT_DAYS = 7; // the newest daily or requested copy of each
const KEPT_BEFORE_MIGRATION = 3; // platform.md 4

export interface Copy extends BackupCopy {
  kind: CopyKind;
  vaultMark: string; // first eight characters of the vault's id
}

/** Paths inside a copy; its layout is that of the vault's own folder. */
export const copyFiles = (copy: string) => ({ database: join(copy, 'vault.db'), keyring: join(copy, 'keyring.json') });

export const vaultMark = (vaultId: string): string => vaultId.slice(0, 8);

function readName(name: string): Pick<Copy, 'at' | 'kind' | 'vaultMark'> | null {
  const parts = NAME.exec(name);
  if (!parts) return null;
  const [, mark = '', year, month, day, hour, minute, second, ms, kind] = parts;
  const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
  return Number.isNaN(Date.parse(at)) ? null : { at, kind: kind as CopyKind, vaultMark: mark };
}

/** Copies in a folder, newest first; whatever else lies there is passed over. An unreadable folder has none. */
export const listCopies = (folder: string): Copy[] => copiesAmong(folder, readFolder(folder));

/** The same without waiting for a share that does not answer, which can take a minute. */
export const findCopies = async (folder: string): Promise<Copy[]> =>
  copiesAmong(folder, await readdir(folder).catch(() => []));

function copiesAmong(folder: string, found: string[]): Copy[] {
  // People choose the copy itself as readily as the folder around it.
  const names = readName(basename(folder)) ? [basename(folder)] : found;
  const copies = names.flatMap(file => {
    const name = readName(file);
    if (!name) return [];
    const { database, keyring } = copyFiles(locateCopy(folder, file));
    if (!existsSync(database) || !existsSync(keyring)) return [];
    return [{ file, ...name, bytes: statSync(database).size + statSync(keyring).size }];
  });
  return copies.sort((a, b) => b.at.localeCompare(a.at));
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Path of a copy by the name that `listCopies` gave it.
 * @throws AppError invalid-input where the name is not one of a copy, so that no path can be smuggled in
 */
export function locateCopy(folder: string, file: string): string {
  if (!readName(file)) throw new AppError('invalid-input', { fields: ['file'] });
  return basename(folder) === file ? folder : join(folder, file);
}

export interface CopyPlan {
  folder: string;
  vaultId: string;
  kind: CopyKind;
  at: Instant;
  /** The keyring to lay beside the database. */
  keyringFile: string;
}

/** A copy under way: not listed until `finish`. */
export interface CopyDraft {
  database: string;
  finish(): void;
  discard(): void;
}

/** Prepares a copy; the caller then fills `database`. */
export function beginCopy({ folder, vaultId, kind, at, keyringFile }: CopyPlan): CopyDraft {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  sweepPartial(folder, vaultId);
  const name = freeName(folder, vaultId, kind, at);
  const partial = join(folder, `.${name}.partial`);
  const { database, keyring } = copyFiles(partial);
  const discard = () => rmSync(partial, { recursive: true, force: true });
  try {
    mkdirSync(partial, { mode: 0o700 });
    copyFileSync(keyringFile, keyring);
    syncPath(keyring);
  } catch (failure) {
    discard();
    throw failure;
  }
  return {
    database,
    finish() {
      syncFolder(partial);
      renameHeld(partial, join(folder, name));
      syncFolder(folder);
      rotate(folder, vaultId);
    },
    discard,
  };
}

function freeName(folder: string, vaultId: string, kind: CopyKind, at: Instant): string {
  for (let ms = Date.parse(at); ; ms++) {
    const name = `ganqiao-${vaultMark(vaultId)}-${new Date(ms).toISOString().replace(/[-:.]/g, '')}-${kind}`;
    if (!existsSync(join(folder, name))) return name;
  }
}

/** Removes what an interrupted copy of this vault left; one at a time is made. */
function sweepPartial(folder: string, vaultId: string): void {
  for (const name of readFolder(folder))
    if (PARTIAL.exec(name)?.[1] === vaultMark(vaultId)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Removes the copies of this vault that are no longer kept: of daily and requested ones the newest of each of the last
 * seven days stays, of those before a migration the last three. Other vaults in a shared folder are not touched.
 */
function rotate(folder: string, vaultId: string): void {
  const copies = listCopies(folder).filter(copy => copy.vaultMark === vaultMark(vaultId));
  const migrations = copies.filter(copy => copy.kind === 'migration');
  const regular = copies.filter(copy => copy.kind !== 'migration');
  const newestOfDay = new Map(regular.toReversed().map(copy => [wallDay(copy.at), copy.file]));
  const days = [...newestOfDay.keys()].sort().slice(-KEPT_DAYS);
  const kept = new Set([
    ...days.map(day => newestOfDay.get(day)),
    ...migrations.slice(0, KEPT_BEFORE_MIGRATION).map(copy => copy.file),
  ]);
  for (const { file } of copies)
    if (!kept.has(file)) rmSync(locateCopy(folder, file), { recursive: true, force: true });
}
