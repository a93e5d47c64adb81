/** What a page tells the double through the exposed binding. */
export type FromPage =
  | { type: 'document'; documentId: string }
  | { type: 'ipc'; documentId: string; channel: string; args: unknown[] }
  | { type: 'port.message'; portId: number; data: unknown }
  | { type: 'port.close'; portId: number }
  | { type: 'violation'; directive: string; blocked: string }
  | { type: 'preload failed'; message: string };

/** What the double delivers into a page. */
export type IntoPage =
  | { type: 'post'; documentId: string; channel: string; message: unknown; portIds: number[] }
  | { type: 'port.message'; portId: number; data: unknown }
  | { type: 'port.close'; portId: number };

export interface PageWindow {
  shellDouble: (message: FromPage) => Promise<void>;
  shellDoubleDeliver: (messages: IntoPage[]) => void;
}

/**
 * Runs in each new document of a window, before the page's own scripts: the built preload, inside a function whose
 * `require` knows only `electron`. In sub-frames there is no preload, as with `nodeIntegrationInSubFrames: false`.
 * Must stand alone: it is sent to Chromium as text.
 */
export function pageSide(preload: string | null): void {
  if (window.parent !== window || location.href === 'about:blank') return;
  const { shellDouble } = window as unknown as PageWindow;
  const documentId = crypto.randomUUID();
  void shellDouble({ type: 'document', documentId });

  document.addEventListener('securitypolicyviolation', ({ effectiveDirective: directive, blockedURI: blocked }) => {
    void shellDouble({ type: 'violation', directive, blocked });
  });

  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void;
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();

  const receivePort = (portId: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(portId, port1);
    port1.onmessage = event => void shellDouble({ type: 'port.message', portId, data: event.data });
    port1.addEventListener('close', () => void shellDouble({ type: 'port.close', portId }));
    return port2;
  };

  (window as unknown as PageWindow).shellDoubleDeliver = messages => {
    for (const message of messages) {
      if (message.type === 'port.message') ports.get(message.portId)?.postMessage(message.data);
      else if (message.type === 'port.close') ports.get(message.portId)?.close();
      else if (message.documentId === documentId) {
        const event = { ports: message.portIds.map(receivePort) };
        for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
      }
    }
  };

  const strict = <T extends object>(name: string, object: T): T =>
    new Proxy(object, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || key === '__esModule') return Reflect.get(target, key);
        throw new Error(`not in the double: ${name}.${key}`);
      },
    });

  const electron = strict('electron', {
    ipcRenderer: strict('ipcRenderer', {
      send: (channel: string, ...args: unknown[]) => void shellDouble({ type: 'ipc', documentId, channel, args }),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    }),
    contextBridge: strict('contextBridge', {
      exposeInMainWorld(name: string, api: Record<string, unknown>) {
        const copy: Record<string, unknown> = {};
        for (const [key, value] of Object.entries(api)) {
          // Electron passes proxies of functions, never the functions; other values the preload has no need of.
          if (typeof value !== 'function') throw new Error(`not in the double: a value exposed as ${name}.${key}`);
          copy[key] = (...args: unknown[]) => value(...args);
        }
        Object.defineProperty(window, name, { value: Object.freeze(copy), enumerable: true });
      },
    }),
  });
  const require = (module: string) => {
    if (module === 'electron') return electron;
    throw new Error(`module not found: ${module}`);
  };

  if (preload === null) return;
  try {
    new Function('require', 'module', 'exports', preload)(require, { exports: {} }, {});
  } catch (error) {
    void shellDouble({ type: 'preload failed', message: String(error) });
  }
}
