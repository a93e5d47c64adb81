import { z } from 'zod';
import { Id, Instant } from './time.ts';

/** What a column of a laboratory export may say (records-and-forms.md 6.2); `unused` = known, and not read. */
export const LAB_FIELDS = [
  'item',
  'itemOrPanel',
  'code',
  'panel',
  'result',
  'unit',
  'range',
  'low',
  'high',
  'flag',
  'name',
  'sex',
  'age',
  'mrnInpatient',
  'mrnRecord',
  'mrnOutpatient',
  'mrnPatient',
  'mrnVisit',
  'idCard',
  'specimen',
  'collectedTime',
  'collectedDate',
  'receivedTime',
  'receivedDate',
  'auditedTime',
  'auditedDate',
  'reportedTime',
  'reportedDate',
  'testedTime',
  'testedDate',
  'requestedTime',
  'printedTime',
  'unused',
] as const;
export const LabField = z.enum(LAB_FIELDS);
export type LabField = z.infer<typeof LabField>;

/** A text that may be stored: no character that a wrong decoding left behind (U+FFFD), no control character. */
export const cleanText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(text => !/[\ufffd\p{Cc}]/u.test(text), { error: 'unreadable-character' });

/** What a person says about an export that does not say it itself. It never overrides a unit that stands in the file. */
export const ExportMapping = z.object({
  /** The line that is the header; null = found by its names. */
  headerLine: z.int().positive().nullable(),
  /** By the header's text as the file has it. */
  columns: z.array(z.object({ header: cleanText(200), field: LabField })).max(100),
  /** Units for items whose export names none, by the item's text as the file has it. */
  units: z.array(z.object({ item: cleanText(200), unit: z.string().max(20) })).max(100),
});
export type ExportMapping = z.infer<typeof ExportMapping>;

/** The mapping of one site's export, chosen by its header row. */
export const LabProfileFields = z.object({
  name: cleanText(60).min(1),
  laboratory: cleanText(60),
  /** Stands for the header row: hexadecimal SHA-256 of its names. */
  signature: z.string().regex(/^[0-9a-f]{64}$/),
  columns: ExportMapping.shape.columns,
  units: ExportMapping.shape.units,
});
export type LabProfileFields = z.infer<typeof LabProfileFields>;

export const LabProfile = LabProfileFields.extend({
  id: Id,
  version: z.int().positive(),
  savedAt: Instant,
  savedBy: z.string(),
});
export type LabProfile = z.infer<typeof LabProfile>;
