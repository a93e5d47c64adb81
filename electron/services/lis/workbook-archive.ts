import { crc32, inflateRawSync } from 'node:zlib';
import AdmZip from 'adm-zip';
import { decodeStrictly } from './text-decoding.ts';
import { LIMITS, UnreadableExport } from './unreadable-export.ts';

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1; // of the flags
const LEAST_CHUNK = 64; // of zlib

/**
 * The parts of a workbook, unpacked one by one. Each part's CRC is checked (a flipped bit must not become a wrong
 * number) and nothing is inflated beyond the size that the directory declares; we add up those sizes, so that an archive
 * that swells is refused before it does.
 */
export class WorkbookArchive {
  readonly #zip: AdmZip;
  #unpacked = 0;

  /** @throws UnreadableExport `damaged` */
  constructor(bytes: Uint8Array) {
    this.#zip = whole(() => new AdmZip(Buffer.from(bytes)));
  }

  /** @throws UnreadableExport `damaged`, `too-large`; undefined where the archive has no such part */
  part(path: string): string | undefined {
    const bytes = this.bytes(path);
    if (!bytes) return undefined;
    const text = decodeStrictly(bytes, 'utf-8');
    if (text === undefined) throw new UnreadableExport('damaged');
    return text;
  }

  /** A part still in UTF-8, for one that is too long to be held as text besides. */
  bytes(path: string): Uint8Array | undefined {
    const entry = whole(() => this.#zip.getEntry(path));
    if (!entry) return undefined;
    this.#unpacked += entry.header.size;
    if (this.#unpacked > LIMITS.unpackedBytes) throw new UnreadableExport('too-large');
    return whole(() => unpack(entry));
  }
}

function unpack({ header, getCompressedData }: AdmZip.IZipEntry): Uint8Array {
  const { size, crc, method, flags } = header;
  if ((flags & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) throw new UnreadableExport('damaged');
  const packed = getCompressedData();
  const bytes = method === STORED ? packed : inflate(packed, size);
  if (bytes.length !== size || crc32(bytes) !== crc) throw new UnreadableExport('damaged');
  return bytes;
}

/** Into one buffer of the declared size: zlib's usual pieces, joined at the end, would hold a long sheet twice. */
const inflate = (packed: Uint8Array, size: number): Uint8Array =>
  inflateRawSync(packed, { chunkSize: Math.max(size + 1, LEAST_CHUNK), maxOutputLength: Math.max(size, 1) });

function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UnreadableExport('damaged', { cause });
  }
}
