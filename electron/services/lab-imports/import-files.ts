import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import { EXPORT_FILE_BYTES } from '../../../shared/contract/lab-import-limits.ts';
import { UnreadableExport } from '../lis/unreadable-export.ts';
import type { Ids } from '../ports.ts';
import type { ExportReading } from './export-reading.ts';
import type { MatchPerson } from './patient-match.ts';

/** A file that somebody is about to import. It lives in memory only, and only until the import is done or dropped. */
export interface ImportFile {
  readonly id: string;
  readonly userId: string;
  readonly episodeId: string;
  readonly fileName: string;
  /** Shared, so that the reading thread needs no copy. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  received: number;
  sha256: string | null;
  reading: { readonly result: ExportReading; readonly person: MatchPerson } | null;
}

/** As many as people work at one workstation at once; the oldest goes first. [own] */
const FILES_KEPT = 4;

export class ImportFiles {
  readonly #files = new Map<string, ImportFile>();
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** @throws UnreadableExport empty | too-large */
  begin(userId: string, of: { episodeId: string; fileName: string; size: number }): ImportFile {
    if (of.size === 0) throw new UnreadableExport('empty');
    if (of.size > EXPORT_FILE_BYTES) throw new UnreadableExport('too-large');
    const file: ImportFile = {
      id: this.#ids.uuid(),
      userId,
      episodeId: of.episodeId,
      fileName: of.fileName,
      bytes: new Uint8Array(new SharedArrayBuffer(of.size)),
      received: 0,
      sha256: null,
      reading: null,
    };
    const oldest = [...this.#files.keys()][0];
    if (this.#files.size >= FILES_KEPT && oldest !== undefined) this.#files.delete(oldest);
    this.#files.set(file.id, file);
    return file;
  }

  /** @throws AppError invalid-input where the piece does not follow the one before, or is too long */
  append(file: ImportFile, at: number, piece: Uint8Array): void {
    if (at !== file.received || at + piece.length > file.bytes.length) {
      throw new AppError('invalid-input', { fields: ['at'] });
    }
    file.bytes.set(piece, at);
    file.received += piece.length;
    if (file.received === file.bytes.length) file.sha256 = createHash('sha256').update(file.bytes).digest('hex');
  }

  /** @throws AppError not-found where it was dropped, or is another user's */
  get(userId: string, id: string): ImportFile {
    const file = this.#files.get(id);
    if (!file || file.userId !== userId) throw new AppError('not-found', { id });
    return file;
  }

  drop(id: string): void {
    this.#files.delete(id);
  }
}
