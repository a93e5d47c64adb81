import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../../shared/referral/base45.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('base45', () => {
  it('gives the examples of RFC 9285', () => {
    expect(encodeBase45(bytes('AB'))).toBe('BB8');
    expect(encodeBase45(bytes('Hello!!'))).toBe('%69 VD92EX0');
    expect(encodeBase45(bytes('base-45'))).toBe('UJCLQE7W581');
    expect(decodeBase45('QED8WEX0')).toEqual(new Uint8Array(bytes('ietf!')));
  });

  it('brings any bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), given => {
        expect(decodeBase45(encodeBase45(given))).toEqual(new Uint8Array(given));
      }),
    );
  });

  it('refuses what no encoder writes', () => {
    for (const text of ['A', 'AAAA', 'GGW', ':::', 'ab8', '汉字x', '::']) expect(decodeBase45(text), text).toBeNull();
  });
});
