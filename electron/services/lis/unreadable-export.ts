import { AppError } from '../../../shared/contract/errors.ts';
import { EXPORT_FILE_BYTES } from '../../../shared/contract/lab-import-limits.ts';

/** Why a file is refused as a whole. */
export type UnreadableReason = 'empty' | 'too-large' | 'old-excel' | 'damaged' | 'encoding' | 'no-header-row';

/**
 * The file cannot be read at all; nothing of it is used. Code `export-unreadable` of the closed list, the reason
 * as its field. Holds nothing of the file's content.
 */
export class UnreadableExport extends AppError {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, options?: ErrorOptions) {
    super('export-unreadable', { fields: [reason] }, options);
    this.name = 'UnreadableExport';
    this.reason = reason;
  }
}

/**
 * Far above any export of one hospital day, far below what would stall the worker: a file beyond them is refused,
 * never cut. [own]
 */
export const LIMITS = {
  fileBytes: EXPORT_FILE_BYTES,
  /** Sum of the parts of a workbook that we unpack. */
  unpackedBytes: 128 * 2 ** 20,
  rows: 200_000,
  cells: 3_000_000,
} as const;
