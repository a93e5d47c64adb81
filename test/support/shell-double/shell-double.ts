/**
 * A TEST DOUBLE of Electron, not Electron: runs the real built main bundle in a child process, where `electron` means
 * electron.ts of this folder, and shows its windows as pages of headless Chromium, with the real built preload. What it
 * cannot show stands in electron.ts.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { openPage, type PageOfWindow, type Surroundings } from './pages.ts';
import { type DoubleSettings, type FrameFacts, type ToChromium, type ToMain, type Wire, wire } from './wire.ts';

export interface ShellDoubleOptions {
  /** Folder for the data, given to the program as `--data`. */
  dataDir: string;
  /** The built program: dist/ with main/main.cjs, preload/preload.cjs, renderer/, services/worker.cjs. */
  dist: string;
  /** Answers to the message boxes to come, in order; a box without an answer stays open. */
  dialogAnswers?: number[];
  settings?: Partial<Pick<DoubleSettings, 'packaged' | 'secondInstance' | 'printFailure' | 'keyStore' | 'userData'>>;
  /** Further arguments of the program. */
  args?: string[];
}

export interface ShellDouble {
  /** The first window that was shown. Rejects where the program ends, or asks by a message box, before. */
  readonly firstWindow: Promise<Page>;
  readonly process: ChildProcess;
  /** Electron functions that main has used, in order. */
  readonly calls: { api: string; args: unknown[] }[];
  readonly dialogs: MessageBoxOptions[];
  /** Addresses of requests and navigations that were stopped. */
  readonly refused: string[];
  /** What the content security policy stopped, as `directive: address`. */
  readonly violations: string[];
  /** What should not have happened; empty in a good run. */
  readonly problems: string[];
  readonly errorOutput: () => string;
  /** Answers the oldest message box that stays open. */
  answerDialog(response: number): void;
  /** A second start of the program by the user. */
  startAgain(): void;
  /** What the system tells of the machine. */
  power(event: 'resume' | 'unlock-screen'): void;
  /** A message to main as if from `frame`. */
  forge(channel: string, frame: Pick<FrameFacts, 'url' | 'parents'> | null): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** Quits the program as the user would, and waits until it has ended. */
  close(): Promise<void>;
}

/** What a test of a page needs; the rest is in `shell`. */
export interface StartedShell {
  page: Page;
  process: ChildProcess;
  shell: ShellDouble;
  close(): Promise<void>;
}

/** Starts the program on the double and waits for its window. */
export async function startShellDouble(options: ShellDoubleOptions): Promise<StartedShell> {
  const shell = await openShellDouble(options);
  try {
    return { page: await shell.firstWindow, process: shell.process, shell, close: () => shell.close() };
  } catch (error) {
    await shell.close();
    throw error;
  }
}

const QUIT_LIMIT_MS = 20_000;

/** Starts the program on the double, whether or not a window comes of it. */
export async function openShellDouble(options: ShellDoubleOptions): Promise<ShellDouble> {
  // Electron gives its pages a `close` event of ports; plain Chromium hides it behind this switch.
  const browser = await launchChromium({ args: ['--enable-blink-features=MessagePortCloseEvent'] });
  const context = await browser.newContext({ serviceWorkers: 'block', locale: 'zh-CN' });
  // Of a window that a page opens, until it is shut: nothing leaves this machine.
  await context.route('**/*', route => route.fulfill({ status: 200, contentType: 'text/html', body: '' }));
  const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(settingsFor(options))], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let errorOutput = '';
  child.stderr?.on('data', text => {
    errorOutput += text;
  });

  const first = Promise.withResolvers<Page>();
  first.promise.catch(() => {}); // not everybody waits for it
  const windows = new Map<number, PageOfWindow>();
  const portHomes = new Map<number, PageOfWindow>();
  const calls: ShellDouble['calls'] = [];
  const dialogs: MessageBoxOptions[] = [];
  const answers = [...(options.dialogAnswers ?? [])];
  const openBoxes: ((response: number) => void)[] = [];
  const refused: string[] = [];
  const violations: string[] = [];
  const problems: string[] = [];

  const windowOf = (id: number): PageOfWindow => {
    const window = windows.get(id);
    if (!window) throw new Error(`no window ${id}`);
    return window;
  };

  const main: Wire<ToMain> = wire<ToChromium, ToMain>(packet => child.connected && child.send(packet as object), {
    'window.create': (id, windowOptions) => {
      windows.set(id, openPage(id, windowOptions, around));
    },
    'window.show': id => windowOf(id).page.then(first.resolve, first.reject),
    'window.destroy': async id => {
      const window = windows.get(id);
      windows.delete(id);
      await window?.destroy();
    },
    'contents.load': (id, url) => windowOf(id).load(url),
    'contents.reload': id => windowOf(id).reload(),
    'contents.execute': (id, code) => windowOf(id).execute(code),
    'contents.pdf': (id, pdf) => windowOf(id).pdf(pdf),
    'frame.post': (id, documentId, channel, message, portIds) =>
      windowOf(id).deliver({ type: 'post', documentId, channel, message, portIds }),
    'port.message': (portId, data) => portHomes.get(portId)?.deliver({ type: 'port.message', portId, data }),
    'port.close': portId => {
      portHomes.get(portId)?.deliver({ type: 'port.close', portId });
      portHomes.delete(portId);
    },
    'dialog.showMessageBox': box => {
      dialogs.push(box);
      const answer = answers.shift();
      if (answer !== undefined) return answer;
      first.reject(new Error(`the program asks: ${box.message} ${box.detail ?? ''}`));
      return new Promise<number>(resolve => openBoxes.push(resolve));
    },
    call: (api, args) => {
      calls.push({ api, args });
    },
  });
  const around: Surroundings = { context, main, portHomes, refused, violations, problems };

  child.on('message', packet => main.receive(packet));
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
  void ended.then(async code => {
    main.cut('the program has ended');
    first.reject(new Error(`the program ended (${code}) before it showed a window\n${errorOutput}`));
    await browser.close();
  });

  return {
    firstWindow: first.promise,
    process: child,
    calls,
    dialogs,
    refused,
    violations,
    problems,
    errorOutput: () => errorOutput,
    answerDialog: response => openBoxes.shift()?.(response),
    startAgain: () => main.tell('app.second-instance'),
    power: event => main.tell('power', event),
    forge: (channel, frame) => main.ask('ipc', 1, frame && { ...frame, documentId: 'forged' }, channel, []),
    ended,
    async close() {
      main.tell('app.quit');
      const late = setTimeout(() => child.kill('SIGKILL'), QUIT_LIMIT_MS);
      await ended;
      clearTimeout(late);
      await closed(browser);
    },
  };
}

const closed = async (browser: Browser) => {
  if (browser.isConnected()) await new Promise<void>(resolve => browser.once('disconnected', () => resolve()));
};

function settingsFor({ dataDir, dist, settings, args = [] }: ShellDoubleOptions): DoubleSettings {
  return {
    main: join(dist, 'main', 'main.cjs'),
    argv: [dist, '--data', dataDir, ...args],
    packaged: false,
    userData: join(dataDir, '..', 'usual-place'),
    secondInstance: false,
    printFailure: null,
    keyStore: 'unknown',
    ...settings,
  };
}
