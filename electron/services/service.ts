import type { Episode } from '../../shared/records/episode.ts';
import type { Reader } from './database/store.ts';
import type { Transaction, Write } from './database/unit-of-work.ts';
import type { Clock, Ids } from './ports.ts';

/** What every service of an open vault is built from. */
export interface ServiceDependencies {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
}

/** What a service of an episode's rows needs besides. */
export interface EpisodeRecordDependencies extends ServiceDependencies {
  /** @throws AppError not-found */
  episode: (id: string) => Episode;
  /** Runs the scores anew from the sample time `since` on; null = a fact without a time has changed. */
  assess: (tx: Transaction, episodeId: string, since: string | null) => void;
}
