import { z } from 'zod';
import { Id, Instant } from './time.ts';

/** Laboratory codes in the fixed order of the entry grid. */
export const LAB_CODES = [
  'TBIL',
  'DBIL',
  'ALT',
  'AST',
  'ALB',
  'INR',
  'PT',
  'PTA',
  'FIB',
  'CREA',
  'UREA',
  'NA',
  'K',
  'WBC',
  'NEUT',
  'NEUT_PCT',
  'PLT',
  'HGB',
  'CRP',
  'PROCT',
  'LAC',
  'NH3',
  'AFP',
  'HBVDNA',
  'HBSAG',
  'GGT',
  'ALP',
] as const;
export const LabCode = z.enum(LAB_CODES);
export type LabCode = z.infer<typeof LabCode>;

export const Comparator = z.enum(['<', '<=', '>', '>=']);
export type Comparator = z.infer<typeof Comparator>;

/** Why there is no number. Never blank, never "-". */
export const MissingWord = z.enum(['not-done', 'pending', 'unknown', 'unmeasurable']);

/** How the time of the sample is known. */
export const TimeSource = z.enum(['collected', 'received', 'reported']);

/** One value as typed: the number keeps its written form, so that no precision is invented. */
export const LabEntry = z
  .object({
    code: LabCode,
    /** Decimal number as written, e.g. "320.5"; null where `text` or `missing` stands instead. */
    value: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .nullable(),
    unit: z.string().max(20),
    comparator: Comparator.nullable(),
    text: z.enum(['positive', 'negative', 'not-detected']).nullable(),
    missing: MissingWord.nullable(),
    /** Set when a person has confirmed an implausible value after being asked. */
    confirmed: z.boolean(),
  })
  .refine(e => [e.value, e.text, e.missing].some(x => x !== null), { error: 'empty-entry' });
export type LabEntry = z.infer<typeof LabEntry>;

export const LabPanel = z.object({
  episodeId: Id,
  sampledAt: Instant,
  timeSource: TimeSource,
  laboratory: z.string().max(60),
  entries: z.array(LabEntry).min(1),
});
export type LabPanel = z.infer<typeof LabPanel>;

/** The laboratory's own flag: high, low, doubled = critical, normal. */
export const LabFlag = z.enum(['H', 'L', 'HH', 'LL', 'N']);
export type LabFlag = z.infer<typeof LabFlag>;

/** In the SI unit of the code; null = that side is open. */
export const ResultRange = z.object({ low: z.number().nullable(), high: z.number().nullable() });
export type ResultRange = z.infer<typeof ResultRange>;

/** A stored measured value. `valueSi` is in the SI unit of its code, rounded to 6 decimals after conversion. */
export const Observation = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  code: LabCode,
  valueSi: z.number().nullable(),
  comparator: Comparator.nullable(),
  text: z.enum(['positive', 'negative', 'not-detected']).nullable(),
  missing: MissingWord.nullable(),
  enteredValue: z.string().nullable(),
  enteredUnit: z.string(),
  sampledAt: Instant,
  timeSource: TimeSource,
  laboratory: z.string(),
  source: z.enum(['typed', 'imported']),
  /** As the laboratory printed it for this result; it wins over the catalogue's range. Absent = none is known. */
  range: ResultRange.optional(),
  /** Absent = the laboratory's flag is not known. */
  labFlag: LabFlag.optional(),
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Observation = z.infer<typeof Observation>;
