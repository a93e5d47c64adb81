import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, PrintToPDFOptions } from 'electron';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { type FromPage, type IntoPage, type PageWindow, pageSide } from './page-script.ts';
import type { FrameFacts, ToMain, Wire } from './wire.ts';

/**
 * Chromium never offers `app://` to route interception, so `app://<host>/…` stands at `https://<host>.app.invalid/…`:
 * a secure context, whose CSP header is enforced. (`.invalid` is never resolved.)
 */
const SUFFIX = '.app.invalid';

export const toChromium = (url: string) => url.replace(/^app:\/\/([^/?#]*)/, `https://$1${SUFFIX}`);
export function toApp(url: string): string {
  const host = URL.parse(url)?.host ?? '';
  return host.endsWith(SUFFIX) ? url.replace(/^https:\/\/[^/?#]*/, `app://${host.slice(0, -SUFFIX.length)}`) : url;
}

/** One BrowserWindow's page. */
export interface PageOfWindow {
  readonly id: number;
  readonly page: Promise<Page>;
  load(url: string): Promise<void>;
  reload(): Promise<void>;
  execute(code: string): Promise<unknown>;
  pdf(options: PrintToPDFOptions): Promise<Uint8Array>;
  deliver(message: IntoPage): void;
  destroy(): Promise<void>;
}

export interface Surroundings {
  context: BrowserContext;
  main: Wire<ToMain>;
  /** A port that went to a page: where to deliver what main sends through it. */
  portHomes: Map<number, PageOfWindow>;
  /** Requests that were refused. */
  refused: string[];
  /** What the content security policy stopped. */
  violations: string[];
  /** What should not have happened. */
  problems: string[];
}

export function openPage(id: number, options: BrowserWindowConstructorOptions, around: Surroundings): PageOfWindow {
  const { context, main, portHomes, refused, violations, problems } = around;
  let loading = false; // by main's own order, which is no 'will-navigate'
  let documentPorts: number[] = [];

  /** Ports of a document that has gone are closed, as when a page reloads or its process ends. */
  const newDocument = () => {
    for (const portId of documentPorts) main.tell('port.close', portId);
    documentPorts = [];
  };

  const hear = (frame: Frame, message: FromPage) => {
    switch (message.type) {
      case 'document':
        newDocument();
        main.tell('contents.loaded', id, toApp(frame.url()));
        break;
      case 'ipc':
        main.tell('ipc', id, factsOf(frame, message.documentId), message.channel, message.args);
        break;
      case 'port.message':
        main.tell('port.message', message.portId, message.data);
        break;
      case 'port.close':
        main.tell('port.close', message.portId);
        break;
      case 'violation':
        violations.push(`${message.directive}: ${message.blocked}`);
        break;
      case 'preload failed':
        problems.push(`preload: ${message.message}`);
        break;
    }
  };

  const handle = async (route: Route) => {
    const request = route.request();
    const isNavigation = request.isNavigationRequest();
    const isMainFrame = request.frame().parentFrame() === null;
    const ordered = isNavigation && isMainFrame && loading;
    const url = toApp(request.url());
    const navigation = isNavigation && !ordered ? { isMainFrame } : null;
    const answer = await main.ask('request', id, { url, method: request.method(), navigation });
    if (typeof answer === 'string') {
      refused.push(url);
      if (answer === 'not ours') problems.push(`main let a request pass to ${url}`);
      await route.abort(isNavigation ? 'aborted' : 'blockedbyclient');
      return;
    }
    const { status, headers, body } = answer;
    await route.fulfill({ status, headers: Object.fromEntries(headers), body: Buffer.from(body) });
  };

  const opening = (async () => {
    const page = await context.newPage();
    await page.setViewportSize({ width: options.width ?? 800, height: options.height ?? 600 }); // Electron's defaults
    await page.route('**/*', route => handle(route).catch(() => route.abort().catch(() => {})));
    page.on('popup', async popup => {
      const may = await main.ask('window.open', id, toApp(popup.url())).catch(() => 'deny' as const);
      if (may === 'allow') problems.push('not in the double: a window opened by a page');
      await popup.close().catch(() => {});
    });
    page.on('close', () => {
      newDocument();
      main.tell('window.closed', id);
    });
    page.on('crash', () => main.tell('contents.gone', id, 'crashed'));
    await page.exposeBinding('shellDouble', ({ frame }, message: FromPage) => hear(frame, message));
    const { preload } = options.webPreferences ?? {};
    await page.addInitScript(pageSide, preload === undefined ? null : readFileSync(preload, 'utf8'));
    return page;
  })();

  // Messages keep their order: what has gathered goes in one call, and the next waits for it.
  let queue: IntoPage[] = [];
  let flushing = false;
  const flush = async () => {
    const page = await opening;
    while (queue.length > 0) {
      const messages = queue;
      queue = [];
      // A page that is leaving loses what was on its way to it.
      await page
        .evaluate(batch => (window as unknown as PageWindow).shellDoubleDeliver?.(batch), messages)
        .catch(() => {});
    }
    flushing = false;
  };

  const self: PageOfWindow = {
    id,
    page: opening,
    async load(url) {
      const page = await opening;
      loading = true;
      try {
        await page.goto(toChromium(url));
      } finally {
        loading = false;
      }
    },
    async reload() {
      await (await opening).reload();
    },
    execute: async code => unlessGone((await opening).evaluate(code)),
    pdf: async options => unlessGone(printed(await opening, options)),
    deliver(message) {
      if (message.type === 'post') {
        documentPorts.push(...message.portIds);
        for (const portId of message.portIds) portHomes.set(portId, self);
      }
      queue.push(message);
      if (flushing) return;
      flushing = true;
      void flush();
    },
    async destroy() {
      await (await opening).close().catch(() => {});
    },
  };
  return self;
}

function factsOf(frame: Frame, documentId: string): FrameFacts {
  const parents: string[] = [];
  for (let above = frame.parentFrame(); above; above = above.parentFrame()) parents.push(toApp(above.url()));
  return { documentId, url: toApp(frame.url()), parents };
}

/** As in Electron: what was asked of a process that ended is never answered; only `render-process-gone` tells. */
const unlessGone = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    if (/crash/i.test(String(error))) return new Promise<never>(() => {});
    throw error;
  });

const ELECTRON_MARGIN = 0.4; // inch, about 1 cm: Electron's default, unless the page's CSS says

async function printed(page: Page, options: PrintToPDFOptions): Promise<Uint8Array> {
  const { preferCSSPageSize, printBackground, generateTaggedPDF, pageSize, margins, ...others } = options;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new Error(`not in the double: printToPDF option ${unknown}`);
  if (typeof pageSize === 'object') throw new Error('not in the double: printToPDF with a page size of its own');
  const inches = (side: 'top' | 'bottom' | 'left' | 'right') => `${margins?.[side] ?? ELECTRON_MARGIN}in`;
  return page.pdf({
    format: pageSize ?? 'Letter',
    margin: { top: inches('top'), bottom: inches('bottom'), left: inches('left'), right: inches('right') },
    ...(preferCSSPageSize !== undefined && { preferCSSPageSize }),
    ...(printBackground !== undefined && { printBackground }),
    ...(generateTaggedPDF !== undefined && { tagged: generateTaggedPDF }),
  });
}
