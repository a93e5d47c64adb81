import type { Browser } from 'playwright-core';
import type { Picture } from '../../../renderer/features/reader/codes-in-image.ts';

/** A grey photocopy laid on the glass a little askew: turned, blurred, noisy, with less contrast. */
export async function photocopied(browser: Browser, png: Buffer): Promise<Picture> {
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
