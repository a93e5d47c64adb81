import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ImportEffect, ImportPreview, LabImport, ROWS_AT_ONCE } from '../records/lab-import.ts';
import { cleanText, ExportMapping, LabProfile, LabProfileFields } from '../records/lab-profile.ts';
import { Id, Instant } from '../records/time.ts';
import { CHUNK_BYTES } from './lab-import-limits.ts';
import { administer, readClinical, record, signedIn } from './procedure.ts';

const Reason = z.string().trim().min(1).max(200);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ReadingEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), share: z.number(), rows: z.int() }),
  z.object({ type: z.literal('done') }),
]);
export type ReadingEvent = z.infer<typeof ReadingEvent>;

/**
 * Results from a laboratory's export: bytes in, preview, ticked rows into one batch. Until `commit` nothing is stored;
 * the file itself never is.
 */
export const labImports = {
  /** @throws export-unreadable (too-large, empty) before anything is sent */
  begin: record
    .input(z.object({ episodeId: Id, fileName: cleanText(200), size: z.int().nonnegative() }))
    .output(z.object({ id: Id })),
  append: record
    .input(z.object({ id: Id, at: z.int().nonnegative(), base64: z.base64().max(CHUNK_BYTES * 2) }))
    .output(z.object({ received: z.int() })),
  /** Takes a file of the watched folder instead. */
  beginFromInbox: record.input(z.object({ episodeId: Id, sha256: Sha256 })).output(z.object({ id: Id })),
  /**
   * Reads the file in a thread of its own; ending the iteration ends the thread. `mapping` null: the site profile with
   * this header row, if there is one.
   */
  read: record.input(z.object({ id: Id, mapping: ExportMapping.nullable() })).output(eventIterator(ReadingEvent)),
  preview: record.input(z.object({ id: Id })).output(ImportPreview),
  /** @throws wrong-patient | stale-version (what is stored has changed since the preview) | out-of-range */
  commit: record
    .input(
      z.object({
        id: Id,
        laboratory: cleanText(60),
        rows: z
          .array(z.object({ row: z.int(), effect: ImportEffect, confirmed: z.boolean() }))
          .min(1)
          .max(ROWS_AT_ONCE),
      }),
    )
    .output(LabImport),
  discard: record.input(z.object({ id: Id })).output(z.object({})),
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(LabImport)),
  /** Voids what the batch added and restores what it corrected; what was changed since stays and is named. */
  undo: record.input(z.object({ id: Id, version: z.int(), reason: Reason })).output(LabImport),
};

/** How a site's exports are read where they do not say it themselves. */
export const labProfiles = {
  list: signedIn.output(z.array(LabProfile)),
  /** With an id: the next version of that profile. */
  save: record
    .input(z.object({ id: Id.nullable(), version: z.int().nullable(), fields: LabProfileFields }))
    .output(LabProfile),
  void: record.input(z.object({ id: Id, version: z.int(), reason: Reason })).output(z.object({})),
};

/** A file that appeared in the watched folder. */
export const InboxFile = z.object({
  /** Null where the file was not read. */
  sha256: Sha256.nullable(),
  problem: z.enum(['too-large', 'file-unreadable']).nullable(),
  name: z.string(),
  size: z.int(),
  seenAt: Instant,
  /** Patients for whom results of this file were imported. */
  imports: z.int(),
});
export type InboxFile = z.infer<typeof InboxFile>;

export const labInbox = {
  status: signedIn.output(
    z.object({
      folder: z.string().nullable(),
      lookedAt: Instant.nullable(),
      problem: z.enum(['folder-missing', 'folder-unreadable']).nullable(),
    }),
  ),
  /** Null: no folder is watched. */
  setFolder: administer.input(z.object({ folder: z.string().trim().min(1).max(1000).nullable() })).output(z.object({})),
  /** Files that wait to be looked at, newest first. Nothing is imported by itself. */
  list: readClinical.output(z.array(InboxFile)),
  /** Not offered again, whatever its name. */
  dismiss: record.input(z.object({ sha256: Sha256 })).output(z.object({})),
};
