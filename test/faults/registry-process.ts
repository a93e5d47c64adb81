import { type Registry, type RegistryOptions, startRegistry } from '../support/registry/registry.ts';
import type { Snapshot } from '../support/registry/store.ts';
import { defaultSwitches, type Switches } from '../support/registry/switches.ts';

/** The embedded registry as a process of its own, told what to do over the channel to its parent. */
export interface RegistryCalls {
  switch(change: Partial<Switches>): void;
  resetSwitches(): void;
  keep(): void;
  restoreKept(): Promise<void>;
  read(type: 'Task', id: string): unknown;
  all(type: 'Task'): unknown[];
  versions(type: 'Task', id: string): unknown[];
  wipe(): Promise<void>;
  prepare(): Promise<string>;
  renewEpoch(): Promise<string>;
  expunge(type: string, id: string): Promise<void>;
  revealLate(): void;
  revokeTokens(): void;
  requests(): unknown[];
  clearRequests(): void;
}

export interface Call {
  id: number;
  name: keyof RegistryCalls;
  given: unknown[];
}

const registry: Registry = await startRegistry(JSON.parse(process.argv[2] ?? '{}') as RegistryOptions);
let kept: Snapshot | null = null;

const calls: { [Name in keyof RegistryCalls]: (...given: Parameters<RegistryCalls[Name]>) => unknown } = {
  switch: change => {
    Object.assign(registry.switches, change);
  },
  resetSwitches: () => {
    Object.assign(registry.switches, defaultSwitches());
  },
  keep: async () => {
    kept = await registry.snapshot();
  },
  restoreKept: async () => {
    if (kept) await registry.restore(kept);
  },
  read: (type, id) => registry.read(type, id),
  all: type => registry.all(type),
  versions: (type, id) => registry.versions(type, id),
  wipe: () => registry.wipe(),
  prepare: () => registry.prepare(),
  renewEpoch: () => registry.renewEpoch(),
  expunge: (type, id) => registry.expunge(type, id),
  revealLate: () => registry.revealLate(),
  revokeTokens: () => registry.revokeTokens(),
  requests: () => registry.requests(),
  clearRequests: () => registry.clearRequests(),
};

process.on('message', (call: Call) => {
  const run = calls[call.name] as (...given: unknown[]) => unknown;
  void Promise.resolve(run(...call.given)).then(answer => process.send?.({ id: call.id, answer }));
});
process.on('disconnect', () => process.exit(0)); // the test has gone
process.send?.({ url: registry.url });
