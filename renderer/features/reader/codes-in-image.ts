import jsQR from 'jsqr';

export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Codes on one page: the core code, or three of the full set. */
const MOST = 4;

/**
 * Every QR code of ours in a picture, in the order of being found. A code that was read is painted over, so that the
 * next can be found.
 */
export function codesInImage(picture: Picture): string[] {
  const data = new Uint8ClampedArray(picture.data);
  const found: string[] = [];
  for (let i = 0; i < MOST; i++) {
    const code = jsQR(data, picture.width, picture.height, { inversionAttempts: 'dontInvert' });
    if (!code) break;
    if (code.data.startsWith('GQ')) found.push(code.data);
    const { topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner } = code.location;
    const corners = [topLeftCorner, topRightCorner, bottomLeftCorner, bottomRightCorner];
    paintOver(data, picture, corners);
  }
  return [...new Set(found)];
}

function paintOver(
  data: Uint8ClampedArray,
  { width, height }: Picture,
  corners: readonly { x: number; y: number }[],
): void {
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) {
    const from = (y * width + Math.max(0, Math.floor(left))) * 4;
    const to = (y * width + Math.min(width, Math.ceil(right))) * 4;
    data.fill(255, from, Math.max(from, to));
  }
}

/** Longest side in pixels: an A4 page at 300 dpi has 3,508. */
const LARGEST = 3600;

/** The picture of a file; null where it is none. */
export async function pictureOf(file: Blob): Promise<Picture | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
  } catch {
    return null;
  }
}
