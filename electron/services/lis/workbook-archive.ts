import AdmZip from 'adm-zip';
import { decodeStrictly } from './text-decoding.ts';
import { LIMITS, UnreadableExport } from './unreadable-export.ts';

/**
 * The parts of a workbook, unpacked one by one. adm-zip checks each part's CRC (a flipped bit must not become a wrong
 * number) and never inflates beyond the size that the directory declares; we add up those sizes, so that an archive
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
  bytes(path: string): Buffer | undefined {
    const entry = whole(() => this.#zip.getEntry(path));
    if (!entry) return undefined;
    this.#unpacked += entry.header.size;
    if (this.#unpacked > LIMITS.unpackedBytes) throw new UnreadableExport('too-large');
    return whole(() => entry.getData());
  }
}

function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UnreadableExport('damaged', { cause });
  }
}
