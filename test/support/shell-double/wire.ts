import type { BrowserWindowConstructorOptions, MessageBoxOptions, PrintToPDFOptions, SafeStorage } from 'electron';

/** A frame as main sees it: its address and those of its parents, nearest first. */
export interface FrameFacts {
  documentId: string;
  url: string;
  parents: string[];
}

/** How the double is set for one test. */
export interface DoubleSettings {
  main: string;
  argv: string[];
  packaged: boolean;
  /** The machine's folder for application data (Electron's own default for `userData`). */
  userData: string;
  /** Whether another instance holds the lock already. */
  secondInstance: boolean;
  /** What `webContents.print` is told: null = printed. */
  printFailure: string | null;
  /** The system's key store; `basic_text` keeps nothing secret, `unknown` = none. */
  keyStore: ReturnType<SafeStorage['getSelectedStorageBackend']>;
}

/** What the process with the main bundle asks of the one that drives Chromium. */
export type ToChromium = {
  'window.create': (id: number, options: BrowserWindowConstructorOptions) => void;
  'window.show': (id: number) => void;
  'window.destroy': (id: number) => void;
  'contents.load': (id: number, url: string) => void;
  'contents.reload': (id: number) => void;
  'contents.execute': (id: number, code: string) => unknown;
  'contents.pdf': (id: number, options: PrintToPDFOptions) => Uint8Array;
  'frame.post': (id: number, documentId: string, channel: string, message: unknown, portIds: number[]) => void;
  'port.message': (portId: number, data: unknown) => void;
  'port.close': (portId: number) => void;
  'dialog.showMessageBox': (options: MessageBoxOptions) => number;
  call: (api: string, args: unknown[]) => void;
};

export interface RequestFacts {
  url: string;
  method: string;
  /** A frame on its way to another document, not by main's own order. */
  navigation: { isMainFrame: boolean } | null;
}

export type RequestAnswer =
  | 'cancelled'
  | 'not ours'
  | { status: number; headers: [string, string][]; body: Uint8Array };

/** What the process that drives Chromium tells or asks the one with the main bundle. */
export type ToMain = {
  request: (id: number, request: RequestFacts) => RequestAnswer;
  'window.open': (id: number, url: string) => 'allow' | 'deny';
  'window.closed': (id: number) => void;
  'contents.loaded': (id: number, url: string) => void;
  'contents.gone': (id: number, reason: string) => void;
  ipc: (id: number, frame: FrameFacts | null, channel: string, args: unknown[]) => void;
  'port.message': (portId: number, data: unknown) => void;
  'port.close': (portId: number) => void;
  'app.second-instance': () => void;
  power: (event: 'resume' | 'unlock-screen') => void;
  'app.quit': () => void;
};

type Api = Record<string, (...args: never[]) => unknown>;
type Handlers<T extends Api> = {
  [K in keyof T]: (...args: Parameters<T[K]>) => ReturnType<T[K]> | Promise<ReturnType<T[K]>>;
};
type Packet =
  | { ask: number; name: string; args: unknown[] }
  | { answer: number; value: unknown }
  | { answer: number; error: string };

/** One end of the line between the two processes; messages keep their order. */
export interface Wire<Remote extends Api> {
  ask<K extends keyof Remote & string>(name: K, ...args: Parameters<Remote[K]>): Promise<ReturnType<Remote[K]>>;
  /** Asks without waiting; a failure there is its own matter. */
  tell<K extends keyof Remote & string>(name: K, ...args: Parameters<Remote[K]>): void;
  receive(packet: unknown): void;
  /** Every question still open fails. */
  cut(reason: string): void;
}

export function wire<Local extends Api, Remote extends Api>(
  send: (packet: unknown) => void,
  handlers: Handlers<Local>,
): Wire<Remote> {
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  const answer = async (id: number, name: string, args: unknown[]) => {
    try {
      const value = await handlers[name as keyof Local](...(args as Parameters<Local[keyof Local]>));
      send({ answer: id, value } satisfies Packet);
    } catch (error) {
      send({ answer: id, error: error instanceof Error ? error.message : String(error) } satisfies Packet);
    }
  };
  const ask: Wire<Remote>['ask'] = (name, ...args) =>
    new Promise((resolve, reject) => {
      last += 1;
      open.set(last, { resolve, reject });
      send({ ask: last, name, args } satisfies Packet);
    });
  return {
    ask,
    tell: (name, ...args) => void ask(name, ...args).catch(() => {}),
    receive(raw) {
      const packet = raw as Packet;
      if ('ask' in packet) {
        void answer(packet.ask, packet.name, packet.args);
        return;
      }
      const waiting = open.get(packet.answer);
      open.delete(packet.answer);
      if ('error' in packet) waiting?.reject(new Error(packet.error));
      else waiting?.resolve(packet.value as never);
    },
    cut(reason) {
      for (const { reject } of open.values()) reject(new Error(reason));
      open.clear();
    },
  };
}
