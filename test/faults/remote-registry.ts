import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import type { LoggedRequest } from '../support/registry/http-server.ts';
import type { RegistryOptions } from '../support/registry/registry.ts';
import type { Switches } from '../support/registry/switches.ts';
import type { Call } from './registry-process.ts';

/** The embedded registry in a process of its own. */
export interface RemoteRegistry {
  readonly url: string;
  switch(change: Partial<Switches>): Promise<void>;
  resetSwitches(): Promise<void>;
  /** Takes a backup of it, and puts it back. */
  keep(): Promise<void>;
  restoreKept(): Promise<void>;
  read<R extends Resource>(type: R['resourceType'], id: string): Promise<R | undefined>;
  all<R extends Resource>(type: R['resourceType']): Promise<R[]>;
  /** Oldest first. */
  versions<R extends Resource>(type: R['resourceType'], id: string): Promise<R[]>;
  /** Organizations and epoch too; `prepare` is what its operator does then. */
  wipe(): Promise<void>;
  prepare(): Promise<string>;
  renewEpoch(): Promise<string>;
  expunge(type: string, id: string): Promise<void>;
  revealLate(): Promise<void>;
  revokeTokens(): Promise<void>;
  requests(): Promise<LoggedRequest[]>;
  clearRequests(): Promise<void>;
  close(): Promise<void>;
}

const CALLS = [
  'switch',
  'resetSwitches',
  'keep',
  'restoreKept',
  'read',
  'all',
  'versions',
  'wipe',
  'prepare',
  'renewEpoch',
  'expunge',
  'revealLate',
  'revokeTokens',
  'requests',
  'clearRequests',
] as const;

export async function startRemoteRegistry(options: RegistryOptions): Promise<RemoteRegistry> {
  const child = fork(join(import.meta.dirname, 'registry-process.ts'), [JSON.stringify(options)], {
    serialization: 'advanced',
    execArgv: [],
  });
  const waiting = new Map<number, (answer: unknown) => void>();
  let calls = 0;
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the registry process ended')));
    child.on('message', (message: { url?: string; id?: number; answer?: unknown }) => {
      if (message.url) resolve(message.url);
      if (message.id !== undefined) waiting.get(message.id)?.(message.answer);
    });
  });
  const call = (name: Call['name'], given: unknown[]) =>
    new Promise<unknown>(resolve => {
      calls += 1;
      const id = calls;
      waiting.set(id, answer => {
        waiting.delete(id);
        resolve(answer);
      });
      child.send({ id, name, given } satisfies Call);
    });
  const remote = Object.fromEntries(CALLS.map(name => [name, (...given: unknown[]) => call(name, given)]));
  return {
    ...(remote as unknown as Omit<RemoteRegistry, 'url' | 'close'>),
    url,
    close: () =>
      new Promise<void>(resolve => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
