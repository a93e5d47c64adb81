import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../electron/host/chromium.ts';
import { createHostPlatform, type HostPlatform } from '../../../electron/host/print.ts';
import { codesInImage, type Picture } from '../../../renderer/features/reader/codes-in-image.ts';
import { rasterisePdf } from '../print/pdf-reading.ts';
import { buildPrintPage, sampleDocument } from '../print/print-site.ts';

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

/** A grey photocopy laid on the glass a little askew: turned, blurred, noisy, with less contrast. */
async function photocopied(png: Buffer): Promise<Picture> {
  const page = await browser.newPage();
  try {
    const copy = await page.evaluate(
      async url => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.filter = 'grayscale(1) blur(0.7px) contrast(0.85)';
        context.translate(canvas.width / 2, canvas.height / 2);
        context.rotate(Math.PI / 180);
        context.drawImage(image, -canvas.width / 2, -canvas.height / 2);
        const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
        let seed = 7;
        const grey = new Uint8Array(width * height);
        for (let i = 0; i < grey.length; i++) {
          seed = (seed * 1103515245 + 12345) % 2147483648;
          grey[i] = Math.max(0, Math.min(255, (data[i * 4] ?? 0) + (seed / 2147483648 - 0.5) * 20));
        }
        let text = '';
        for (let at = 0; at < grey.length; at += 32_768) text += String.fromCharCode(...grey.subarray(at, at + 32_768));
        return { base64: btoa(text), width, height };
      },
      `data:image/png;base64,${png.toString('base64')}`,
    );
    const grey = Buffer.from(copy.base64, 'base64');
    const data = new Uint8ClampedArray(grey.length * 4);
    for (const [i, level] of grey.entries()) data.set([level, level, level, 255], i * 4);
    return { data, width: copy.width, height: copy.height };
  } finally {
    await page.close();
  }
}

describe('codes on paper', () => {
  it('are read from a grey, blurred, noisy and askew copy of a 300 dpi print, by a reader that is not our writer', async () => {
    const document = await sampleDocument('full', 'zh', { pages: ['P1', 'P2'] });
    const images = await rasterisePdf(browser, await platform.renderPdf(document), DPI);
    const found: string[] = [];
    for (const image of images) found.push(...codesInImage(await photocopied(image)));
    expect(document.fullSet.length).toBeGreaterThan(0);
    expect(found.toSorted()).toEqual([document.qr, ...document.fullSet].toSorted());
  }, 120_000);
});
