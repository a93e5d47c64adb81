import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../shared/contract/errors.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { type CopyReply, type CopyRequest, makeCopy } from './make-copy.ts';

/** A short-lived thread that makes one copy, so that nobody waits for it. Started by copy-in-thread.ts only. */
const { plan, source, key } = workerData as CopyRequest;
const borrowed = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
let reply: CopyReply;
try {
  makeCopy({ plan, source, key: borrowed });
  reply = { failed: null };
} catch (failure) {
  const sorted = asFileFailure(failure);
  reply = { failed: sorted instanceof AppError ? sorted.code : 'internal' };
} finally {
  borrowed.fill(0);
}
parentPort?.postMessage(reply);
