import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asFileFailure } from './file-failure.ts';

/** A file that is complete on disk under a temporary name and takes its place in one step. */
export interface StagedFile {
  /** Takes the place of the old file. After a crash the one or the other is there, never half of one. */
  commit(): void;
  /** Forgets it; the old file stays. */
  discard(): void;
}

/** Waits between tries to rename a file that a virus scanner holds; about one second in all. */
const RETRY_MS = [5, 10, 20, 40, 80, 150, 300, 400];
const HELD_BY_ANOTHER = new Set(['EPERM', 'EACCES', 'EBUSY']);

let staged = 0;
const TEMPORARY = /\.\d+-\d+\.tmp$/;

/** Removes the temporary files that a crash left in a folder in which nobody writes now. */
export function sweepTemporary(folder: string): void {
  for (const name of readdirSync(folder)) if (TEMPORARY.test(name)) rmSync(join(folder, name), { force: true });
}

/**
 * Writes `bytes` beside `file` and has them on the disk before it returns, so that a full disk shows here, while nothing
 * has changed yet.
 * @throws AppError disk-full | folder-read-only
 */
export function stageFile(
  file: string,
  bytes: string | Uint8Array,
  rename: typeof renameSync = renameSync,
): StagedFile {
  const temporary = `${file}.${process.pid}-${++staged}.tmp`;
  const discard = () => {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The folder is gone, or no folder: the failure that brought us here says more.
    }
  };
  try {
    const handle = openSync(temporary, 'w', 0o600);
    try {
      const content = Buffer.from(bytes as string);
      for (let at = 0; at < content.length; ) at += writeSync(handle, content, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (failure) {
    discard();
    throw asFileFailure(failure);
  }
  return {
    commit() {
      try {
        renameHeld(temporary, file, rename);
        syncFolder(dirname(file));
      } catch (failure) {
        discard();
        throw asFileFailure(failure);
      }
    },
    discard,
  };
}

/**
 * Replaces a small file as a whole: temporary file, fsync, rename, fsync of the folder.
 * @throws AppError disk-full | folder-read-only; the old file is then untouched
 */
export function writeAtomically(file: string, bytes: string | Uint8Array, rename?: typeof renameSync): void {
  stageFile(file, bytes, rename).commit();
}

/** Renames a file or folder, trying again while another program (a virus scanner) holds it. */
export function renameHeld(from: string, to: string, rename: typeof renameSync = renameSync): void {
  for (const wait of RETRY_MS) {
    try {
      rename(from, to);
      return;
    } catch (failure) {
      if (!HELD_BY_ANOTHER.has(String((failure as NodeJS.ErrnoException).code))) throw failure;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
  rename(from, to);
}

/** Makes a rename in this folder survive a power cut. Windows cannot open folders; NTFS journals its renames. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  syncPath(folder);
}

/** Has a file that another writer (SQLite) left in the system's cache on the disk. */
export function syncPath(path: string): void {
  const handle = openSync(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
