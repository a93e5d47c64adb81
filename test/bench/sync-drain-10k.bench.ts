import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type BenchLine, benchLine, quantile } from '../../build/bench-line.ts';
import { type BenchRegistry, type DrainingSite, openDrainingSite, startBenchRegistry } from './drain-harness.ts';
import { DOCTOR } from './queued-referrals.ts';

const MANY = 10_000;
const FEW = 100;
/** Drains of a few, to know what a few take. */
const ROUNDS = 5;
/** The drain of many in blocks of so many; after each the bare loop sends so many. */
const BLOCK = 250;
const BARE = 50;
/** Not counted: the first of each block warm the line up. */
const WARM_UP = 10;
/** Streams that the program sends at the same time. */
const PARALLEL = 2;
const MEGABYTE = 1024 * 1024;
const MEMORY_MB = 150;
/** Until garbage of the start has gone and the last answers are written. */
const REST_MS = 1_500;

/**
 * Draining 10,000 queued small referrals without letters against the embedded registry, beside a bare loop that sends the
 * same requests with fetch, two at a time: block by block in turn, the program standing still while the bare loop runs, so
 * that whatever else the machine does falls on both. `growth` is what one of the 10,000 takes to what one of 100
 * takes, each to the bare loop beside it, for the registry and the machine may change meanwhile; `memory` the most over
 * idle, in `MEMORY_MB`.
 */
const bench: Bench = {
  name: 'sync.drain-10k',
  limits: { 'sync.drain-10k': 1.25, 'sync.drain-10k.growth': 1.25, 'sync.drain-10k.memory': 1 },
  async run() {
    const site = await openDrainingSite();
    const registry = await startBenchRegistry();
    try {
      const few = await drainsOfAFew(site, registry);
      site.fill(MANY);
      await sleep(REST_MS);
      const { now: idle } = await site.tell<{ now: number }>({ do: 'memory' });
      const many = await drainOfMany(site, registry);
      const { most } = await site.tell<{ most: number }>({ do: 'memory' });
      return [
        benchLine('sync.drain-10k', 'ms', many.ours, many.bare),
        growthLine(many, few),
        memoryLine((most - idle) / MEGABYTE),
      ];
    } finally {
      registry.stop();
      await site.close();
    }
  },
};
export default bench;

/** Milliseconds a referral, block by block. */
interface Blocks {
  ours: number[];
  bare: number[];
}

async function drainsOfAFew(site: DrainingSite, registry: BenchRegistry): Promise<Blocks> {
  const few: Blocks = { ours: [], bare: [] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    site.fill(FEW);
    const copies = copiesOf(site.lastPayloads(BARE));
    const from = await registry.count();
    await site.tell({ do: 'send-to', url: registry.url });
    const times = await registry.next(FEW, from);
    await sleep(REST_MS);
    await site.tell({ do: 'send-to', url: '' });
    const bare = await bareBlock(registry, copies);
    if (round === 0) continue; // warms both up
    few.ours.push(perReferral(times));
    few.bare.push(bare);
  }
  return few;
}

async function drainOfMany(site: DrainingSite, registry: BenchRegistry): Promise<Blocks> {
  const many: Blocks = { ours: [], bare: [] };
  const payloads = site.lastPayloads(BARE);
  const before = await registry.count();
  await site.tell({ do: 'send-to', url: registry.url });
  for (let done = 0, bareSent = 0; done < MANY; done += BLOCK, bareSent += BARE) {
    const from = await registry.count();
    const wanted = before + bareSent + done + BLOCK - from; // what was on its way when it was frozen has come already
    many.ours.push(perReferral(await registry.next(wanted, from)));
    many.bare.push(await site.frozen(() => bareBlock(registry, copiesOf(payloads))));
  }
  return many;
}

interface Payload {
  taskId: string;
  bytes: Buffer;
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same referrals with ids of their own; the doctor who signed stays the same one. */
function copiesOf(payloads: readonly Payload[]): Payload[] {
  return payloads.map(({ taskId, bytes }) => {
    const ids = new Map([[DOCTOR.id, DOCTOR.id]]);
    const copy = (id: string) => {
      const known = ids.get(id) ?? randomUUID();
      ids.set(id, known);
      return known;
    };
    return { taskId: copy(taskId), bytes: Buffer.from(bytes.toString('utf8').replace(UUID, copy)) };
  });
}

/** The same requests in a bare loop: asks for the Task, then sends the transaction. */
async function bareBlock(registry: BenchRegistry, payloads: Payload[]): Promise<number> {
  const from = await registry.count();
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
  return perReferral(await registry.next(payloads.length, from));
}

function growthLine(many: Blocks, few: Blocks): BenchLine {
  const toBare = ({ ours, bare }: Blocks) => quantile(ours, 0.5) / quantile(bare, 0.5);
  const [ours, yardstick] = [toBare(many), toBare(few)];
  const name = 'sync.drain-10k.growth';
  return { name, median: ours, p99: ours, unit: '× bare', yardstick, ratio: ours / yardstick };
}

function memoryLine(grown: number): BenchLine {
  const name = 'sync.drain-10k.memory';
  return { name, median: grown, p99: grown, unit: 'MB', yardstick: MEMORY_MB, ratio: grown / MEMORY_MB };
}

function perReferral(times: readonly number[]): number {
  const counted = times.slice(WARM_UP);
  return ((counted.at(-1) ?? Number.NaN) - (counted[0] ?? Number.NaN)) / (counted.length - 1);
}
