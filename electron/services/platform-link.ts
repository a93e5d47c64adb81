import type { MessagePort } from 'node:worker_threads';
import { AppError } from '../../shared/contract/errors.ts';
import type { Paper } from '../../shared/referral/test-page.ts';
import type { Platform } from './platform.ts';

interface Request {
  id: number;
  method: keyof Platform;
  document: Paper;
}
type Reply = { id: number; value: unknown } | { id: number; failed: true };

const FAILURES = { renderPdf: 'pdf-failed', print: 'print-failed' } as const;

/** The worker's side: asks the thread that started it. A failure there arrives as a code, without its text. */
export function remotePlatform(port: MessagePort): Platform {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: () => void }>();
  let last = 0;
  port.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('failed' in reply) call?.reject();
    else call?.resolve(reply.value as never);
  });
  const ask = (method: keyof Platform, document: Paper) =>
    new Promise<never>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject: () => reject(new AppError(FAILURES[method])) });
      port.postMessage({ id, method, document } satisfies Request);
    });
  return { renderPdf: document => ask('renderPdf', document), print: document => ask('print', document) };
}

/** The starting thread's side: answers the worker with the shell's or the host's platform. */
export function servePlatform(port: MessagePort, platform: Platform): void {
  port.on('message', async ({ id, method, document }: Request) => {
    try {
      port.postMessage({ id, value: await platform[method](document) } satisfies Reply);
    } catch {
      port.postMessage({ id, failed: true } satisfies Reply);
    }
  });
}
