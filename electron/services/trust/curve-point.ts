import type { JWK } from 'jose';

/** P-256: y² = x³ − 3x + b over the field of `PRIME` (FIPS 186-4, D.1.2.3). */
const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const COORDINATE_BYTES = 32;
const EVEN = 2;
const ODD = 3;

export type PointJwk = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** A public point in 33 bytes: 2 or 3 by the parity of y, then x (SEC 1, 2.3.3). WebCrypto knows only the long form. */
export function compressed({ x = '', y = '' }: JWK): Uint8Array<ArrayBuffer> {
  const point = new Uint8Array(1 + COORDINATE_BYTES);
  const isOdd = ((Buffer.from(y, 'base64url').at(-1) ?? 0) & 1) === 1;
  point[0] = isOdd ? ODD : EVEN;
  point.set(Buffer.from(x, 'base64url'), 1);
  return point;
}

/** @returns null where the bytes are no point of the curve */
export function decompressed(point: Uint8Array): PointJwk | null {
  const [parity, ...rest] = point;
  if ((parity !== EVEN && parity !== ODD) || rest.length !== COORDINATE_BYTES) return null;
  const x = BigInt(`0x${Buffer.from(rest).toString('hex')}`);
  if (x >= PRIME) return null;
  const square = modulo(x ** 3n - 3n * x + B);
  const root = power(square, (PRIME + 1n) / 4n); // PRIME ≡ 3 (mod 4)
  if (modulo(root * root) !== square) return null;
  const y = root % 2n === BigInt(parity) % 2n ? root : PRIME - root;
  return { kty: 'EC', crv: 'P-256', x: coordinate(x), y: coordinate(y) };
}

const modulo = (value: bigint): bigint => ((value % PRIME) + PRIME) % PRIME;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let factor = base, left = exponent; left > 0n; left >>= 1n, factor = modulo(factor * factor))
    if (left % 2n === 1n) result = modulo(result * factor);
  return result;
}

const coordinate = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(2 * COORDINATE_BYTES, '0'), 'hex').toString('base64url');
