import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { createHostPlatform, type HostPlatform } from '../../../electron/host/print.ts';
import { codesInImage } from '../../../renderer/features/reader/codes-in-image.ts';
import { rasterisePdf } from '../print/pdf-reading.ts';
import { buildPrintPage, sampleDocument } from '../print/print-site.ts';
import { photocopied } from './photocopy.ts';

let site: Awaited<ReturnType<typeof buildPrintPage>>;
let platform: HostPlatform;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([buildPrintPage(), launchChromium()]);
  platform = createHostPlatform({ rendererFolder: site.folder });
});
afterAll(async () => {
  await platform.close();
  await browser.close();
  await site.remove();
});

const DPI = 300;

describe('codes on paper', () => {
  it('are read from a grey, blurred, noisy and askew copy of a 300 dpi print, by a reader that is not our writer', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P1', 'P2'] });
    const images = await rasterisePdf(browser, await platform.renderPdf(document), DPI);
    const found: string[] = [];
    for (const image of images) found.push(...codesInImage(await photocopied(browser, image)));
    expect(document.fullSet.length).toBeGreaterThan(0);
    expect(found.toSorted()).toEqual([document.qr, ...document.fullSet].toSorted());
  }, 120_000);
});
