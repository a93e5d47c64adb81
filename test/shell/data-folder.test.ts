import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settleDataFolder } from '../../electron/shell/data-folder.ts';

let folder: string;
let paths: Record<string, string>;
const app = {
  getPath: (name: string) => paths[name],
  setPath: (name: string, path: string) => {
    if (!existsSync(path)) throw new Error('Electron refuses a folder that is not there');
    paths[name] = path;
  },
} as unknown as App;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ganqiao-data-'));
  paths = { userData: join(folder, 'usual') };
});
afterEach(() => rm(folder, { recursive: true }));

describe('data folder', () => {
  it('is the system’s usual place', () => {
    expect(settleDataFolder(app, ['GanQiao'])).toBe(join(folder, 'usual'));
  });

  it('is where --data says, among the switches of Chromium', () => {
    const training = join(folder, 'training');
    for (const given of [['--data', training], [`--data=${training}`]]) {
      expect(
        settleDataFolder(app, ['electron', '.', '--no-sandbox', ...given, '--original-process-start-time=1']),
      ).toBe(training);
      expect(paths.userData).toBe(training); // the single-instance lock belongs to it
    }
  });

  it('keeps Chromium’s own files apart from the vault', () => {
    const dataDir = settleDataFolder(app, ['GanQiao', '--data', join(folder, 'a')]);
    expect(paths.sessionData).toBe(join(dataDir, 'browser'));
  });

  it('fails with the file system’s code where the folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => settleDataFolder(app, ['GanQiao', '--data', join(folder, 'file', 'below')])).toThrow(/ENOTDIR/);
  });
});
