import { AppError } from '../../../shared/contract/errors.ts';
import { assertEncrypted, integrityCheck, openConnection } from '../database/connection.ts';
import { databaseVersion } from '../database/migrate.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { syncPath } from '../files/write-atomically.ts';

/**
 * Writes a verified copy of an open vault, encrypted with the same key. `VACUUM INTO` reads one consistent state while
 * others go on writing (better-sqlite3's `backup` fails between encrypted files). Takes seconds for a large vault: it
 * belongs into a thread of its own unless nobody can be waiting.
 * @throws AppError database-damaged | wrong-key (the source) | backup-unreadable (the copy) | disk-full | …
 */
export function copyVault(source: string, target: string, key: Buffer): void {
  try {
    const connection = openConnection(source, key, 'read-only');
    try {
      connection.prepare('VACUUM INTO ?').run(target);
    } finally {
      connection.close();
    }
    syncPath(target);
  } catch (failure) {
    throw asFileFailure(failure);
  }
  verifyCopy(target, key);
}

/** @throws AppError backup-unreadable | cipher-absent */
export function verifyCopy(file: string, key: Buffer): void {
  assertEncrypted(file);
  if (!isSound(file, key)) throw new AppError('backup-unreadable');
}

/** Whether a database opens with this key and passes SQLite's own check of every page. */
export function isSound(file: string, key: Buffer): boolean {
  try {
    const database = openConnection(file, key, 'read-only');
    try {
      return databaseVersion(database) > 0 && integrityCheck(database) === 'ok';
    } finally {
      database.close();
    }
  } catch {
    return false; // whatever it says: a copy that cannot be read is none
  }
}
