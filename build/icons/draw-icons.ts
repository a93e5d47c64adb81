import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../electron/host/chromium.ts';

/**
 * Draws the icons of the installers from icon.svg, our own drawing: a bridge under a drop. Run by hand after a change:
 * `node build/icons/draw-icons.ts`.
 */
const folder = import.meta.dirname;
const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]; // Windows wants 256 in it

const browser = await launchChromium();
const page = await browser.newPage();
const svg = await readFile(join(folder, 'icon.svg'), 'utf8');
const drawn = new Map<number, Buffer>();
for (const size of PNG_SIZES) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  drawn.set(size, png);
  await writeFile(join(folder, `${size}x${size}.png`), png);
}
await browser.close();
await writeFile(join(folder, 'icon.ico'), icoOf(ICO_SIZES));

/** An .ico file: a header, a directory of 16 bytes a picture, then the pictures as PNG (read since Windows Vista). */
function icoOf(sizes: number[]): Buffer {
  const HEADER = 6;
  const ENTRY = 16;
  const header = Buffer.alloc(HEADER + ENTRY * sizes.length);
  header.writeUInt16LE(1, 2); // an icon, not a cursor
  header.writeUInt16LE(sizes.length, 4);
  const pictures = sizes.map(size => drawn.get(size) ?? Buffer.alloc(0));
  let offset = header.length;
  for (const [i, picture] of pictures.entries()) {
    const at = HEADER + ENTRY * i;
    const size = sizes[i] ?? 0;
    header.writeUInt8(size % 256, at); // 0 means 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // colour planes
    header.writeUInt16LE(32, at + 6); // bits a pixel
    header.writeUInt32LE(picture.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += picture.length;
  }
  return Buffer.concat([header, ...pictures]);
}
