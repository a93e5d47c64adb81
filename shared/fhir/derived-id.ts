import type { Id } from '../records/time.ts';

// FNV-1a, 128 bit (http://www.isthe.com/chongo/tech/comp/fnv)
const FNV_OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const FNV_PRIME = 0x0000000001000000000000000000013bn;
const BITS = (1n << 128n) - 1n;

function mask(purpose: string): bigint {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(purpose)) hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & BITS;
  return hash;
}

/**
 * The id of a resource that has no row of its own, such as the Consent of a referral: always the same for the same
 * row and purpose, so that sending twice makes one resource. The row's 122 random bits are XORed with a hash of the
 * purpose, so two rows never share a derived id; marked as UUID version 8 (RFC 9562, custom).
 */
export function derivedId(rowId: Id, purpose: string): Id {
  const bits = BigInt(`0x${rowId.replaceAll('-', '')}`) ^ mask(purpose);
  const hex = bits.toString(16).padStart(32, '0');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
