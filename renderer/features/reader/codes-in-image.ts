import jsQR from 'jsqr';

export interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Above this a code is a small part of the picture, as on a scanned page, and is looked for piece by piece. */
const WHOLE_PIXELS = 2_500_000;
/** A code of 34 mm and its margin at 300 dpi, with as much again around it; pieces overlap by half. */
const PIECE = 840;

/** Every QR code of ours in a picture. */
export function codesInImage(picture: Picture): string[] {
  const { width, height } = picture;
  const found = new Set<string>();
  const look = (part: Picture) => {
    const code = jsQR(part.data, part.width, part.height, { inversionAttempts: 'dontInvert' });
    if (code?.data.startsWith('GQ')) found.add(code.data);
  };
  if (width * height <= WHOLE_PIXELS) look(picture);
  else {
    for (let y = 0; y < height - PIECE / 4; y += PIECE / 2)
      for (let x = 0; x < width - PIECE / 4; x += PIECE / 2) {
        const part = pieceOf(picture, x, y);
        if (hasMuchInk(part)) look(part);
      }
  }
  return [...found];
}

function pieceOf(picture: Picture, x: number, y: number): Picture {
  const width = Math.min(PIECE, picture.width - x);
  const height = Math.min(PIECE, picture.height - y);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 4;
    data.set(picture.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { data, width, height };
}

/** Half of a code is dark; of text a tenth. */
const INK_SHARE = 0.09;
const DARK = 110;

function hasMuchInk({ data }: Picture): boolean {
  let dark = 0;
  for (let at = 0; at < data.length; at += 64) if ((data[at] ?? 255) < DARK) dark++;
  return dark > (data.length / 64) * INK_SHARE;
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
