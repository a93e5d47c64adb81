import type { SameShape } from '../same-shape.ts';
import type { packetDotMatrix as zh } from '../zh-CN/packet-dot-matrix.ts';

/** The letter in text mode, on continuous carbon forms. */
export const packetDotMatrix: SameShape<typeof zh> = {
  carbon: 'Carbon copies: {{copies}}',
  goesOn: '(continued)',
  box: '[{{mark}}] {{label}}',
  hash: 'Packet check (SHA-256, first 32 digits)',
  unsigned: 'made at signing',
  codeNote:
    'Text mode prints no QR code: the referral number ends in its check character; the first 8 digits of the packet check are the same as in the code.',
  seal: '(seal)',
};
