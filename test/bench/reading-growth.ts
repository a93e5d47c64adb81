import { readFileSync } from 'node:fs';
import { readInThread } from '../../electron/services/lab-imports/read-in-thread.ts';
import { RESULTS_A_PATIENT, requestFor } from '../services/lab-imports/long-export.ts';

/** A process of its own, since one that has made the export hides what reading it takes: `node … <thread> <export>`. */
const LOOK_EVERY_MS = 2;
const [, , threadFile = '', exportFile = ''] = process.argv;
const bytes = readFileSync(exportFile);
const before = process.memoryUsage.rss();
let most = before;
// looked at while the thread reads: the system's own high-water mark counts the process that started this one
const looking = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, LOOK_EVERY_MS);
const reading = await readInThread(threadFile)(requestFor(bytes), () => undefined, new AbortController().signal);
clearInterval(looking);
if (reading.rows.length !== RESULTS_A_PATIENT) throw new Error('the export was not read');
process.stdout.write(String(most - before));
