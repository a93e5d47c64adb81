import type { Browser } from 'playwright-core';
import QRCode from 'qrcode';

/** Millimetres on the page. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The modules of the one QR code inside an area of a page image, row by row: dark or light at the middle of each module.
 * @param blur in pixels, as a photocopier smears
 */
export async function modulesInImage(
  browser: Browser,
  png: Buffer,
  { dpi, area, size, blur }: { dpi: number; area: Area; size: number; blur: number },
): Promise<boolean[]> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      async ({ url, scale, area: a, size: n, blur: radius }) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.filter = `blur(${radius}px) grayscale(1)`;
        context.drawImage(image, 0, 0);
        const [left, top] = [Math.round(a.x * scale), Math.round(a.y * scale)];
        const { data, width, height } = context.getImageData(
          left,
          top,
          Math.round(a.width * scale),
          Math.round(a.height * scale),
        );
        const isDark = (x: number, y: number) => (data[(Math.round(y) * width + Math.round(x)) * 4] ?? 255) < 128;
        const columns = Array.from({ length: width }, (_, x) => x);
        const rows = Array.from({ length: height }, (_, y) => y);
        const usedColumns = columns.filter(x => rows.some(y => isDark(x, y)));
        const usedRows = rows.filter(y => columns.some(x => isDark(x, y)));
        const [x0 = 0, x1 = 0] = [usedColumns[0], usedColumns.at(-1)];
        const [y0 = 0, y1 = 0] = [usedRows[0], usedRows.at(-1)];
        const step = { x: (x1 - x0 + 1) / n, y: (y1 - y0 + 1) / n };
        return Array.from({ length: n * n }, (_, i) =>
          isDark(x0 + ((i % n) + 0.5) * step.x - 0.5, y0 + (Math.floor(i / n) + 0.5) * step.y - 0.5),
        );
      },
      { url: `data:image/png;base64,${png.toString('base64')}`, scale: dpi / 25.4, area, size, blur },
    );
  } finally {
    await page.close();
  }
}

/** What a code of this text must look like. */
export function modulesOfText(text: string): { size: number; version: number; modules: boolean[] } {
  const { modules, version } = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  return { size: modules.size, version, modules: Array.from(modules.data, Boolean) };
}
