/**
 * Known-answer test of the cryptography that the roads without a line need (registry-and-sync 11): an engine that fails
 * it must not sign, seal or verify. Vectors: RFC 6979 A.2.5 (ECDSA P-256, "sample"), NIST CAVS ECC CDH P-256 count 0,
 * RFC 5869 A.1 (HKDF-SHA-256), GCM specification test case 14 (AES-256-GCM).
 */
const hex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const base64url = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
const isSame = (bits: ArrayBuffer, expected: string): boolean => Buffer.from(bits).toString('hex') === expected;

const P256 = { kty: 'EC', crv: 'P-256' };

async function verifiesEcdsa(): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    'jwk',
    {
      ...P256,
      x: base64url('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
      y: base64url('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
    },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['verify'],
  );
  const signature = hex(
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
      'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  );
  const ecdsa = { name: 'ECDSA', hash: 'SHA-256' };
  const verify = (text: string) => crypto.subtle.verify(ecdsa, key, signature, new TextEncoder().encode(text));
  return (await verify('sample')) && !(await verify('simple'));
}

async function derivesEcdh(): Promise<boolean> {
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' };
  const other = await crypto.subtle.importKey(
    'jwk',
    {
      ...P256,
      x: base64url('700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287'),
      y: base64url('db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac'),
    },
    ecdh,
    false,
    [],
  );
  const own = await crypto.subtle.importKey(
    'jwk',
    {
      ...P256,
      d: base64url('7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534'),
      x: base64url('ead218590119e8876b29146ff89ca61770c4edbbf97d38ce385ed281d8a6b230'),
      y: base64url('28af61281fd35e2fa7002523acc85a429cb06ee6648325389f59edfce1405141'),
    },
    ecdh,
    false,
    ['deriveBits'],
  );
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256);
  return isSame(bits, '46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b');
}

async function expandsHkdf(): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', hex('0b'.repeat(22)), 'HKDF', false, ['deriveBits']);
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: hex('000102030405060708090a0b0c'),
    info: hex('f0f1f2f3f4f5f6f7f8f9'),
  };
  const bits = await crypto.subtle.deriveBits(hkdf, key, 42 * 8);
  return isSame(bits, '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
}

async function sealsGcm(): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new Uint8Array(16));
  return isSame(sealed, 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
}

export const CRYPTO_CHECKS = { ecdsa: verifiesEcdsa, ecdh: derivesEcdh, hkdf: expandsHkdf, gcm: sealsGcm } as const;

/** Names of what failed; none = the engine is fit. */
export async function failedCryptoChecks(
  checks: Readonly<Record<string, () => Promise<boolean>>> = CRYPTO_CHECKS,
): Promise<string[]> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await check().catch(() => false)) ? [] : [name])),
  );
  return results.flat();
}
