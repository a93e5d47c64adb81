import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { RPCHandler } from '@orpc/server/message-port';
import { startHostServer } from '../../electron/host/server.ts';
import { readExport } from '../../electron/services/lab-imports/read-export.ts';
import type { ReadingRunner } from '../../electron/services/lab-imports/read-in-thread.ts';
import type { Platform } from '../../electron/services/platform.ts';
import { randomIds, systemClock } from '../../electron/services/ports.ts';
import { router } from '../../electron/services/rpc/router.ts';
import { type Services, startServices } from '../../electron/services/worker-thread.ts';
import { createWorkstation } from '../../electron/services/workstation.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { freshDir, removeDir } from './site.ts';
import { clientOver, type SiteClient } from './site-client.ts';

/** A site reached in one of the ways that the product has. */
export interface OpenTransport {
  /** A connection of its own, that is a session of its own. */
  connect(): Promise<SiteClient>;
  close(): Promise<void>;
}

/** No printer and no browser engine here. */
const platform: Platform = {
  renderPdf: () => Promise.reject(new Error('no browser')),
  print: () => Promise.resolve('page'),
};

const settings = { appVersion: 'test', printing: 'page', test: { cheapKeys: true } } as const;

/** Without the thread, which takes a second to start; test/services/lab-imports/reading.test.ts has that. */
const readHere: ReadingRunner = async (request, onProgress, signal) => {
  if (signal.aborted) throw new AppError('import-cancelled');
  return structuredClone(readExport(structuredClone(request), onProgress));
};

/** The contract over a MessageChannel inside one thread. `machine`: a printer or browser engine of the test's own. */
export async function memoryPair(machine: Platform = platform): Promise<OpenTransport> {
  const dataDir = freshDir();
  const workstation = createWorkstation({
    ...settings,
    dataDir,
    platform: machine,
    clock: systemClock,
    ids: randomIds,
    backupThreadFile: join(import.meta.dirname, '../../electron/services/backup/backup-thread.ts'),
    readExport: readHere,
  });
  const handler = new RPCHandler(router);
  let connections = 0;
  return {
    async connect() {
      const { port1, port2 } = new MessageChannel();
      handler.upgrade(port2, { context: { connection: String(++connections), workstation } });
      port2.start();
      return clientOver(port1);
    },
    async close() {
      await workstation.close();
      removeDir(dataDir);
    },
  };
}

const startWorker = (dataDir: string): Promise<Services> =>
  startServices({
    ...settings,
    dataDir,
    platform,
    workerFile: new URL('../../electron/services/worker.ts', import.meta.url),
    onFailure: failure => {
      throw failure;
    },
  });

/** The real worker thread, as the Electron shell reaches it. */
export async function workerPort(): Promise<OpenTransport & Pick<Services, 'woke'>> {
  const dataDir = freshDir();
  const services = await startWorker(dataDir);
  return {
    connect: async () => clientOver(services.connect()),
    woke: services.woke,
    async close() {
      await services.close();
      removeDir(dataDir);
    },
  };
}

/** The browser host's server before the same worker. Each token opens one browser, so each connection has its server. */
export async function loopbackHttp(): Promise<OpenTransport> {
  const dataDir = freshDir();
  const services = await startWorker(dataDir);
  const servers: { close(): Promise<void> }[] = [];
  return {
    async connect() {
      const server = await startHostServer({
        services: () => Promise.resolve(services),
        rendererFolder: dataDir,
        port: 0,
      });
      servers.push(server);
      const token = new URL(server.address).hash.slice('#token='.length);
      const origin = server.origin;
      const answer = await fetch(`${origin}/session`, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ token }),
      });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return createORPCClient<SiteClient>(new RPCLink({ url: `${origin}/rpc`, headers: { cookie, origin } }));
    },
    async close() {
      for (const server of servers) await server.close();
      await services.close();
      removeDir(dataDir);
    },
  };
}
