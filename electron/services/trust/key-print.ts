import { createHash } from 'node:crypto';
import { KEY_ID_BYTES } from '../../../shared/referral/code-container.ts';

export interface Point {
  readonly x?: string;
  readonly y?: string;
}

const GROUPS = 8;
const GROUP_DIGITS = 4;

/** RFC 7638 thumbprint of a key on P-256. */
const thumbprintBytes = ({ x = '', y = '' }: Point): Buffer =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest();

export const thumbprintOf = (key: Point): string => thumbprintBytes(key).toString('base64url');

/** First 6 bytes of the thumbprint: how a code on paper names a key. */
export const keyIdOf = (key: Point): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(thumbprintBytes(key).subarray(0, KEY_ID_BYTES));

/** 128 bits of a hash for comparing by telephone: `3F9A 0B12 …`, eight groups of four. */
function fingerprint(hash: Buffer): string {
  const digits = hash.toString('hex').toUpperCase();
  return Array.from({ length: GROUPS }, (_, i) => digits.slice(i * GROUP_DIGITS, (i + 1) * GROUP_DIGITS)).join(' ');
}

export const fingerprintOf = (key: Point): string => fingerprint(thumbprintBytes(key));

/** One fingerprint of all keys of a facility: whoever compares it has compared each of them. */
export function cardFingerprint(card: {
  facility: { code: string };
  signKeys: readonly Point[];
  sealKeys: readonly Point[];
}): string {
  const of = (keys: readonly Point[]) => keys.map(thumbprintOf).sort();
  const content = JSON.stringify([card.facility.code, of(card.signKeys), of(card.sealKeys)]);
  return fingerprint(createHash('sha256').update(content).digest());
}
