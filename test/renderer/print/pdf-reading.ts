import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Browser } from 'playwright-core';

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const MAPS = { cMapUrl: join(PDFJS, 'cmaps/'), standardFontDataUrl: join(PDFJS, 'standard_fonts/') };

export interface PdfPage {
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

const MM = 25.4 / 72;

/**
 * pdf.js reads some Han glyphs back as the radicals that share them (页 as U+2EDA), which NFKC does not fold; the rest
 * of U+2F00–2FDF NFKC folds by itself.
 */
const RADICALS: Readonly<Record<string, string>> = {
  '⺟': '母',
  '⻄': '西',
  '⻅': '见',
  '⻆': '角',
  '⻉': '贝',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻤': '鬼',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻩': '黄',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
  '⻳': '龟',
};

/** One spelling of a text: radicals folded, spaces gone, since lines and columns break anywhere. */
export const folded = (text: string): string =>
  text
    .replace(/[\u2E80-\u2EFF]/g, c => RADICALS[c] ?? c)
    .replace(/[\u2F00-\u2FDF]/g, c => c.normalize('NFKC'))
    .replace(/\s+/g, '');

/** Size and folded text of every page. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), ...MAPS, cMapPacked: true, verbosity: 0 });
  const pdf = await loading.promise;
  const pages: PdfPage[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: true });
    const text = items.map(item => ('str' in item ? item.str : '')).join('');
    pages.push({ width: width * MM, height: height * MM, text: folded(text) });
  }
  await loading.destroy();
  return pages;
}

const ORIGIN = 'http://pdf.invalid';

const PAGE = `<!doctype html><script type="module">
import * as pdfjs from '/legacy/build/pdf.min.mjs';
window.pdfjs = pdfjs;
</script>`;

interface PdfJs {
  getDocument(source: object): { promise: Promise<{ numPages: number; getPage(n: number): Promise<PdfJsPage> }> };
  GlobalWorkerOptions: { workerSrc: string };
}
interface PdfJsPage {
  getViewport(options: { scale: number }): { width: number; height: number };
  render(options: object): { promise: Promise<void> };
}

/** The pages as a printer sees them: PNG images at a resolution, drawn by pdf.js in Chromium. */
export async function rasterisePdf(browser: Browser, bytes: Uint8Array, dpi: number): Promise<Buffer[]> {
  const page = await browser.newPage();
  try {
    await page.route(`${ORIGIN}/**`, async route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: PAGE });
      if (pathname === '/file.pdf') return route.fulfill({ body: Buffer.from(bytes) });
      const contentType = pathname.endsWith('js') ? 'text/javascript' : 'application/octet-stream';
      await route.fulfill({ contentType, body: await readFile(join(PDFJS, pathname)) });
    });
    await page.goto(ORIGIN);
    await page.waitForFunction(() => 'pdfjs' in window);
    const urls = await page.evaluate(
      async ({ origin, scale }) => {
        const { pdfjs } = window as unknown as { pdfjs: PdfJs }; // put there by the page's own script
        pdfjs.GlobalWorkerOptions.workerSrc = `${origin}/legacy/build/pdf.worker.min.mjs`;
        const source = { url: `${origin}/file.pdf`, cMapUrl: `${origin}/cmaps/`, cMapPacked: true };
        const pdf = await pdfjs.getDocument(source).promise;
        const images: string[] = [];
        for (let n = 1; n <= pdf.numPages; n++) {
          const sheet = await pdf.getPage(n);
          const viewport = sheet.getViewport({ scale });
          const canvas = Object.assign(document.createElement('canvas'), {
            width: Math.round(viewport.width),
            height: Math.round(viewport.height),
          });
          await sheet.render({ canvas, viewport }).promise;
          images.push(canvas.toDataURL('image/png'));
        }
        return images;
      },
      { origin: ORIGIN, scale: dpi / 72 },
    );
    return urls.map(url => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  } finally {
    await page.close();
  }
}
