/**
 * A TEST DOUBLE of the module `electron`, not Electron. It runs the real built main and preload bundles against pages
 * of headless Chromium. It does not show: the sandbox, context isolation (there is one world), fuses, asar, native
 * modules under Electron's ABI and BoringSSL, real printing, DPAPI, crashes and power events.
 *
 * What the true module has and this one lacks throws `not in the double: <name>`.
 */
import { join } from 'node:path';
import type * as Electron from 'electron';
import { answerWith, chromium, record, settings } from './line.ts';
import { MessageChannelMain } from './ports.ts';
import { emitPreventable, KnownEvents, strict, strictClass } from './strict.ts';
import { allWindows, appHooks, BrowserWindow, FrameDouble, type WebContentsDouble, windowOf } from './windows.ts';

type Methods<T, K extends keyof T> = { [P in K]: T[P] };

class App extends KnownEvents {
  readonly isPackaged = settings.packaged;
  private readonly paths: Record<string, string> = {
    userData: settings.userData,
    appData: join(settings.userData, '..'),
  };
  private readonly ready = Promise.withResolvers<void>();
  private isQuitting = false;

  constructor() {
    super('app', ['web-contents-created', 'second-instance', 'before-quit', 'will-quit', 'window-all-closed', 'quit']);
  }

  becomeReady(): void {
    record('ready');
    this.ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.ready.promise;
  }

  enableSandbox(): void {
    record('app.enableSandbox');
  }

  getVersion(): string {
    return '0.0.0-double';
  }

  getPath(name: string): string {
    const path = this.paths[name];
    if (path === undefined) throw new Error(`not in the double: app.getPath('${name}')`);
    return path;
  }

  setPath(name: string, path: string): void {
    record('app.setPath', name, path);
    this.paths[name] = path;
  }

  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return !settings.secondInstance;
  }

  relaunch(): void {
    record('app.relaunch');
  }

  quit(): void {
    if (this.isQuitting) return;
    this.isQuitting = true;
    record('app.quit');
    // As Electron does: later, since quit() returns.
    setImmediate(() => {
      if (!emitPreventable(this, 'before-quit')) {
        for (const window of allWindows()) window.close();
        if (allWindows().length === 0 && !emitPreventable(this, 'will-quit')) {
          this.emit('quit', {}, 0);
          record('quit');
          setImmediate(() => process.exit(0));
          return;
        }
      }
      this.isQuitting = false;
    });
  }
}

const app = new App();
app satisfies Methods<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'enableSandbox'
  | 'getVersion'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'relaunch'
>;

appHooks.contentsCreated = (contents: WebContentsDouble) => app.emit('web-contents-created', {}, contents);
appHooks.allWindowsClosed = () => {
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit(); // Electron's default
};

let schemeHandler: { scheme: string; handler: (request: Request) => Response | Promise<Response> } | null = null;

const protocol = {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
    record('protocol.registerSchemesAsPrivileged', schemes);
  },
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>) {
    record('protocol.handle', scheme);
    schemeHandler = { scheme, handler };
  },
} satisfies Methods<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  answer: (response: Electron.CallbackResponse) => void,
) => void;
let beforeRequest: BeforeRequest = (_details, answer) => answer({});

/** Permissions are asked of these handlers by unit tests: headless Chromium has nobody to ask. */
const defaultSession = {
  setPermissionRequestHandler: () => record('session.setPermissionRequestHandler'),
  setPermissionCheckHandler: () => record('session.setPermissionCheckHandler'),
  setDevicePermissionHandler: () => record('session.setDevicePermissionHandler'),
  webRequest: strict('session.webRequest', {
    onBeforeRequest(listener: unknown) {
      if (typeof listener !== 'function') throw new Error('not in the double: onBeforeRequest with a filter');
      record('session.webRequest.onBeforeRequest');
      beforeRequest = listener as BeforeRequest;
    },
  }),
} satisfies Methods<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & { webRequest: Methods<Electron.WebRequest, 'onBeforeRequest'> };

const ipcListeners = new Map<string, (event: Electron.IpcMainEvent, ...args: unknown[]) => void>();
const ipcMain = {
  on(channel: string, listener: (event: Electron.IpcMainEvent, ...args: unknown[]) => void) {
    record('ipcMain.on', channel);
    ipcListeners.set(channel, listener);
  },
};

const Menu = {
  setApplicationMenu(menu: Electron.Menu | null) {
    record('Menu.setApplicationMenu', menu);
  },
} satisfies Methods<typeof Electron.Menu, 'setApplicationMenu'>;

const powerMonitor = new KnownEvents('powerMonitor', ['resume', 'unlock-screen']);

const dialog = {
  async showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    return { response: await chromium.ask('dialog.showMessageBox', options), checkboxChecked: false };
  },
};

/** Seals with a word for the backend, so that a changed one cannot open what another sealed. */
const safeStorage = {
  isAsyncEncryptionAvailable: async () => settings.keyStore !== 'unknown',
  getSelectedStorageBackend: () => settings.keyStore,
  encryptStringAsync: async (plain: string) => Buffer.from(JSON.stringify([settings.keyStore, plain])),
  async decryptStringAsync(sealed: Buffer) {
    const [keyStore, result] = JSON.parse(sealed.toString()) as [string, string];
    if (keyStore !== settings.keyStore) throw new Error('Error while decrypting the ciphertext');
    return { result, shouldReEncrypt: false };
  },
} satisfies Methods<
  Electron.SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

answerWith({
  async request(id, { url, method, navigation }) {
    if (navigation && windowOf(id).webContents.navigating(url, navigation.isMainFrame)) return 'cancelled';
    const { promise, resolve } = Promise.withResolvers<Electron.CallbackResponse>();
    beforeRequest({ url, method } as Electron.OnBeforeRequestListenerDetails, resolve);
    if ((await promise).cancel) return 'cancelled';
    if (!schemeHandler || new URL(url).protocol !== `${schemeHandler.scheme}:`) return 'not ours';
    const response = await schemeHandler.handler(new Request(url, { method }));
    return { status: response.status, headers: [...response.headers], body: await response.bytes() };
  },
  ipc(id, frame, channel, args) {
    const listener = ipcListeners.get(channel);
    if (!listener) throw new Error(`nobody listens to ${channel}`);
    const senderFrame = frame && strict('senderFrame', new FrameDouble(id, frame));
    const event = strict('IpcMainEvent', { senderFrame, sender: windowOf(id).webContents, ports: [] });
    listener(event as unknown as Electron.IpcMainEvent, ...args);
  },
  'app.second-instance': () => {
    app.emit('second-instance', {}, [], '');
  },
  power: event => {
    record(`powerMonitor ${event}`);
    powerMonitor.emit(event);
  },
  'app.quit': () => app.quit(),
});

/** Called once the main bundle has been read: `ready` never comes before its first lines have run. */
export function start(): void {
  setImmediate(() => app.becomeReady());
}

/** What `require('electron')` gives to the main bundle. */
export const electron = strict('electron', {
  app: strict('app', app),
  BrowserWindow: strictClass('BrowserWindow', BrowserWindow),
  dialog: strict('dialog', dialog),
  ipcMain: strict('ipcMain', ipcMain),
  Menu: strict('Menu', Menu),
  MessageChannelMain: strictClass('MessageChannelMain', MessageChannelMain),
  powerMonitor: strict('powerMonitor', powerMonitor),
  protocol: strict('protocol', protocol),
  safeStorage: strict('safeStorage', safeStorage),
  session: strict('session', { defaultSession: strict('session.defaultSession', defaultSession) }),
});
