import { AppError } from '../../../shared/contract/errors.ts';
import { assertEncrypted, integrityCheck, openConnection } from '../database/connection.ts';
import { databaseVersion } from '../database/migrate.ts';
import { syncPath } from '../files/write-atomically.ts';

export interface CopyJob {
  source: string;
  target: string;
  key: Buffer;
}

/**
 * Writes a verified copy of an open vault, encrypted with the same key. `VACUUM INTO` reads one consistent state while
 * others go on writing (better-sqlite3's `backup` fails between encrypted files). Takes seconds for a large vault: it
 * belongs into a thread of its own unless nobody can be waiting.
 * @throws AppError database-damaged (the source) | backup-unreadable (the copy) | disk-full | folder-read-only
 */
export function copyVault({ source, target, key }: CopyJob): void {
  const connection = openConnection(source, key, 'read-only');
  try {
    connection.prepare('VACUUM INTO ?').run(target);
  } finally {
    connection.close();
  }
  syncPath(target);
  verifyCopy(target, key);
}

/** @throws AppError backup-unreadable | cipher-absent */
export function verifyCopy(file: string, key: Buffer): void {
  assertEncrypted(file);
  const copy = openConnection(file, key, 'read-only');
  try {
    if (databaseVersion(copy) === 0 || integrityCheck(copy) !== 'ok') throw new AppError('backup-unreadable');
  } finally {
    copy.close();
  }
}
