import { AppError } from '../../../shared/contract/errors.ts';

/** A photo by a telephone or a scan of some pages; larger would hold up the line for an hour. */
export const SCAN_BYTES = 10 * 2 ** 20;

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]], // %PDF-
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/**
 * The type of a file by its first bytes, whatever its name says.
 * @throws AppError scan-refused where it is none of PDF, JPEG, PNG, is empty, or is larger than 10 MB
 */
export function scanType(bytes: Buffer): string {
  const known = MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (!known || bytes.length > SCAN_BYTES) throw new AppError('scan-refused', { count: bytes.length });
  return known[0];
}
