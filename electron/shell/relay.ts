import type { MessagePort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';

/**
 * Joins the page's port to the worker's. An Electron port cannot be handed to a worker thread
 * (https://github.com/electron/electron/issues/33086), so main passes each message on, unread. One end's closing
 * closes the other: a reloaded page ends its session, a dead worker fails the page's pending calls.
 */
export function relay(page: MessagePortMain, worker: MessagePort): void {
  page.on('message', event => worker.postMessage(event.data));
  worker.on('message', data => page.postMessage(data));
  page.on('close', () => worker.close());
  worker.on('close', () => page.close());
  page.start();
}
