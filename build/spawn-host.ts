import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { inRoot } from './project.ts';

/** Starts the built browser host as a process of its own. Node keeps its compiled code, so that a next start is faster. */
export function spawnHost(options: readonly string[], { env = process.env, ...rest }: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [inRoot('dist/host/host.mjs'), ...options], {
    ...rest,
    env: { NODE_COMPILE_CACHE: inRoot('.cache', 'compiled'), ...env },
  });
}
