import { parentPort, workerData } from 'node:worker_threads';
import { UnreadableExport } from '../lis/unreadable-export.ts';
import type { ReadingReply, ReadingRequest } from './export-reading.ts';
import { readExport } from './read-export.ts';

/** A short-lived thread that reads one laboratory export, so that nobody waits for it. Started by read-in-thread.ts. */
const REPORT_EVERY_MS = 100;
const tell = (reply: ReadingReply) => parentPort?.postMessage(reply);

let told = 0;
try {
  const reading = readExport(workerData as ReadingRequest, (share, rows) => {
    const now = performance.now();
    if (now - told < REPORT_EVERY_MS) return;
    told = now;
    tell({ type: 'progress', share, rows });
  });
  tell({ type: 'read', reading });
} catch (failure) {
  tell(failure instanceof UnreadableExport ? { type: 'unreadable', reason: failure.reason } : { type: 'failed' });
}
