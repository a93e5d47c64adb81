import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CopyJob, CopyReply, CopyRequest } from './make-copy.ts';

/** Makes one verified copy; rejects with an AppError. */
export type CopyRunner = (job: CopyJob) => Promise<void>;

/**
 * Runs copies in a thread of their own.
 * @param threadFile backup-thread.ts, or what the build makes of it
 */
export const copyInThread =
  (threadFile: string | URL): CopyRunner =>
  ({ plan, source, key }) => {
    const lent = Uint8Array.from(key); // moved into the thread, which zeroes it
    const request: CopyRequest = { plan, source, key: lent };
    return new Promise((resolve, reject) => {
      const thread = new Worker(threadFile, { workerData: request, transferList: [lent.buffer], execArgv: [] });
      thread.once('message', ({ failed }: CopyReply) => (failed ? reject(new AppError(failed)) : resolve()));
      thread.once('error', cause => reject(new AppError('internal', undefined, { cause })));
      thread.once('exit', () => reject(new AppError('internal'))); // without effect after an answer
    });
  };
