import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openConnection } from '../../electron/services/database/connection.ts';
import { migrate } from '../../electron/services/database/migrate.ts';
import { MIGRATIONS } from '../../electron/services/database/migrations/migrations.ts';
import { Store } from '../../electron/services/database/store.ts';
import { createUnitOfWork, type Write } from '../../electron/services/database/unit-of-work.ts';
import { type Clock, randomIds, systemClock } from '../../electron/services/ports.ts';
import type { ServiceDependencies } from '../../electron/services/service.ts';
import type { ClinicEvent } from '../../shared/contract/events.ts';

export interface OpenStore extends ServiceDependencies {
  folder: string;
  file: string;
  key: Buffer;
  connection: Connection;
  store: Store;
  write: Write;
  announced: ClinicEvent[];
  close(): void;
}

export const TEST_EPOCH = 'test-epoch';

export interface StoreOptions {
  clock?: Clock;
  target?: number;
  /** A database that is there already, or is to stay after `close`. */
  at?: { folder: string; key: Buffer };
  /** Life of the database: another one after a restore from a backup. */
  epoch?: string;
}

/** A fresh encrypted database on disk, migrated, with its unit of work. */
export function openStore(options: StoreOptions = {}): OpenStore {
  const folder = options.at?.folder ?? mkdtempSync(join(tmpdir(), 'ganqiao-store-'));
  const file = join(folder, 'vault.db');
  const key = options.at?.key ?? randomBytes(32);
  const connection = openConnection(file, key);
  migrate(connection, MIGRATIONS, options.target);
  const store = new Store(connection);
  const announced: ClinicEvent[] = [];
  const clock = options.clock ?? systemClock;
  const write = createUnitOfWork({
    store,
    clock,
    deviceId: 'test-device',
    epoch: () => options.epoch ?? TEST_EPOCH,
    announce: events => announced.push(...events),
  });
  return {
    folder,
    file,
    key,
    connection,
    store,
    read: store,
    write,
    clock,
    ids: randomIds,
    announced,
    close() {
      connection.close();
      if (!options.at) rmSync(folder, { recursive: true, force: true });
    },
  };
}
