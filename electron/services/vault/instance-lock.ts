import SQLite from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { asFileFailure } from '../files/file-failure.ts';

export interface InstanceLock {
  release(): void;
}

/**
 * Keeps a second program out of one data folder. The lock is SQLite's own exclusive file lock on a file that stays empty:
 * the operating system drops it when the process dies, however it dies, so that no stale lock is ever left.
 * @throws AppError already-running | folder-read-only | disk-full
 */
export function takeInstanceLock(file: string): InstanceLock {
  let holder: SQLite.Database | undefined;
  try {
    holder = new SQLite(file, { timeout: 0 });
    holder.pragma('journal_mode=OFF'); // nothing is ever written
    holder.exec('BEGIN EXCLUSIVE');
    const held = holder;
    return { release: () => held.close() };
  } catch (failure) {
    holder?.close();
    const sorted = asFileFailure(failure);
    // better-sqlite3 says so itself, without an SQLite code, where the folder is missing.
    throw sorted instanceof TypeError ? new AppError('folder-read-only', undefined, { cause: sorted }) : sorted;
  }
}
