import { z } from 'zod';
import { ScoreChange } from './assessment.ts';
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

/** The laboratory's own flag: high, low, doubled = critical, normal. */
export const LabFlag = z.enum(['H', 'L', 'HH', 'LL', 'N']);
export type LabFlag = z.infer<typeof LabFlag>;

/** A reference range; null = that side is open. */
export const ResultRange = z.object({ low: z.number().nullable(), high: z.number().nullable() });
export type ResultRange = z.infer<typeof ResultRange>;

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
    /** As the laboratory printed it for this result, in the unit of the entry; absent = as it was, or not known. */
    range: ResultRange.nullable().optional(),
    labFlag: LabFlag.nullable().optional(),
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
  /** As the laboratory printed it, in SI; it wins over the catalogue's range. Absent = none is known. */
  range: ResultRange.optional(),
  /** Absent = the laboratory's flag is not known. */
  labFlag: LabFlag.optional(),
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Observation = z.infer<typeof Observation>;

/** One version of a stored value: what it said, who made it when and why, and what that did to the scores. */
export const ObservationVersion = z.object({
  value: Observation,
  at: Instant,
  by: z.string(),
  reason: z.string().nullable(),
  /** Empty for the first version, and where no score came out otherwise. */
  scores: z.array(ScoreChange),
});
export type ObservationVersion = z.infer<typeof ObservationVersion>;
