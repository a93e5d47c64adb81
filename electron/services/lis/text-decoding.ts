import type { ExportEncoding } from './lab-export.ts';
import { UnreadableExport } from './unreadable-export.ts';

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);

/** Strict: a byte that does not belong to the encoding fails, so that no text with U+FFFD comes out. */
export function decodeStrictly(bytes: Uint8Array, encoding: ExportEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The bytes decide (6.1.2); what the file says of itself (`charset`, MSH-18) is often wrong and is not read.
 * @throws UnreadableExport `encoding`
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: ExportEncoding } {
  const marked = markedEncoding(bytes);
  for (const encoding of marked ? [marked] : (['utf-8', 'gb18030'] as const)) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== undefined) return { text, encoding };
  }
  throw new UnreadableExport('encoding');
}

function markedEncoding(bytes: Uint8Array): ExportEncoding | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  return startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : undefined;
}
