import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealCode, unsealCode } from '../../../electron/services/trust/code-seal.ts';
import { compressed, decompressed } from '../../../electron/services/trust/curve-point.ts';

const newKey = async (): Promise<JWK> =>
  exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).privateKey);

let ward: JWK;
let other: JWK;
beforeAll(async () => {
  [ward, other] = await Promise.all([newKey(), newKey()]);
});

const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 }).map(array => new Uint8Array(array));

describe('curve point', () => {
  it('comes back from its short form', async () => {
    for (let i = 0; i < 20; i++) {
      const { x, y } = await newKey();
      expect(decompressed(compressed({ kty: 'EC', x: x ?? '', y: y ?? '' }))).toMatchObject({ x, y });
    }
  });

  it('is refused where it lies on no curve', () => {
    expect(decompressed(new Uint8Array(33))).toBeNull();
    expect(decompressed(Uint8Array.of(2, ...new Uint8Array(32).fill(255)))).toBeNull();
    const halves = Array.from({ length: 64 }, (_, x) => decompressed(Uint8Array.of(2, ...new Uint8Array(31), x)));
    expect(halves.filter(point => point === null).length).toBeGreaterThan(10); // about every other x has no point
  });
});

describe('seal of a code', () => {
  it('is opened by the receiver alone, and only as it was closed', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, fc.nat(), async (plain, aad, at) => {
        const sealed = await sealCode(ward, plain, aad);
        expect(sealed.length).toBe(33 + plain.length + 16);
        expect(await unsealCode(ward, sealed, aad)).toEqual(plain);
        expect(await unsealCode(other, sealed, aad)).toBeNull();
        const place = at % sealed.length;
        const altered = sealed.map((byte, i) => (i === place ? byte ^ 1 : byte));
        expect(await unsealCode(ward, altered, aad)).toBeNull();
        expect(await unsealCode(ward, sealed, new Uint8Array([...aad, 0]))).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('never looks the same twice', async () => {
    const plain = new Uint8Array(20);
    const [one, two] = await Promise.all([sealCode(ward, plain, plain), sealCode(ward, plain, plain)]);
    expect(one).not.toEqual(two);
  });
});
