import { type Bench, quantile } from '../../build/bench-line.ts';
import { openDrainingSite, startBenchRegistry } from './drain-harness.ts';

const QUEUED = 2_000;
/** Calls while idle, before and after, and while draining. */
const CALLS = 400;
/** Referrals sent before the calls begin. */
const WARM_UP = 20;

/**
 * What a screen asks most, the scores of an episode, while the queue drains to the embedded registry, against the same
 * while idle. Both at the 99th percentile: services and sync share one thread, so a call waits for at most one step of
 * the other.
 */
const bench: Bench = {
  name: 'sync.ui-latency',
  limits: { 'sync.ui-latency': 3 },
  async run() {
    const site = await openDrainingSite();
    const embedded = await startBenchRegistry();
    try {
      site.fill(QUEUED);
      const calls = (count: number) => site.tell<number[]>({ do: 'calls', count });
      const before = await calls(CALLS);
      await site.tell({ do: 'send-to', url: embedded.url });
      await embedded.next(WARM_UP, 0);
      const draining = await calls(CALLS);
      await site.tell({ do: 'send-to', url: '' });
      const after = await calls(CALLS);
      // the calmer of the two: other work of the machine only makes idle look worse
      const yardstick = Math.min(quantile(before, 0.99), quantile(after, 0.99));
      const ours = quantile(draining, 0.99);
      const median = quantile(draining, 0.5);
      return [{ name: 'sync.ui-latency', median, p99: ours, unit: 'ms', yardstick, ratio: ours / yardstick }];
    } finally {
      embedded.stop();
      await site.close();
    }
  },
};
export default bench;
