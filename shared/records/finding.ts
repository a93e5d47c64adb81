import { z } from 'zod';
import { Id, Instant } from './time.ts';

/**
 * Bedside findings, keyed as the score inputs of cli.md are (he, ascites, variceal_bleed …).
 * Values: he 0–4 (West Haven) or "not-assessable"; ascites none | mild | moderate-severe; variceal_bleed
 * none | past | current | unknown; booleans for the organ supports; kg, cm, mmHg for the measures.
 */
export const FINDING_VALUES = {
  he: z.union([z.literal([0, 1, 2, 3, 4]), z.literal('not-assessable')]),
  ascites: z.enum(['none', 'mild', 'moderate-severe', 'unknown']),
  variceal_bleed: z.enum(['none', 'past', 'current', 'unknown']),
  infection: z.enum(['none', 'suspected', 'proven', 'unknown']),
  dialysis: z.boolean(),
  rrt: z.boolean(),
  vasopressor: z.boolean(),
  ventilation: z.enum(['none', 'respiratory', 'he']),
  sbp: z.number().min(40).max(260), // mm[Hg]
  dbp: z.number().min(20).max(160), // mm[Hg]
  pf: z.number().min(20).max(700), // PaO2/FiO2
  sf: z.number().min(40).max(480), // SpO2/FiO2
  weight: z.number().min(25).max(250), // kg
  height: z.number().min(100).max(230), // cm
} as const;

export const FINDING_CODES = Object.keys(FINDING_VALUES) as FindingCode[];
export type FindingCode = keyof typeof FINDING_VALUES;

const variants = (Object.keys(FINDING_VALUES) as FindingCode[]).map(code =>
  z.object({ code: z.literal(code), value: FINDING_VALUES[code] }),
);
/** `{code, value}` with the value fitting its code. */
export const FindingEntry = z.union(variants as [(typeof variants)[number], ...(typeof variants)[number][]]);
export type FindingValue = number | string | boolean;

export const Finding = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  code: z.enum(Object.keys(FINDING_VALUES) as [FindingCode, ...FindingCode[]]),
  value: z.union([z.number(), z.string(), z.boolean()]),
  observedAt: Instant,
  note: z.string(),
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Finding = z.infer<typeof Finding>;
