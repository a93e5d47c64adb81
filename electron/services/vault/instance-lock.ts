import { rmSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import { type Connection, openConnection } from '../database/connection.ts';
import { asFileFailure } from '../files/file-failure.ts';

/** The file holds nothing, so its key need not be secret; it goes through the one door to databases all the same. */
const KEY_OF_NOTHING = Buffer.alloc(32);

export interface InstanceLock {
  release(): void;
}

/**
 * Keeps a second program out of one data folder. The lock is SQLite's own write lock on an empty database: the operating
 * system drops it when the process dies, however it dies, so that no stale lock is ever left.
 * @throws AppError already-running | folder-read-only | disk-full
 */
export function takeInstanceLock(file: string): InstanceLock {
  let holder: Connection | undefined;
  try {
    holder = openLockFile(file);
    holder.pragma('busy_timeout=0'); // whoever has it keeps it for hours
    holder.exec('BEGIN IMMEDIATE');
    const held = holder;
    return { release: () => held.close() };
  } catch (failure) {
    holder?.close();
    throw asFileFailure(failure);
  }
}

/** A lock file that a dying disk scrambled is made anew: it must not look like a damaged vault. */
function openLockFile(file: string): Connection {
  try {
    return openConnection(file, KEY_OF_NOTHING);
  } catch (failure) {
    const isScrambled = failure instanceof AppError && ['wrong-key', 'database-damaged'].includes(failure.code);
    if (!isScrambled) throw failure;
    for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
    return openConnection(file, KEY_OF_NOTHING);
  }
}
