import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Platform } from './platform.ts';
import { servePlatform } from './platform-link.ts';
import type { SyncTimes } from './sync/session.ts';

/** What the worker is told at its start. */
export interface WorkerSettings {
  dataDir: string;
  appVersion: string;
  printing: 'native' | 'page';
  /** Test settings: cheap key derivation, short waiting times. */
  test?: { cheapKeys?: boolean; syncTimes?: Partial<SyncTimes>; idleLockSeconds?: number };
}

export type WorkerRequest = { type: 'connect'; port: MessagePort } | { type: 'woke' } | { type: 'close' };
export type WorkerReply = { type: 'ready' };

export interface StartOptions extends WorkerSettings {
  /** The worker's program: dist/services/worker.cjs, or worker.ts itself in a checkout. */
  workerFile: string | URL;
  platform: Platform;
  /**
   * After the start the worker died by itself; every connection is dead with it. The data are safe in the write-ahead
   * log. A failing start rejects instead.
   */
  onFailure: (failure: unknown) => void;
}

export interface Services {
  /** A new connection; one connection is one session. Start the port before use. */
  connect(): MessagePort;
  /** The machine slept, or somebody has come back to it: waiting for the line ends. */
  woke(): void;
  /** Finishes what is being written, closes the database, forgets the key. */
  close(): Promise<void>;
}

/** Left alone, V8 keeps up to 190 MB of short-lived garbage in a long drain; the computer may have 4 GB in all. */
const YOUNG_HEAP_MB = 48;

/** Starts the one thread in which all services run, and waits until it answers. */
export async function startServices({ workerFile, platform, onFailure, ...settings }: StartOptions): Promise<Services> {
  const link = new MessageChannel();
  servePlatform(link.port1, platform);
  const worker = new Worker(workerFile, {
    workerData: { settings, platformPort: link.port2 },
    transferList: [link.port2],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  let failure: unknown = new Error('the services ended unexpectedly');
  worker.on('error', error => {
    failure = error; // 'exit' follows
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('exit', () => reject(failure));
    worker.once('message', () => resolve());
  });
  let closing = false;
  worker.once('exit', () => {
    link.port1.close();
    if (!closing) onFailure(failure);
  });
  const tell = (request: WorkerRequest, transfer: MessagePort[] = []) => worker.postMessage(request, transfer);
  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      tell({ type: 'connect', port: port2 }, [port2]);
      return port1;
    },
    woke: () => tell({ type: 'woke' }),
    close() {
      closing = true;
      const closed = new Promise<void>(resolve => worker.once('exit', () => resolve()));
      tell({ type: 'close' });
      return closed;
    },
  };
}
