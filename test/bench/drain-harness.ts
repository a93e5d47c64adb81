import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, openConnection } from '../../electron/services/database/connection.ts';
import { Store } from '../../electron/services/database/store.ts';
import { createUnitOfWork } from '../../electron/services/database/unit-of-work.ts';
import { systemClock } from '../../electron/services/ports.ts';
import { readKeyring, unwrapByPassword } from '../../electron/services/vault/keyring.ts';
import { vaultPaths } from '../../electron/services/vault/vault-folder.ts';
import { startServices } from '../../electron/services/worker-thread.ts';
import { freshDir, removeDir } from '../support/site.ts';
import { clientOver, setUpSite } from '../support/site-client.ts';
import type { Order } from './draining-site.ts';
import { queueReferrals } from './queued-referrals.ts';

const LOGIN = 'doctor';
const PASSWORD = 'Bench-1-drain';
const POLL_MS = 25;

/** The embedded registry in a process of its own, which tells when each referral came. */
export interface BenchRegistry {
  url: string;
  /** How many referrals have come. */
  count(): Promise<number>;
  /** Waits for so many more after the first `from`; milliseconds of its own clock at which each of them came. */
  next(count: number, from: number): Promise<number[]>;
  stop(): void;
}

export async function startBenchRegistry(): Promise<BenchRegistry> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded-registry.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>(resolve => createInterface({ input: child.stdout }).once('line', resolve));
  const { url, times: timesUrl } = JSON.parse(line) as { url: string; times: string };
  const times = async (from: number) => (await (await fetch(`${timesUrl}?from=${from}`)).json()) as number[];
  return {
    url,
    count: async () => (await times(0)).length,
    async next(count, from) {
      while ((await times(from + count - 1)).length === 0) await sleep(POLL_MS);
      return (await times(from)).slice(0, count);
    },
    stop: () => void child.kill(),
  };
}

/** A workstation with its queue: the database is filled from here, the site runs in a process of its own. */
export interface DrainingSite {
  fill(count: number): void;
  /** Payloads of the last queued referrals: what a bare loop sends. */
  lastPayloads(count: number): { taskId: string; bytes: Buffer }[];
  tell<Answer>(order: Order): Promise<Answer>;
  /** Stands still, what is on its way with it, while `meanwhile` has the machine to itself. */
  frozen<Result>(meanwhile: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export async function openDrainingSite(): Promise<DrainingSite> {
  const dataDir = freshDir();
  await makeVault(dataDir);
  const { keyring, database } = vaultPaths(dataDir);
  const connection = openConnection(database, await unwrapByPassword(readKeyring(keyring), LOGIN, PASSWORD));
  const store = new Store(connection);
  const write = createUnitOfWork({
    store,
    clock: systemClock,
    deviceId: 'bench',
    epoch: () => epochOf(connection),
    announce: () => undefined,
  });
  const site = fork(join(import.meta.dirname, 'draining-site.ts'), [dataDir, LOGIN, PASSWORD]);
  await answerOf(site);
  return {
    fill: count => queueReferrals(write, count, { from: 'JX', to: 'SL1' }),
    lastPayloads: count =>
      connection
        .prepare(
          'SELECT resource_id AS taskId, payload AS bytes FROM outbox JOIN outbox_payload USING (seq) ORDER BY seq DESC LIMIT ?',
        )
        .all(count) as { taskId: string; bytes: Buffer }[],
    async tell<Answer>(order: Order) {
      const answer = answerOf(site);
      site.send(order);
      return (await answer) as Answer;
    },
    async frozen(meanwhile) {
      site.kill('SIGSTOP');
      try {
        return await meanwhile();
      } finally {
        site.kill('SIGCONT');
      }
    },
    async close() {
      connection.close();
      site.kill();
      await new Promise(resolve => site.once('exit', resolve));
      removeDir(dataDir);
    },
  };
}

/** The life of the database as the site itself writes it: rows of another life would be held. */
const epochOf = (connection: Connection): string =>
  (
    JSON.parse(connection.prepare(`SELECT body_json FROM setting WHERE id = 'epoch'`).pluck().get() as string) as {
      epoch: string;
    }
  ).epoch;

const answerOf = (site: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the site ended'));
    site.once('exit', ended);
    site.once('message', message => {
      site.off('exit', ended);
      resolve((message as { answer: unknown }).answer);
    });
  });

async function makeVault(dataDir: string): Promise<void> {
  const services = await startServices({
    workerFile: join(import.meta.dirname, '../../dist/services/worker.cjs'),
    dataDir,
    appVersion: 'bench',
    printing: 'page',
    platform: { renderPdf: () => Promise.reject(new Error('no')), print: () => Promise.resolve('page') },
    test: { cheapKeys: true },
    onFailure: failure => {
      throw failure;
    },
  });
  await setUpSite(clientOver(services.connect()), { password: PASSWORD, samples: true });
  await services.close();
}
