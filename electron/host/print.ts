import type { Browser, Page, Route } from 'playwright-core';
import type { Paper } from '../../shared/referral/test-page.ts';
import { inTwoAttempts } from '../print-attempts.ts';
import { rendererFile } from '../renderer-files.ts';
import type { Platform } from '../services/platform.ts';
import { launchChromium } from './chromium.ts';

export interface HostPlatformOptions {
  /** Folder of the built renderer: print.html with its assets. */
  readonly rendererFolder: string;
  /** How long the browser stays warm after the last page, 2 minutes by default. */
  readonly idleMs?: number;
  readonly launch?: () => Promise<Browser>;
  /** Told of characters in names that will print as an empty box: no font of this computer has them. */
  readonly onMissingGlyphs?: (characters: string[]) => void;
}

export interface HostPlatform extends Platform {
  close(): Promise<void>;
}

/** What print.html puts on its window. */
interface PrintPage {
  showPacket(document: Paper): Promise<string[]>;
}

// Never looked up: every request of the page is answered from the renderer's folder, so that no port is open.
const ORIGIN = 'http://print.invalid';
const IDLE_MS = 120_000;

/**
 * What the browser host has in place of the Electron shell: PDF by headless Chromium. It has no system print dialog,
 * hence `print` answers `page` and the renderer prints from the clinician's own browser.
 */
export function createHostPlatform({
  rendererFolder,
  idleMs = IDLE_MS,
  launch = launchChromium,
  onMissingGlyphs = () => {},
}: HostPlatformOptions) {
  let browser: Promise<Browser> | null = null;
  let spare: Promise<Page> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function openPage(): Promise<Page> {
    browser ??= launch();
    const launched = browser;
    const running = await launched;
    // Killed, crashed, or gone while the computer slept: neither it nor its open page may meet the next packet.
    running.once('disconnected', () => {
      if (browser === launched) forget();
    });
    return openPrintPage(running, rendererFolder);
  }

  function forget(): void {
    browser = null;
    spare = null;
  }

  async function stop(): Promise<void> {
    clearTimeout(idle);
    const running = browser;
    forget();
    await (await running?.catch(() => null))?.close().catch(() => {});
  }

  async function render(document: Paper): Promise<Uint8Array> {
    clearTimeout(idle);
    const ahead = spare;
    spare = null;
    const page = await (ahead ?? openPage());
    try {
      const { pdf, missing } = await printOn(page, document);
      if (missing.length > 0) onMissingGlyphs(missing);
      return pdf;
    } finally {
      // With it the patient leaves the browser's memory; where it cannot be closed, the browser goes. A failure here
      // hides neither the PDF nor the failure that brought us here.
      await page.context().close().catch(stop);
    }
  }

  /** The next packet finds its page open. */
  function openAhead(): void {
    spare = openPage();
    spare.catch(() => {}); // the next render meets the failure, if it still is one
    idle = setTimeout(() => void stop(), idleMs).unref();
  }

  const platform: HostPlatform = {
    renderPdf(document) {
      const result = queue.then(async () => {
        const pdf = await inTwoAttempts(() => render(document), stop);
        openAhead();
        return pdf;
      });
      queue = result.catch(() => {});
      return result;
    },
    print: async () => 'page',
    async close() {
      await queue;
      await stop();
    },
  };
  return platform;
}

/** print.html of the built renderer, in a context of its own that reaches nothing else. */
export async function openPrintPage(browser: Browser, rendererFolder: string): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.route('**/*', route => answer(route, rendererFolder));
  const page = await context.newPage();
  await page.goto(`${ORIGIN}/print.html`);
  return page;
}

/** The PDF of a paper on such a page, and the characters of its names that no font of this computer has. */
export async function printOn(page: Page, document: Paper): Promise<{ pdf: Uint8Array; missing: string[] }> {
  // Under the page's own globals there is only what PrintPage says.
  const missing = await page.evaluate(paper => (globalThis as unknown as PrintPage).showPacket(paper), document);
  return { pdf: await page.pdf({ preferCSSPageSize: true, tagged: true, printBackground: true }), missing };
}

/** A file of the renderer's folder, as the application's own pages get it, or nothing at all. */
async function answer(route: Route, rendererFolder: string): Promise<void> {
  const url = new URL(route.request().url());
  if (url.origin !== ORIGIN) return route.abort();
  const file = await rendererFile(url.pathname, rendererFolder);
  await route.fulfill({
    status: file.status,
    headers: Object.fromEntries(file.headers),
    body: Buffer.from(await file.arrayBuffer()),
  });
}
