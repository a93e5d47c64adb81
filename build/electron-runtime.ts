import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './project.ts';

/** The sentence below must stand on the screen within a minute of the start. */
const FETCH_LIMIT_MS = 45_000;

const electronFolder = () => dirname(createRequire(inRoot('package.json')).resolve('electron/package.json'));

/** The runtime's executable, where it is on this machine. */
export function presentRuntime(): string | null {
  const folder = electronFolder();
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/** The runtime's executable, fetched where it is absent; null where it cannot be had within the limit. */
export async function electronRuntime(): Promise<string | null> {
  const present = presentRuntime();
  if (present) return present;
  const fetching = spawn(process.execPath, [join(electronFolder(), 'install.js')], { stdio: 'ignore' });
  await new Promise<void>(resolve => {
    const limit = setTimeout(() => fetching.kill('SIGKILL'), FETCH_LIMIT_MS);
    fetching.once('error', () => resolve());
    fetching.once('exit', () => {
      clearTimeout(limit);
      resolve();
    });
  });
  return presentRuntime();
}
