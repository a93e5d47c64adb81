import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { App } from 'electron';

/**
 * Settles where the data lie: `--data DIR`, else the system's usual place for application data. Chromium's own files go
 * to a folder apart. Must come before the single-instance lock, which belongs to the data folder, so that a training
 * site may run beside the true one.
 * @throws the file system's error where the folder cannot be made
 */
export function settleDataFolder(app: Pick<App, 'getPath' | 'setPath'>, argv: readonly string[]): string {
  const dataDir = dataArgument(argv) ?? app.getPath('userData');
  const browser = join(dataDir, 'browser');
  mkdirSync(browser, { recursive: true }); // setPath throws where the folder is absent
  app.setPath('userData', dataDir);
  app.setPath('sessionData', browser);
  return dataDir;
}

/** `--data DIR` or `--data=DIR` among the switches that Chromium adds of its own. */
function dataArgument(argv: readonly string[]): string | null {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { data: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  return typeof values.data === 'string' && values.data !== '' ? resolve(values.data) : null;
}
