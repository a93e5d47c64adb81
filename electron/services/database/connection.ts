import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { AppError } from '../../../shared/contract/errors.ts';
import { asAppError } from './sqlite-failure.ts';

export type Connection = SQLite.Database;

/** First bytes of every SQLite file that is not encrypted. */
const PLAINTEXT_HEADER = Buffer.from('SQLite format 3\0');

const PRAGMAS = [
  'temp_store=MEMORY', // else a big sort writes names in clear to the system's temporary folder
  'journal_mode=WAL',
  'synchronous=FULL', // an acknowledged write survives a power cut
  'foreign_keys=ON',
  'secure_delete=ON',
  'cache_size=-65536', // 64 MB: a page miss costs a decryption
  'busy_timeout=5000',
  'trusted_schema=OFF',
];

/**
 * The only door to a database file: SQLCipher 4 format, raw 32-byte key, proven by a read.
 * @throws AppError cipher-absent | wrong-key | database-damaged | disk-full | folder-read-only
 */
export function openConnection(file: string, key: Buffer, mode: 'write' | 'read-only' = 'write'): Connection {
  let connection: Connection;
  try {
    connection = new SQLite(file, { readonly: mode === 'read-only' });
  } catch (failure) {
    throw asAppError(failure);
  }
  try {
    applyKey(connection, key);
    connection.prepare('SELECT count(*) FROM sqlite_master').get(); // the first read is what proves the key
    for (const pragma of mode === 'write' ? PRAGMAS : READ_ONLY_PRAGMAS) connection.pragma(pragma);
    return connection;
  } catch (failure) {
    connection.close();
    throw asAppError(failure);
  }
}

const READ_ONLY_PRAGMAS = PRAGMAS.filter(pragma => !/journal_mode|synchronous|secure_delete/.test(pragma));

function applyKey(connection: Connection, key: Buffer): void {
  if (key.length !== 32) throw new AppError('wrong-key');
  connection.pragma(`cipher='sqlcipher'`);
  connection.pragma('legacy=4');
  const reply = connection.pragma(`key="x'${key.toString('hex')}'"`) as { ok?: string }[];
  // A plain SQLite without the cipher accepts the pragma, answers nothing, and would write plaintext.
  if (reply[0]?.ok !== 'ok') throw new AppError('cipher-absent');
}

/** After the first write: proves that neither the database nor its write-ahead log is plaintext. */
export function assertEncrypted(file: string): void {
  for (const path of [file, `${file}-wal`]) {
    if (!existsSync(path)) continue;
    const head = Buffer.alloc(PLAINTEXT_HEADER.length);
    const handle = openSync(path, 'r');
    try {
      readSync(handle, head, 0, head.length, 0);
    } finally {
      closeSync(handle);
    }
    if (head.equals(PLAINTEXT_HEADER)) throw new AppError('cipher-absent');
  }
}

/** `ok`, or what SQLite's own check found damaged. */
export function integrityCheck(connection: Connection): 'ok' | 'damaged' {
  const rows = connection.pragma('integrity_check') as { integrity_check: string }[];
  return rows.length === 1 && rows[0]?.integrity_check === 'ok' ? 'ok' : 'damaged';
}
