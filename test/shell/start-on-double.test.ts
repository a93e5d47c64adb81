import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCN } from '../../shared/i18n/zh-CN/zh-cn.ts';
import {
  openShellDouble,
  type ShellDouble,
  type ShellDoubleOptions,
  startShellDouble,
} from '../support/shell-double/shell-double.ts';
import { buildFixtureDist } from './fixture-dist.ts';
import { askServices, connected, type FixtureWindow } from './fixture-page.ts';

const RESTART = 0;
const QUIT = 1;

let dist: string;
let folder: string;
let dataDir: string;
const running: ShellDouble[] = [];

const open = async (options: Partial<ShellDoubleOptions> = {}) => {
  const shell = await openShellDouble({ dist, dataDir, ...options });
  running.push(shell);
  return shell;
};
const start = async (options: Partial<ShellDoubleOptions> = {}) => {
  const started = await startShellDouble({ dist, dataDir, ...options });
  running.push(started.shell);
  await connected(started.page);
  return started;
};
const apis = (shell: ShellDouble) => shell.calls.map(call => call.api);

beforeAll(async () => {
  dist = await buildFixtureDist();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ganqiao-start-'));
  dataDir = join(folder, 'data');
  await mkdir(dataDir);
});
afterEach(async () => {
  for (const shell of running.splice(0)) {
    await shell.close();
    expect(shell.problems).toEqual([]);
    expect(shell.errorOutput()).toBe('');
  }
  await rm(folder, { recursive: true });
});
afterAll(() => rm(dist, { recursive: true }));

describe('start on the shell double (not Electron)', () => {
  it('registers the scheme once, takes the lock, guards the session and only then opens a window', async () => {
    const { shell } = await start();
    const order = [
      'protocol.registerSchemesAsPrivileged',
      'app.requestSingleInstanceLock',
      'ready',
      'session.webRequest.onBeforeRequest',
      'protocol.handle',
      'new BrowserWindow',
      'loadURL',
      'show',
    ];
    expect(apis(shell).filter(api => order.includes(api))).toEqual(order);
    expect(apis(shell).indexOf('app.enableSandbox')).toBeLessThan(apis(shell).indexOf('ready'));
    expect(shell.calls).toContainEqual({ api: 'Menu.setApplicationMenu', args: [null] });
  });

  it('registers app as a standard, secure scheme and never one that bypasses the policy', async () => {
    const { shell } = await start();
    expect(shell.calls.find(call => call.api === 'protocol.registerSchemesAsPrivileged')?.args).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
    ]);
  });

  it('opens the window with the true preferences and preload', async () => {
    const { shell } = await start({ settings: { packaged: true } });
    const [options] = shell.calls.find(call => call.api === 'new BrowserWindow')?.args ?? [];
    expect(options).toMatchObject({
      show: false,
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: false,
        preload: join(dist, 'preload', 'preload.cjs'),
      },
    });
  });

  it('starts the services with the data folder, for native printing', async () => {
    const { page } = await start();
    expect(await askServices(page, 'settings')).toMatchObject({ dataDir, printing: 'native' });
  });

  it('does not open where another instance holds the data folder', async () => {
    const shell = await open({ settings: { secondInstance: true } });
    expect(await shell.ended).toBe(0);
    expect(apis(shell)).not.toContain('new BrowserWindow');
    expect(shell.dialogs).toEqual([]);
  });

  it('shows its window again when the program is started a second time', async () => {
    const { shell } = await start();
    shell.startAgain();
    await expect.poll(() => apis(shell)).toContain('focus');
  });

  it('tells the services that the machine has woken, and that somebody has come back to it', async () => {
    const { shell } = await start();
    shell.power('resume');
    shell.power('unlock-screen');
    await expect.poll(() => readFile(join(dataDir, 'woke'), 'utf8').catch(() => '')).toBe('woke\nwoke\n');
  });

  it('closes the services cleanly on quitting', async () => {
    const { shell, close } = await start();
    await close();
    expect(await shell.ended).toBe(0);
    expect(await readFile(join(dataDir, 'closed'), 'utf8')).toBe('closed\n');
  });

  it('ends even where the services do not', async () => {
    const { shell, close } = await start();
    await writeFile(join(dataDir, 'fixture-hangs'), '');
    await close();
    expect(await shell.ended).toBe(0);
  });

  it('quits, services closed, when the window is closed', async () => {
    const { shell, page } = await start();
    await page.close();
    expect(await shell.ended).toBe(0);
    expect(await readFile(join(dataDir, 'closed'), 'utf8')).toBe('closed\n');
  });
});

