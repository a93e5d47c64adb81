import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import { UnreadableExport, type UnreadableReason } from '../lis/unreadable-export.ts';
import type { ExportReading, ReadingReply, ReadingRequest } from './export-reading.ts';

export type OnProgress = (share: number, rows: number) => void;

/** Reads an export; rejects with UnreadableExport or another AppError, and at once where `signal` aborts. */
export type ReadingRunner = (
  request: ReadingRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
) => Promise<ExportReading>;

/**
 * The heap of the thread [own]: a workbook of 50,000 rows needs less than half of it. What needs more is refused as too
 * large instead of taking the program down.
 */
export const THREAD_HEAP_MB = 512;
/** Rows live briefly and soon make room [measured: 50,000 rows of a workbook grow the process by 113 MiB, not by 230]. */
const YOUNG_HEAP_MB = 16;

/**
 * Reads exports in a thread of their own, which ends with the reading or with `signal`, whichever is first.
 * @param threadFile reading-thread.ts, or what the build makes of it
 */
export const readInThread =
  (threadFile: string | URL, heapMb: number = THREAD_HEAP_MB): ReadingRunner =>
  (request, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const thread = new Worker(threadFile, {
        workerData: request,
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
      });
      const stop = () => {
        void thread.terminate();
        reject(new AppError('import-cancelled'));
      };
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
      thread.on('message', (reply: ReadingReply) => {
        if (reply.type === 'progress') onProgress(reply.share, reply.rows);
        else if (reply.type === 'read') resolve(reply.reading);
        else if (reply.type === 'unreadable') reject(new UnreadableExport(reply.reason as UnreadableReason));
        else reject(new AppError('internal'));
      });
      thread.once('error', cause => {
        const isFull = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(isFull ? new UnreadableExport('too-large', { cause }) : new AppError('internal', undefined, { cause }));
      });
      thread.once('exit', () => {
        signal.removeEventListener('abort', stop);
        reject(new AppError('internal')); // without effect after an answer
      });
    });
