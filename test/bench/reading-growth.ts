import { readFileSync } from 'node:fs';
import { readInThread } from '../../electron/services/lab-imports/read-in-thread.ts';
import { RESULTS_A_PATIENT, requestFor } from '../services/lab-imports/long-export.ts';

/** A process of its own, since one that has made the export hides what reading it takes: `node … <thread> <export>`. */
const [, , threadFile = '', exportFile = ''] = process.argv;
const bytes = readFileSync(exportFile);
const before = process.memoryUsage.rss();
const reading = await readInThread(threadFile)(requestFor(bytes), () => undefined, new AbortController().signal);
if (reading.rows.length !== RESULTS_A_PATIENT) throw new Error('the export was not read');
process.stdout.write(String(process.resourceUsage().maxRSS * 1024 - before)); // maxRSS in KiB
