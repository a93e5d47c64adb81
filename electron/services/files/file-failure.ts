import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { asAppError } from '../database/sqlite-failure.ts';

/** What the file system says, beyond what sqlite-failure.ts knows, sorted into the closed list. */
const CODES: Record<string, ErrorCode> = {
  ENOTDIR: 'folder-read-only', // a file stands where the folder should be
  EEXIST: 'folder-read-only',
  EISDIR: 'folder-read-only',
  ENOENT: 'folder-read-only', // the folder, or the medium that it was on, is gone
  EFBIG: 'disk-full',
  SQLITE_IOERR_SHMSIZE: 'disk-full', // the write-ahead log's index cannot grow
  SQLITE_IOERR_FSYNC: 'disk-full',
  EBUSY: 'already-running', // another program holds the file
};

/** A failure of a file operation as an AppError where it is foreseen; anything else comes back as it was. */
export function asFileFailure(failure: unknown): unknown {
  const sorted = asAppError(failure);
  if (sorted instanceof AppError) return sorted;
  const code = failure instanceof Error && 'code' in failure ? CODES[String(failure.code)] : undefined;
  return code ? new AppError(code, undefined, { cause: failure }) : failure;
}
