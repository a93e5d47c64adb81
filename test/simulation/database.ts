import SQLite from 'better-sqlite3';
import type { Connection } from '../../electron/services/database/connection.ts';
import { migrate } from '../../electron/services/database/migrate.ts';
import { Store } from '../../electron/services/database/store.ts';
import { createUnitOfWork, PROGRAM } from '../../electron/services/database/unit-of-work.ts';
import { randomIds, systemClock } from '../../electron/services/ports.ts';
import { createRegistrySettings } from '../../electron/services/sync/registry-settings.ts';
import { BASE_URL } from './model-registry.ts';

let template: Buffer | null = null;

/** A migrated database in memory that knows its registry; made once, then copied. */
export function freshDatabase(): Connection {
  template ??= makeTemplate();
  return openCopy(template);
}

export function openCopy(image: Buffer): Connection {
  const connection = new SQLite(image);
  connection.pragma('foreign_keys=ON');
  return connection;
}

function makeTemplate(): Buffer {
  const connection = new SQLite(':memory:');
  migrate(connection);
  const store = new Store(connection);
  const base = {
    store,
    clock: systemClock,
    deviceId: 'simulated',
    epoch: () => 'first-life',
    announce: () => undefined,
  };
  const write = createUnitOfWork(base);
  const dependencies = { read: store, write, clock: systemClock, ids: randomIds };
  createRegistrySettings(dependencies).set(PROGRAM, {
    baseUrl: BASE_URL,
    auth: { mode: 'bearer', token: 'simulated' },
  });
  const image = connection.serialize();
  connection.close();
  return image;
}
