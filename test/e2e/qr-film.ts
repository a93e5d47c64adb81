import QRCode from 'qrcode';

const WIDTH = 960;
const HEIGHT = 720;
const WHITE = 235;
const BLACK = 16;
const GREY = 128;

/** A code before a camera that does not move, as Chromium's fake camera plays it (YUV4MPEG2, 4:2:0). */
export function cameraFilm(code: string): Buffer {
  const { modules } = QRCode.create([{ data: code, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const scale = Math.floor((HEIGHT - 80) / size);
  const left = Math.floor((WIDTH - size * scale) / 2);
  const top = Math.floor((HEIGHT - size * scale) / 2);
  const light = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(Math.floor(y / scale), x)) continue;
      const at = (top + y) * WIDTH + left + x * scale;
      light.fill(BLACK, at, at + scale);
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]);
}
