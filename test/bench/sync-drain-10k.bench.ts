import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type BenchLine, benchLine } from '../../build/bench-line.ts';
import { type BenchRegistry, type DrainingSite, openDrainingSite, startBenchRegistry } from './drain-harness.ts';

const MANY = 10_000;
const FEW = 100;
/** Referrals of one block against the embedded registry, which needs tens of milliseconds for each. */
const BLOCK = 150;
/** The queue that a block is taken from. */
const BEHIND = 2_000;
/** Not counted: the first of each block warm the line up. */
const WARM_UP = 15;
/** Drains of a few, in turn, to know what a few take. */
const ROUNDS = 5;
/** Streams that the program sends at the same time. */
const PARALLEL = 2;
const MEGABYTE = 1024 * 1024;
const MEMORY_MB = 150;
/** Until garbage of the start has gone and the last answers are written. */
const REST_MS = 1_500;

/**
 * Draining a queue of 10,000 small referrals without letters. The rate is measured against the embedded registry beside a
 * bare loop that sends the same requests with fetch, two at a time, before and after; that registry validates every
 * entry, so it is given a block of a queue of 2,000. Growth and memory are measured over all 10,000 against a registry
 * that does next to nothing (lean-registry.ts): there the program itself is what takes the time.
 */
const bench: Bench = {
  name: 'sync.drain-10k',
  limits: { 'sync.drain-10k': 1.25, 'sync.drain-10k.growth': 1.25, 'sync.drain-10k.memory': 1 },
  run: async () => [await rate(), ...(await growthAndMemory())],
};
export default bench;

async function rate(): Promise<BenchLine> {
  const site = await openDrainingSite();
  const embedded = await startBenchRegistry('embedded');
  try {
    site.fill(BEHIND);
    return await rateLine(site, embedded);
  } finally {
    embedded.stop();
    await site.close();
  }
}

async function growthAndMemory(): Promise<BenchLine[]> {
  const site = await openDrainingSite();
  const lean = await startBenchRegistry('lean');
  try {
    const few = await drainsOfAFew(site, lean);
    site.fill(MANY);
    return await drainOfMany(site, lean, few);
  } finally {
    lean.stop();
    await site.close();
  }
}

/** Milliseconds a referral of each drain of a few. */
async function drainsOfAFew(site: DrainingSite, lean: BenchRegistry): Promise<number[]> {
  const each: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = (await lean.times()).length;
    site.fill(FEW);
    await site.tell({ do: 'send-to', url: lean.url });
    const times = await lean.reached(before + FEW);
    await sleep(REST_MS / 3);
    await site.tell({ do: 'send-to', url: '' });
    if (round > 0) each.push(perReferral(times.slice(before, before + FEW)));
  }
  return each;
}

async function rateLine(site: DrainingSite, embedded: BenchRegistry): Promise<BenchLine> {
  const payloads = site.lastPayloads(BLOCK * 2);
  const yardstick = [await bareBlock(embedded, payloads.slice(0, BLOCK))];
  const before = (await embedded.times()).length;
  await site.tell({ do: 'send-to', url: embedded.url });
  const times = await embedded.reached(before + BLOCK);
  await site.tell({ do: 'send-to', url: '' });
  await sleep(REST_MS);
  yardstick.push(await bareBlock(embedded, payloads.slice(BLOCK)));
  const bare = yardstick.reduce((sum, ms) => sum + ms, 0) / yardstick.length;
  return benchLine('sync.drain-10k', 'ms', [perReferral(times.slice(before + WARM_UP, before + BLOCK))], [bare]);
}

/** The same requests in a bare loop: asks for the Task, then sends the transaction. */
async function bareBlock(registry: BenchRegistry, payloads: { taskId: string; bytes: Buffer }[]): Promise<number> {
  const before = (await registry.times()).length;
  const waiting = [...payloads];
  const send = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const headers = { Accept: 'application/fhir+json', 'Cache-Control': 'no-cache' };
      await (await fetch(`${registry.url}/Task/${next.taskId}`, { headers })).arrayBuffer();
      const sent = { ...headers, 'Content-Type': 'application/fhir+json' };
      const answer = await fetch(registry.url, { method: 'POST', headers: sent, body: new Uint8Array(next.bytes) });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`the bare loop was answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, send));
  const times = await registry.reached(before + payloads.length);
  return perReferral(times.slice(before + WARM_UP));
}

async function drainOfMany(site: DrainingSite, lean: BenchRegistry, few: readonly number[]): Promise<BenchLine[]> {
  await sleep(REST_MS);
  const idle = await site.tell<{ now: number }>({ do: 'memory' });
  const before = (await lean.times()).length;
  await site.tell({ do: 'send-to', url: lean.url });
  const times = await lean.reached(before + MANY);
  const { most } = await site.tell<{ most: number }>({ do: 'memory' });
  const grown = (most - idle.now) / MEGABYTE;
  return [
    benchLine('sync.drain-10k.growth', 'ms', [perReferral(times.slice(before))], few),
    {
      name: 'sync.drain-10k.memory',
      median: grown,
      p99: grown,
      unit: 'MB',
      yardstick: MEMORY_MB,
      ratio: grown / MEMORY_MB,
    },
  ];
}

const perReferral = (times: readonly number[]): number =>
  ((times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN)) / (times.length - 1);
