import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServices } from '../../electron/services/worker-thread.ts';
import { clientOver } from '../support/site-client.ts';

/**
 * A workstation in a process of its own, since one that has filled the queue hides what draining it takes:
 * `fork(draining-site.ts, [data folder, login, password])`. Does one thing after another, as told by messages.
 */
export type Order =
  /** Sends to this registry from now on; an empty address stops. */
  | { do: 'send-to'; url: string }
  /** Makes contract calls one after another; the milliseconds of each. */
  | { do: 'calls'; count: number }
  /** Bytes in use now, and the most since this was last asked. */
  | { do: 'memory' };

const LOOK_EVERY_MS = 20;
const BETWEEN_CALLS_MS = 10;
const [, , dataDir = '', login = '', password = ''] = process.argv;

const services = await startServices({
  workerFile: join(import.meta.dirname, '../../dist/services/worker.cjs'),
  dataDir,
  appVersion: 'bench',
  printing: 'page',
  platform: { renderPdf: () => Promise.reject(new Error('no')), print: () => Promise.resolve('page') },
  test: { cheapKeys: true, idleLockSeconds: 3600 },
  onFailure: failure => {
    throw failure;
  },
});
const client = clientOver(services.connect());
await client.session.unlock({ login, password });
const [line] = await client.worklist.list().then(({ lines }) => lines);
if (!line) throw new Error('no sample patient');

let most = process.memoryUsage.rss();
setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, LOOK_EVERY_MS);

async function calls(count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const started = performance.now();
    await client.assessments.list({ episodeId: line?.episodeId ?? '' });
    samples.push(performance.now() - started);
    await sleep(BETWEEN_CALLS_MS);
  }
  return samples;
}

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'calls') return calls(order.count);
  if (order.do === 'memory') {
    const answer = { now: process.memoryUsage.rss(), most };
    most = answer.now;
    return answer;
  }
  return client.registry.set({ baseUrl: order.url, auth: { mode: 'none', confirmed: true } });
}

process.once('SIGTERM', () => void services.close().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(1)); // whoever measured is gone
process.on('message', (order: Order) => void obey(order).then(answer => process.send?.({ answer })));
process.send?.({ answer: 'ready' });
