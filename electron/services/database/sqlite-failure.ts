import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';

const CODES: [prefix: string, code: ErrorCode][] = [
  ['SQLITE_NOTADB', 'wrong-key'], // wrong key, or a flipped byte in page 1
  ['SQLITE_CORRUPT', 'database-damaged'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR_WRITE', 'disk-full'],
  ['SQLITE_READONLY', 'folder-read-only'],
  ['SQLITE_CANTOPEN', 'folder-read-only'],
  ['SQLITE_PERM', 'folder-read-only'],
  ['SQLITE_BUSY', 'already-running'],
  ['SQLITE_LOCKED', 'already-running'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'folder-read-only'],
  ['EACCES', 'folder-read-only'],
  ['EPERM', 'folder-read-only'],
];

/** Sorts a failure of SQLite or of the file system into the closed list; anything else comes back as it was. */
export function asAppError(failure: unknown): unknown {
  if (failure instanceof AppError) return failure;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  const known = CODES.find(([prefix]) => code.startsWith(prefix));
  return known ? new AppError(known[1], undefined, { cause: failure }) : failure;
}
