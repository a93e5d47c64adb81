import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  app,
  type BrowserWindow,
  ipcMain,
  Menu,
  MessageChannelMain,
  powerMonitor,
  protocol,
  session,
  type WebFrameMain,
} from 'electron';
import { type Services, startServices } from '../services/worker-thread.ts';
import { SCHEME } from './address.ts';
import { CONNECT_CHANNEL, PORT_CHANNEL } from './bridge.ts';
import { settleDataFolder } from './data-folder.ts';
import { askAfterFailure } from './failure.ts';
import type { Failure } from './failure-message.ts';
import { guardSession, keepToOwnPages } from './navigation.ts';
import { platform } from './print.ts';
import { answer, SCHEMES } from './protocol.ts';
import { relay } from './relay.ts';
import { isOurPage } from './sender.ts';
import { openWindow } from './window.ts';

const dist = join(import.meta.dirname, '..'); // this file is dist/main/main.cjs
const rendererFolder = join(dist, 'renderer');
const development = !app.isPackaged;

/** For a last write or backup; then the program ends even so (the write-ahead log keeps what was acknowledged). */
const CLOSE_LIMIT_MS = 8_000;

let services: Services | null = null;
let window: BrowserWindow | null = null;
let quitting = false;

protocol.registerSchemesAsPrivileged(SCHEMES); // once, and before 'ready'
app.enableSandbox();
keepToOwnPages(app);
main().catch(error => told('start', error, relaunch));

async function main(): Promise<void> {
  let dataDir: string;
  try {
    dataDir = settleDataFolder(app, process.argv);
  } catch (error) {
    await app.whenReady(); // before that, no message can be shown
    throw error;
  }
  if (!app.requestSingleInstanceLock()) {
    app.quit(); // the first instance shows its window
    return;
  }
  app.on('second-instance', showWindow);
  app.on('before-quit', () => {
    quitting = true;
  });
  app.on('will-quit', event => {
    if (services === null) return;
    event.preventDefault(); // the database is closed first
    void stopServices().finally(() => app.quit());
  });
  await app.whenReady();
  Menu.setApplicationMenu(null);
  guardSession(session.defaultSession, { development });
  protocol.handle(SCHEME, request => answer(request, rendererFolder));
  ipcMain.on(CONNECT_CHANNEL, event => connect(event.senderFrame));
  powerMonitor.on('resume', woke);
  powerMonitor.on('unlock-screen', woke);
  await launch(dataDir);
}

async function launch(dataDir: string): Promise<void> {
  try {
    await access(join(rendererFolder, 'index.html'));
  } catch (error) {
    await told('files', error, relaunch);
    return;
  }
  await runServices(dataDir);
  window = await openWindow({ preload: join(dist, 'preload', 'preload.cjs'), development });
  window.on('closed', () => app.quit());
  window.webContents.on('render-process-gone', (_event, gone) => {
    if (gone.reason !== 'clean-exit') void told('window', null, () => window?.webContents.reload());
  });
}

/** Resolves when the services answer; rejects where they cannot be started. */
function runServices(dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    startServices({
      workerFile: join(dist, 'services', 'worker.cjs'),
      dataDir,
      appVersion: app.getVersion(),
      printing: 'native',
      platform,
      onFailure: failure => {
        if (services === null) reject(failure);
        else servicesFailed(dataDir, failure);
      },
    }).then(started => {
      services = started;
      resolve();
    }, reject);
  });
}

function servicesFailed(dataDir: string, failure: unknown): void {
  services = null; // each page port closes with its worker port, which fails the calls that were under way
  void told('services', failure, () =>
    runServices(dataDir).then(
      () => window?.webContents.reload(),
      again => told('start', again, relaunch),
    ),
  );
}

async function stopServices(): Promise<void> {
  const closing = services?.close();
  services = null;
  await Promise.race([closing, delay(CLOSE_LIMIT_MS)]);
}

/** Gives a page that may speak a line of its own to the services. */
function connect(frame: WebFrameMain | null): void {
  if (!isOurPage(frame) || services === null) return;
  const { port1, port2 } = new MessageChannelMain();
  relay(port1, services.connect());
  frame.postMessage(PORT_CHANNEL, null, [port2]);
}

function woke(): void {
  services?.woke();
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

async function told(failure: Failure, cause: unknown, restart: () => unknown): Promise<void> {
  if (quitting) return;
  if ((await askAfterFailure(failure, cause)) === 'restart') restart();
  else app.quit();
}

function relaunch(): void {
  app.relaunch();
  app.quit();
}
