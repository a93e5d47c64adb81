import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Bench, type BenchLine, benchLine } from '../../build/bench-line.ts';
import { readInThread } from '../../electron/services/lab-imports/read-in-thread.ts';
import { exportRows, exportWorkbook, RESULTS_A_PATIENT, requestFor } from '../services/lab-imports/long-export.ts';

const ROWS = 50_000;
const ROUNDS = 5;
const WARM_UP = 1;
const MIB = 2 ** 20;
const MEMORY_MIB = 300;
const threadFile = join(import.meta.dirname, '..', '..', 'dist', 'lab-imports', 'reading-thread.cjs');

/** Threads that only decode the same bytes strictly and split them: at line ends and commas, or at tags. */
const BARE_CSV = `
  const text = new TextDecoder('utf-8', { fatal: true }).decode(workerData);
  for (const line of text.split('\\r\\n')) cells += line.split(',').length;`;
const BARE_XLSX = `
  const Archive = require('adm-zip');
  for (const entry of new Archive(Buffer.from(workerData)).getEntries()) {
    cells += new TextDecoder('utf-8', { fatal: true }).decode(entry.getData()).split('<').length;
  }`;
const bareThread = (work: string): string => `
  const { parentPort, workerData } = require('node:worker_threads');
  let cells = 0;
  ${work}
  parentPort.postMessage(cells);`;

const FILES = [
  { name: 'lis.50k-rows', bytes: new TextEncoder().encode(exportRows(ROWS)), bare: bareThread(BARE_CSV) },
  { name: 'lis.50k-rows.xlsx', bytes: exportWorkbook(ROWS), bare: bareThread(BARE_XLSX) },
] as const;
type File = (typeof FILES)[number];

const bareMs = async ({ bytes, bare }: File): Promise<number> => {
  const started = performance.now();
  const thread = new Worker(bare, { eval: true, workerData: bytes });
  await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  const ms = performance.now() - started;
  await thread.terminate();
  return ms;
};

const oursMs = async ({ bytes }: File): Promise<number> => {
  const started = performance.now();
  const run = readInThread(threadFile);
  const reading = await run(requestFor(bytes), () => undefined, new AbortController().signal);
  if (reading.rows.length !== RESULTS_A_PATIENT) throw new Error('the export was not read');
  return performance.now() - started;
};

/** The most that a process grows while it reads the file, in MiB. */
function growthMib({ name, bytes }: File): number {
  const folder = mkdtempSync(join(tmpdir(), 'ganqiao-bench-'));
  try {
    const exportFile = join(folder, name);
    writeFileSync(exportFile, bytes);
    const script = join(import.meta.dirname, 'reading-growth.ts');
    return Number(execFileSync(process.execPath, [script, threadFile, exportFile], { encoding: 'utf8' })) / MIB;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(file: File): Promise<BenchLine[]> {
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const bare = await bareMs(file);
    const ms = await oursMs(file);
    if (round < WARM_UP) continue;
    ours.push(ms);
    yardstick.push(bare);
  }
  return [
    benchLine(file.name, 'ms', ours, yardstick),
    benchLine(`${file.name}.memory`, 'MiB', [growthMib(file)], [MEMORY_MIB]),
  ];
}

/**
 * Exports of 50,000 rows to their preview, in its thread, against a thread that decodes the same bytes and splits them.
 * Measured 21 to 28 and 8 to 9 on two busy cores: 14 cells a row are folded, and names, units, numbers and three times
 * read; the limits leave room for a machine whose bare yardstick is quicker.
 * The memory lines are against the 300 MiB that the preview may take.
 */
const bench: Bench = {
  name: 'lis.50k-rows',
  limits: {
    'lis.50k-rows': 40,
    'lis.50k-rows.memory': 1,
    'lis.50k-rows.xlsx': 16,
    'lis.50k-rows.xlsx.memory': 1,
  },
  async run() {
    const lines: BenchLine[] = [];
    for (const file of FILES) lines.push(...(await measured(file)));
    return lines;
  },
};
export default bench;
