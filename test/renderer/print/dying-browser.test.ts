import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { createHostPlatform } from '../../../electron/host/print.ts';
import type { PacketDocument } from '../../../shared/referral/packet-model.ts';
import { folded, readPdf } from './pdf-reading.ts';
import { buildPrintPage, sampleDocument } from './print-site.ts';

let site: Awaited<ReturnType<typeof buildPrintPage>>;
let document: PacketDocument;

beforeAll(async () => {
  site = await buildPrintPage();
  document = await sampleDocument('full', 'zh', { pages: ['P1'] });
});
afterAll(() => site.remove());

/** A printing platform whose browsers the test may crash. */
function mortalPlatform() {
  const launched: Browser[] = [];
  const crash = async () => {
    const session = await launched.at(-1)?.newBrowserCDPSession();
    await session?.send('Browser.crash').catch(() => {}); // nobody is left to answer
  };
  /** The process of the pages alone, as Chromium ends it when memory runs out. */
  const crashPages = async () => {
    for (const context of launched.at(-1)?.contexts() ?? []) {
      for (const page of context.pages()) {
        const session = await context.newCDPSession(page);
        void session.send('Page.crash').catch(() => {});
      }
    }
  };
  const launch = async () => {
    const browser = await launchChromium();
    launched.push(browser);
    return browser;
  };
  return { platform: createHostPlatform({ rendererFolder: site.folder, launch }), launched, crash, crashPages };
}

const textOf = async (pdf: Promise<Uint8Array>) => (await readPdf(await pdf)).map(page => page.text).join('');

describe('printing with a browser that dies', () => {
  let survivor: ReturnType<typeof mortalPlatform>;
  beforeAll(async () => {
    survivor = mortalPlatform();
    await survivor.platform.renderPdf(document);
  });
  afterAll(() => survivor.platform.close());

  it.each([
    ['the browser', 'crash', 0],
    ['the browser', 'crash', 150],
    ['the page', 'crashPages', 0],
    ['the page', 'crashPages', 150],
  ] as const)('makes the PDF all the same when %s crashes (%s) %i ms into it', async (_what, crash, milliseconds) => {
    const pdf = textOf(survivor.platform.renderPdf(document));
    await delay(milliseconds);
    await survivor[crash]();
    expect(await pdf).toContain(folded('双向转诊（转出）单'));
  });

  it('makes the PDF when the browser went between two packets, its next page open', async () => {
    const mortal = mortalPlatform();
    await mortal.platform.renderPdf(document);
    await expect.poll(() => mortal.launched[0]?.contexts().length).toBe(1);
    await mortal.crash();
    expect(await textOf(mortal.platform.renderPdf(document))).toContain(folded('双向转诊（转出）单'));
    expect(mortal.launched).toHaveLength(2);
    await mortal.platform.close();
  });

  it('gives up at the second crash, names what ended the printing and not the closing after it, and recovers', async () => {
    const mortal = mortalPlatform();
    const watch = setInterval(() => void mortal.crashPages().catch(() => {}), 20); // the page may be gone already
    const failure = await mortal.platform.renderPdf(document).catch((error: unknown) => error);
    clearInterval(watch);
    expect(failure).toMatchObject({ code: 'pdf-failed' });
    expect(String((failure as Error).cause)).toMatch(/page\.(goto|evaluate|pdf)/);
    expect(mortal.launched).toHaveLength(2);
    expect(await textOf(mortal.platform.renderPdf(document))).toContain(folded('双向转诊（转出）单'));
    await mortal.platform.close();
  });

  it('names what failed in the page itself', async () => {
    const mortal = mortalPlatform();
    const broken = { ...document, pages: null } as unknown as PacketDocument;
    const failure = await mortal.platform.renderPdf(broken).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'pdf-failed' });
    expect(String((failure as Error).cause)).toContain('TypeError');
    await mortal.platform.close();
  });
});
