import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShellDouble, type ShellDouble, type ShellDoubleOptions } from '../support/shell-double/shell-double.ts';

let folder: string;
let shell: ShellDouble | null = null;

/** Runs a program of a few lines on the double. */
async function run(
  main: string,
  { preload = '', ...options }: Partial<ShellDoubleOptions> & { preload?: string } = {},
) {
  await writeFile(join(folder, 'main', 'main.cjs'), `const electron = require('electron');\n${main}`);
  await writeFile(join(folder, 'main', 'preload.cjs'), preload);
  shell = await openShellDouble({ dist: folder, dataDir: join(folder, 'data'), ...options });
  return shell;
}

const OPEN_A_WINDOW = `
  electron.protocol.handle('app', () => new Response('<title>x</title>', { headers: { 'content-type': 'text/html' } }));
  electron.app.whenReady().then(() => new electron.BrowserWindow({
    webPreferences: { preload: require('node:path').join(__dirname, 'preload.cjs') },
  }).loadURL('app://clinic/index.html'));`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ganqiao-double-'));
  await mkdir(join(folder, 'main'));
});
afterEach(async () => {
  await shell?.close();
  shell = null;
  await rm(folder, { recursive: true });
});

describe('the shell double (not Electron)', () => {
  it.each([
    ["electron.shell.openExternal('https://x')", 'electron.shell'],
    ['electron.app.setLoginItemSettings({})', 'app.setLoginItemSettings'],
    ['electron.BrowserWindow.getFocusedWindow()', 'BrowserWindow.getFocusedWindow'],
    ["electron.app.on('gpu-info-update', () => {})", "app event 'gpu-info-update'"],
    ["electron.app.getPath('music')", "app.getPath('music')"],
  ])('says so where it lacks what the program uses: %s', async (line, name) => {
    const { ended, errorOutput } = await run(line);
    expect(await ended).not.toBe(0);
    expect(errorOutput()).toContain(`not in the double: ${name}`);
  });

  it.each(['fs', 'node:fs', 'child_process', './other.cjs'])('gives a preload nothing but electron: %s', async name => {
    const { problems } = await run(OPEN_A_WINDOW, { preload: `require('${name}')` });
    await expect.poll(() => problems).toEqual([`preload: Error: module not found: ${name}`]);
  });

  it('runs the preload before the page, in the top frame', async () => {
    const preload = `require('electron').contextBridge.exposeInMainWorld('made', { byPreload: () => 1 });`;
    const { firstWindow } = await run(OPEN_A_WINDOW, { preload });
    const page = await firstWindow;
    await page.waitForFunction(() => 'made' in window);
    expect(page.url()).toBe('https://clinic.app.invalid/index.html');
  });

  it('says where the system’s key store keeps nothing secret, and cannot open what another one sealed', async () => {
    const program = `
      const { readFileSync, writeFileSync, existsSync } = require('node:fs');
      const file = require('node:path').join(__dirname, 'sealed');
      const { safeStorage, app, dialog } = electron;
      const work = existsSync(file)
        ? safeStorage.decryptStringAsync(readFileSync(file)).then(opened => opened.result, () => 'refused')
        : safeStorage.encryptStringAsync('key').then(sealed => { writeFileSync(file, sealed); return 'sealed'; });
      work.then(message => dialog.showMessageBox({ message: safeStorage.getSelectedStorageBackend() + ' ' + message }))
        .then(() => app.quit());`;
    const said = [];
    for (const keyStore of ['basic_text', 'basic_text', 'kwallet6'] as const) {
      const { ended, dialogs } = await run(program, { settings: { keyStore }, dialogAnswers: [0] });
      await ended;
      said.push(dialogs[0]?.message);
    }
    expect(said).toEqual(['basic_text sealed', 'basic_text key', 'kwallet6 refused']);
  });
});
