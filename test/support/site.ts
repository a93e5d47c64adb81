import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnHost } from '../../build/spawn-host.ts';
import type { WorkerSettings } from '../../electron/services/worker-thread.ts';

export interface RunningSite {
  /** With the one-time token in its fragment. */
  address: string;
  dataDir: string;
  process: ChildProcess;
  /** Ends the program as Ctrl-C does; the data folder stays. */
  stop(): Promise<void>;
}

/** Fast where the product is deliberately slow, so that a journey takes seconds. */
const TEST_SETTINGS: WorkerSettings['test'] = {
  cheapKeys: true,
  syncTimes: { baseMs: 200, capMs: 1000, busyCadenceMs: 1000, idleCadenceMs: 1000, checkValidMs: 1000 },
};

/** A fresh folder that the test removes. */
export const freshDir = (): string => mkdtempSync(join(tmpdir(), 'ganqiao-site-'));

export const removeDir = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Starts the built browser host as its own process, and waits for its address. */
export async function startSite({
  dataDir = freshDir(),
  port = 0,
  settings = TEST_SETTINGS,
}: {
  dataDir?: string;
  port?: number;
  settings?: WorkerSettings['test'];
} = {}): Promise<RunningSite> {
  const child = spawnHost(['--data', dataDir, '--port', String(port), '--no-open'], {
    env: { ...process.env, GANQIAO_TEST: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the site ended with code ${code} before it was ready`)));
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', line => {
        const found = /http:\/\/\S+/.exec(line)?.[0];
        if (found) resolve(found);
      });
  });
  return {
    address,
    dataDir,
    process: child,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