describe('failures on the shell double (not Electron)', () => {
  it('says in both languages that the services cannot start, by their code, and quits', async () => {
    await writeFile(join(dataDir, 'fixture-failure'), 'already-running');
    const shell = await open({ dialogAnswers: [QUIT] });
    expect(await shell.ended).toBe(0);
    expect(shell.dialogs).toHaveLength(1);
    const [box] = shell.dialogs;
    expect(box?.message).toContain(zhCN.shell.failure.start.what);
    expect(box?.detail).toContain(zhCN.errors['already-running'].next);
    expect(JSON.stringify(box)).not.toContain('secret detail');
    expect(apis(shell)).not.toContain('app.relaunch');
  });

  it('starts anew on request after a failed start', async () => {
    await writeFile(join(dataDir, 'fixture-failure'), 'ANYTHING');
    const shell = await open({ dialogAnswers: [RESTART] });
    await shell.ended;
    expect(apis(shell)).toContain('app.relaunch');
  });

  it('says that program files lack, instead of showing a blank window', async () => {
    const broken = join(folder, 'broken');
    await cp(dist, broken, { recursive: true });
    await rm(join(broken, 'renderer', 'index.html'));
    const shell = await open({ dist: broken, dialogAnswers: [QUIT] });
    await shell.ended;
    expect(shell.dialogs[0]?.message).toContain(zhCN.shell.failure.files.what);
    expect(apis(shell)).not.toContain('new BrowserWindow');
  });

  it('says that the services’ program lacks', async () => {
    const broken = join(folder, 'broken');
    await cp(dist, broken, { recursive: true });
    await rm(join(broken, 'services'), { recursive: true });
    const shell = await open({ dist: broken, dialogAnswers: [QUIT] });
    await shell.ended;
    expect(shell.dialogs[0]?.message).toContain(zhCN.shell.failure.start.what);
  });

  it('says that the data folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const shell = await open({
      dataDir: join(folder, 'file', 'below'),
      dialogAnswers: [QUIT],
      settings: { userData: folder },
    });
    await shell.ended;
    expect(shell.dialogs[0]?.message).toContain(zhCN.shell.failure.start.what);
  });

  it('closes the page’s line when the services die, says so, and goes on after a restart', async () => {
    const { shell, page } = await start();
    await page.evaluate('port.postMessage("die")');
    await page.waitForFunction(() => (window as unknown as FixtureWindow).portClosed);
    await expect.poll(() => shell.dialogs.length).toBe(1);
    expect(shell.dialogs[0]?.message).toContain(zhCN.shell.failure.services.what);
    expect(await page.textContent('#state')).toBe('connected'); // what was on screen can still be read
    shell.answerDialog(RESTART);
    await page.waitForFunction(() => !(window as unknown as FixtureWindow).portClosed);
    await connected(page);
    expect(await askServices(page, 'again')).toEqual({ count: 1, data: 'again' });
  });

  it('offers a new start where the services die and cannot be started again', async () => {
    const { shell, page } = await start({ dialogAnswers: [RESTART, QUIT] });
    await writeFile(join(dataDir, 'fixture-failure'), 'disk-full');
    await page.evaluate('port.postMessage("die")');
    await shell.ended;
    expect(shell.dialogs.map(box => box.message.split('\n')[0])).toEqual([
      zhCN.shell.failure.services.what,
      zhCN.shell.failure.start.what,
    ]);
    expect(shell.dialogs[1]?.detail).toContain(zhCN.errors['disk-full'].what);
    expect(existsSync(join(dataDir, 'closed'))).toBe(false); // there was nothing left to close
  });
});
