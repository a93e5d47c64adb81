import type { Resource, Task } from '@medplum/fhirtypes';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { headOf, rowsOf } from '../outbox/rows.ts';
import type { Clock } from '../ports.ts';
import { knownOpen, OPEN_STATES } from './known-open.ts';
import { readByIds } from './read-by-ids.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { markReset } from './server-row.ts';

/** How often what the cursor may have passed is looked for. */
export interface SweepTimes {
  /** Open Tasks by their ids. */
  sweepOpenMs: number;
  /** All that changed in the last week. */
  sweepRecentMs: number;
  /** All Tasks in open states. */
  sweepStatesMs: number;
}

export const SWEEP_TIMES: SweepTimes = {
  sweepOpenMs: 6 * 3_600_000,
  sweepRecentMs: 24 * 3_600_000,
  sweepStatesMs: 7 * 24 * 3_600_000,
};

const RECENT_MS = 7 * 24 * 3_600_000;

export interface SweepOptions {
  read: Reader;
  clock: Clock;
  client: RegistryClient;
  baseUrl: string;
  times: SweepTimes;
  /** Registry's time now; null before its first answer. */
  serverNowMs: () => number | null;
  inTransaction: (work: (tx: Transaction) => void) => void;
  /** Keeps Tasks as the pull does. */
  saveTasks: (tasks: Resource[]) => Promise<void>;
  /** Walks every scope of the pull without its cursor. */
  walkAll: (from: string, query: Record<string, string>, types: readonly string[]) => Promise<Failure | null>;
}

export interface Sweeps {
  /** Runs what is due. */
  run(): Promise<Failure | null>;
  /** Everything has just been seen: all begin to wait. */
  begin(): void;
  /** The ones given; one that was known open and is gone puts the registry in doubt. */
  tasks(ids: readonly string[]): Promise<Failure | null>;
}

export function createSweeps(options: SweepOptions): Sweeps {
  const { read, clock, client, baseUrl, times, inTransaction } = options;

  const mark = (scope: string) =>
    inTransaction(tx =>
      tx.bookkeeping.put('pull_cursor', { base_url: baseUrl, scope, watermark: '', walked_at: clock.now() }),
    );

  /** By the wall clock: it may jump, and a sweep too many does no harm. */
  function isDue(scope: string, everyMs: number): boolean {
    const row = read.first(
      read.query
        .selectFrom('pull_cursor')
        .select('walked_at')
        .where('base_url', '=', baseUrl)
        .where('scope', '=', scope),
    );
    const ageMs = row ? Date.parse(clock.now()) - Date.parse(row.walked_at) : Number.POSITIVE_INFINITY;
    return ageMs < 0 || ageMs >= everyMs;
  }

  async function tasks(ids: readonly string[]): Promise<Failure | null> {
    const answer = await readByIds<Task>(client, 'Task', ids);
    if (!answer.ok) return answer;
    await options.saveTasks([...answer.found.values()]);
    for (const id of ids) {
      if (answer.found.has(id)) continue;
      const asked = await client.read<Task>('Task', id); // a search may be late: only the Task itself can say
      if (!asked.ok && asked.reason !== 'deleted') return asked;
      if (!asked.ok) inTransaction(tx => needsAHand(tx, id));
      else if (!('absent' in asked)) await options.saveTasks([asked.resource]);
      else if (knownOpen(read, baseUrl).includes(id)) inTransaction(tx => markReset(tx, baseUrl, 'task-missing'));
    }
    return null;
  }

  const recent = () => {
    const nowMs = options.serverNowMs() ?? Date.parse(clock.now());
    return options.walkAll(new Date(nowMs - RECENT_MS).toISOString(), {}, ['Task', 'Communication']);
  };

  const sweeps = [
    { scope: 'sweep:open', everyMs: times.sweepOpenMs, run: () => tasks(knownOpen(read, baseUrl)) },
    { scope: 'sweep:recent', everyMs: times.sweepRecentMs, run: recent },
    {
      scope: 'sweep:states',
      everyMs: times.sweepStatesMs,
      run: () => options.walkAll('', { status: OPEN_STATES.join(',') }, ['Task']),
    },
  ];

  return {
    tasks,
    async run() {
      for (const { scope, everyMs, run } of sweeps) {
        if (!isDue(scope, everyMs)) continue;
        const failure = await run();
        if (failure) return failure;
        mark(scope);
      }
      return null;
    },
    begin() {
      for (const { scope } of sweeps) mark(scope);
    },
  };
}

/** Somebody has deleted the referral at the registry. */
function needsAHand(tx: Transaction, referralId: string): void {
  const head = headOf(rowsOf(tx.read, [referralId]));
  if (head) tx.bookkeeping.update('outbox', { op_id: head.op_id }, { state: 'blocked', error_class: 'deleted' });
  tx.announce({ type: 'sync.changed' });
}
