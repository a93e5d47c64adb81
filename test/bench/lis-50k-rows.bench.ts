import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import { readInThread } from '../../electron/services/lab-imports/read-in-thread.ts';
import { exportRows } from '../services/lab-imports/long-export.ts';

const ROWS = 50_000;
const ROUNDS = 5;
const WARM_UP = 1;
const MIB = 2 ** 20;
const threadFile = join(import.meta.dirname, '..', '..', 'dist', 'lab-imports', 'reading-thread.cjs');

const bytes = new TextEncoder().encode(exportRows(ROWS));
const request = {
  bytes,
  person: { name: '示例7', sex: 'male', birthDate: null, estimatedAge: null, numbers: ['T100007'] },
  mapping: null,
  profiles: [],
  today: '2026-11-22',
} as const;

/** A thread that only decodes the same bytes strictly and splits them at line ends and commas. */
const BARE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(workerData);
  let cells = 0;
  for (const line of text.split('\\r\\n')) cells += line.split(',').length;
  parentPort.postMessage(cells);`;

const bareMs = async (): Promise<number> => {
  const started = performance.now();
  const thread = new Worker(BARE, { eval: true, workerData: bytes });
  await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  const ms = performance.now() - started;
  await thread.terminate();
  return ms;
};

const oursMs = async (): Promise<number> => {
  const started = performance.now();
  const reading = await readInThread(threadFile)(request, () => undefined, new AbortController().signal);
  if (reading.rows.length !== 25) throw new Error('the export was not read');
  return performance.now() - started;
};

/** The most that the process grows while `work` runs, in MiB; sampled, since a thread's memory goes when it ends. */
async function growthMib(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(sampling);
  return (most - before) / MIB;
}

/**
 * An export of 50,000 rows to its preview, in its thread, against a thread that decodes the same bytes and splits them.
 * Measured 22 on two busy cores: 14 cells a row are folded, and names, units, numbers and three times read; 40 leaves
 * room for a machine whose bare yardstick is quicker.
 * The memory line is against the 300 MiB that the preview may take.
 */
const bench: Bench = {
  name: 'lis.50k-rows',
  limits: { 'lis.50k-rows': 40, 'lis.50k-rows.memory': 1 },
  async run() {
    const ours: number[] = [];
    const yardstick: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      const bare = await bareMs();
      let ms = 0;
      const grown = await growthMib(async () => {
        ms = await oursMs();
      });
      if (round === 0) memory.push(grown); // later rounds use again what the first one took
      if (round < WARM_UP) continue;
      ours.push(ms);
      yardstick.push(bare);
    }
    return [benchLine('lis.50k-rows', 'ms', ours, yardstick), benchLine('lis.50k-rows.memory', 'MiB', memory, [300])];
  },
};
export default bench;
