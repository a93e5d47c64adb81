import { z } from 'zod';
import { ExportMapping, LabField } from './lab-profile.ts';
import { Comparator, LabCode, LabFlag, Observation, ResultRange, TimeSource } from './observation.ts';
import { Id, Instant } from './time.ts';

/** Rows of one patient that one preview shows and one batch takes. */
export const ROWS_AT_ONCE = 2000;

export const ExportFormat = z.enum(['csv', 'tsv', 'xlsx', 'html', 'hl7']);
export const ExportEncoding = z.enum(['utf-8', 'gb18030', 'utf-16le']);

/** Why a row of an export is left out, in the order in which it is decided (records-and-forms.md 6.9). */
export const SkipReason = z.enum([
  'quality-control',
  'damaged-identifier',
  'not-blood',
  'unknown-item',
  'ambiguous-item',
  'unreadable-value',
  'unknown-unit',
  'no-time',
  'superseded',
]);

/** The patient as an export names them. */
export const ExportPatient = z.object({
  name: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  mrn: z.string().nullable(),
  /** Whole years. */
  age: z.int().nullable(),
});

/**
 * What importing a row would do. `new`, `correction` (of an imported value, or of a word for a missing one), `differs`
 * (from a value that a person typed or whose report is not older) and `voided` (the same value was voided before) can
 * be ticked; all others do nothing.
 */
export const ImportEffect = z.enum([
  'new',
  'correction',
  'differs',
  'voided',
  'same',
  'older',
  'repeated',
  'contradictory',
  'future',
  'skipped',
]);
export type ImportEffect = z.infer<typeof ImportEffect>;

export const ImportRow = z.object({
  /** Number of the row in this reading. */
  row: z.int(),
  line: z.int(),
  patient: ExportPatient,
  /** Name and code as the laboratory wrote them. */
  item: z.string(),
  code: LabCode.nullable(),
  valueSi: z.number().nullable(),
  comparator: Comparator.nullable(),
  text: Observation.shape.text,
  enteredValue: z.string().nullable(),
  enteredUnit: z.string(),
  flag: LabFlag.nullable(),
  range: ResultRange.nullable(),
  sampledAt: Instant.nullable(),
  timeSource: TimeSource.nullable(),
  effect: ImportEffect,
  reason: SkipReason.nullable(),
  /** Of a skipped row: what the laboratory wrote there, or what decided. */
  detail: z.string(),
  /** The stored value that it agrees with or would change. */
  stored: Observation.nullable(),
  /** Outside the hard limits of the catalogue: a person has to confirm it. */
  isOutside: z.boolean(),
});
export type ImportRow = z.infer<typeof ImportRow>;

const Agreement = z.enum(['same', 'differs', 'absent']);

/** One patient of an export beside the open one. */
export const PatientComparison = z.object({
  patient: ExportPatient,
  rows: z.int(),
  name: Agreement,
  sex: Agreement,
  number: Agreement,
  age: Agreement,
});
export type PatientComparison = z.infer<typeof PatientComparison>;

export const ImportPreview = z.object({
  fileName: z.string(),
  size: z.int(),
  sha256: z.string(),
  format: ExportFormat,
  encoding: ExportEncoding,
  /** The first lines, for a look by eye. */
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  header: z
    .object({
      line: z.int(),
      columns: z.array(z.object({ text: z.string(), field: LabField.nullable() })),
    })
    .nullable(),
  /** Stands for the header row in a profile; null where there is none. */
  signature: z.string().nullable(),
  profile: z.object({ id: Id, version: z.int(), name: z.string() }).nullable(),
  mapping: ExportMapping,
  laboratory: z.string(),
  problem: z.enum(['no-header-row', 'no-results', 'no-patient', 'wrong-patient']).nullable(),
  /** With a problem: the patients of the file nearest to the open one; without: those whose rows are offered. */
  patients: z.array(PatientComparison),
  /** Rows and patients of the file that are somebody else's. */
  others: z.object({ patients: z.int(), rows: z.int() }),
  rows: z.array(ImportRow),
  /** Older rows of this patient beyond ROWS_AT_ONCE. */
  more: z.int(),
  /** Items that the file gives no unit for, with the units that would settle it. */
  unitless: z.array(z.object({ item: z.string(), units: z.array(z.string()) })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** A value of a batch that was changed after the import and that an undo leaves as it is. */
export const ChangedSince = z.object({
  observationId: Id,
  code: LabCode,
  sampledAt: Instant,
  by: z.string(),
  at: Instant,
});
export type ChangedSince = z.infer<typeof ChangedSince>;

/** One batch of imported results. */
export const LabImport = z.object({
  id: Id,
  version: z.int().positive(),
  fileName: z.string(),
  sha256: z.string(),
  format: ExportFormat,
  laboratory: z.string(),
  added: z.int(),
  corrected: z.int(),
  importedAt: Instant,
  importedBy: z.string(),
  undoneAt: Instant.nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
  changedSince: z.array(ChangedSince),
});
export type LabImport = z.infer<typeof LabImport>;
