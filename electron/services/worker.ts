import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import { readInThread } from './lab-imports/read-in-thread.ts';
import { remotePlatform } from './platform-link.ts';
import { randomIds, systemClock } from './ports.ts';
import { router } from './rpc/router.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './worker-thread.ts';
import { createWorkstation } from './workstation.ts';

/** The thread in which all services run: serves the contract to every connected port. */
if (!parentPort) throw new Error('worker.ts runs in a worker thread only');
const parent = parentPort;
const { settings, platformPort } = workerData as { settings: WorkerSettings; platformPort: MessagePort };

/** Beside this file in a checkout; a bundle of its own beside the worker's in what is built. */
const threadFile = (folder: string, name: string): string =>
  import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, folder, `${name}.ts`)
    : join(import.meta.dirname, '..', folder, `${name}.cjs`);

const workstation = createWorkstation({
  ...settings,
  clock: systemClock,
  ids: randomIds,
  platform: remotePlatform(platformPort),
  backupThreadFile: threadFile('backup', 'backup-thread'),
  readExport: readInThread(threadFile('lab-imports', 'reading-thread')),
});
const handler = new RPCHandler(router);

const ports = new Set<MessagePort>();

function connect(port: MessagePort): void {
  const connection = randomUUID();
  ports.add(port);
  handler.upgrade(port, { context: { connection, workstation } });
  port.on('close', () => {
    ports.delete(port);
    workstation.disconnect(connection);
  });
  port.start();
}

/** Ends the thread for certain, whatever port or request is still open; all that was written is on the disk by then. */
async function close(): Promise<void> {
  await workstation.close();
  for (const port of ports) port.close(); // fails the calls that are under way at the other end
  process.exit(0); // of this thread only
}

parent.on('message', (request: WorkerRequest) => {
  if (request.type === 'connect') connect(request.port);
  else if (request.type === 'woke') workstation.woke();
  else void close();
});
workstation.status('start'); // looks at the data folder while the window is still opening
parent.postMessage({ type: 'ready' } satisfies WorkerReply);
