import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import { launchChromium } from '../../electron/host/chromium.ts';
import { createHostPlatform } from '../../electron/host/print.ts';
import { rendererFile } from '../../electron/renderer-files.ts';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';
import { buildPrintPage, sampleDocument } from '../renderer/print/print-site.ts';

const RUNS = 15;
const WARM_UP = 3;
/** Between two measurements: the application opens its next page ahead, which must not weigh on the yardstick. */
const REST_MS = 700;
const ORIGIN = 'http://print.invalid';

/**
 * A whole packet to PDF through the application's own printing, beside the very same pages as a standing HTML document:
 * serialised, without a script, with its style sheets and fonts from the same folder, loaded and printed by an equal
 * browser. What is ours beyond it: the model handed over, rendered, its sheets fitted; what we save: the page is open.
 */
const bench: Bench = {
  name: 'packet.8-pages',
  limits: { 'packet.8-pages': 1.5 },
  async run() {
    const site = await buildPrintPage();
    const browser = await launchChromium();
    const platform = createHostPlatform({ rendererFolder: site.folder });
    try {
      const document = await sampleDocument('full', 'zh');
      const html = await serialised(browser, site.folder, document);
      const [ours, bare]: [number[], number[]] = [[], []];
      for (let run = 0; run < WARM_UP + RUNS; run++) {
        const packet = await timed(() => platform.renderPdf(document));
        await delay(REST_MS);
        const yardstick = await timed(() => printStanding(browser, site.folder, html));
        if (run >= WARM_UP) {
          ours.push(packet);
          bare.push(yardstick);
        }
      }
      return [benchLine('packet.8-pages', 'ms', ours, bare)];
    } finally {
      await platform.close();
      await browser.close();
      await site.remove();
    }
  },
};
export default bench;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** A page that gets its files from the built folder, and `html` under the name standing.html. */
async function pageOf(browser: Browser, folder: string, html: string): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.route('**/*', async route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/standing.html') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    const file = await rendererFile(pathname, folder);
    return route.fulfill({
      status: file.status,
      headers: Object.fromEntries(file.headers),
      body: Buffer.from(await file.arrayBuffer()),
    });
  });
  return context.newPage();
}

/** What the print page has made of the packet, as a document without a script. */
async function serialised(browser: Browser, folder: string, document: PacketDocument): Promise<string> {
  const page = await pageOf(browser, folder, '');
  await page.goto(`${ORIGIN}/print.html`);
  const html = await page.evaluate(async packet => {
    await window.showPacket(packet);
    for (const script of window.document.querySelectorAll('script, link[rel="modulepreload"]')) script.remove();
    return `<!doctype html>${window.document.documentElement.outerHTML}`;
  }, document);
  await page.context().close();
  return html;
}

async function printStanding(browser: Browser, folder: string, html: string): Promise<Uint8Array> {
  const page = await pageOf(browser, folder, html);
  try {
    await page.goto(`${ORIGIN}/standing.html`);
    await page.evaluate(async () => {
      await window.document.fonts.ready;
    });
    return await page.pdf({ preferCSSPageSize: true, tagged: true, printBackground: true });
  } finally {
    await page.context().close();
  }
}
