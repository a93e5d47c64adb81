import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { remotePlatform } from './platform-link.ts';
import { randomIds, systemClock } from './ports.ts';
import { router } from './rpc/router.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-thread.ts';
import { createWorkstation } from './workstation.ts';

/** The thread in which all services run: serves the contract to every connected port. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread only');
const parent = parentPort;
const { settings, platformPort } = workerData as { settings: WorkerSettings; platformPort: MessagePort };

// Beside this file in a checkout; a bundle of its own beside the worker's in what is built.
const backupThreadFile = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, 'backup', 'backup-thread.ts')
  : join(import.meta.dirname, '..', 'backup', 'backup-thread.cjs');

const workstation = createWorkstation({
  ...settings,
  clock: systemClock,
  ids: randomIds,
  platform: remotePlatform(platformPort),
  backupThreadFile,
});
const handler = new RPCHandler(router);

parent.on('message', async (request: WorkerRequest) => {
  if (request.type === 'connect') {
    const connection = randomUUID();
    handler.upgrade(request.port, { context: { connection, workstation } });
    request.port.on('close', () => workstation.disconnect(connection));
    request.port.start();
  } else {
    await workstation.close();
    parent.postMessage({ type: 'closed' } satisfies WorkerReply);
    platformPort.close();
    parent.close();
  }
});
parent.postMessage({ type: 'ready' } satisfies WorkerReply);
