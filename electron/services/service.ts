import type { Reader } from './database/store.ts';
import type { Write } from './database/unit-of-work.ts';
import type { Clock, Ids } from './ports.ts';

/** What every service of an open vault is built from. */
export interface ServiceDependencies {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
}
