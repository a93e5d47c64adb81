import { AppError } from '../../../shared/contract/errors.ts';
import type { Connection } from './connection.ts';
import { MIGRATIONS, type Migration } from './migrations/migrations.ts';

/** "GQ" in the file's header: tells our databases from others that open with the same key. */
const APPLICATION_ID = 0x47514d31;

export const LATEST_VERSION = MIGRATIONS.at(-1)?.version ?? 0;

export const databaseVersion = (db: Connection): number => Number(db.pragma('user_version', { simple: true }));

/** Whether opening this database would migrate it: the caller makes a backup first. */
export const needsMigration = (db: Connection): boolean => {
  const version = databaseVersion(db);
  return version > 0 && version < LATEST_VERSION;
};

/**
 * Brings the database to `target`, one transaction a migration. Kysely's own Migrator does not wrap SQLite migrations in
 * transactions (measured: a failing one left half its tables behind), hence this runner.
 * @throws AppError database-from-newer-version; never offers deletion
 */
export function migrate(
  db: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
  target: number = migrations.at(-1)?.version ?? 0,
): void {
  const present = databaseVersion(db);
  if (present > (migrations.at(-1)?.version ?? 0))
    throw new AppError('database-from-newer-version', { count: present });
  for (const { version, up } of migrations) {
    if (version <= present || version > target) continue;
    db.transaction(() => {
      up(db);
      db.pragma(`application_id=${APPLICATION_ID}`);
      db.pragma(`user_version=${version}`);
    }).immediate();
  }
}
