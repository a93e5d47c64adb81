import { z } from 'zod';
import { quantitySpec } from '../clinical/analytes.ts';
import { Day, Id, Instant } from './time.ts';

/** Where an infection is proven or suspected; `abdomen` includes spontaneous bacterial peritonitis. */
export const INFECTION_SITES = ['lung', 'abdomen', 'urine', 'blood', 'biliary', 'other'] as const;

/** Counted by the Chinese guideline 2018, one each (clinical.md 9). */
export const COMPLICATIONS = [
  'encephalopathy',
  'infection',
  'hyponatraemia-or-refractory-ascites',
  'kidney-injury',
  'bleeding',
  'hepatopulmonary',
] as const;
export type Complication = (typeof COMPLICATIONS)[number];

/** Organs outside the liver that may fail; coagulation belongs to the liver here. */
export const EXTRAHEPATIC_ORGANS = ['kidney', 'brain', 'circulation', 'respiration'] as const;
export type ExtrahepaticOrgan = (typeof EXTRAHEPATIC_ORGANS)[number];

/** What a dry weight rests on: taken off for ascites by its volume, or the clinician's own figure. */
export const DRY_WEIGHT_BASES = ['none', 'mild', 'moderate', 'severe', 'own'] as const;

/** Weight without ascites and oedema in kg, as the clinician has confirmed it, with its basis. */
export const DryWeight = z.object({
  kg: z.number().min(25).max(250),
  basis: z.enum(DRY_WEIGHT_BASES),
  oedema: z.boolean(),
});
export type DryWeight = z.infer<typeof DryWeight>;

/** Limits of the measures; the same as a score's where a score reads it (clinical.md 12), else what a body can have. */
export const MEASURE_LIMITS = {
  sbp: quantitySpec('sbp').hard, // mm[Hg]
  dbp: quantitySpec('dbp').hard, // mm[Hg]
  pulse: [20, 250], // per minute
  temperature: [25, 45], // °C
  respiration: [3, 80], // per minute
  spo2: [40, 100], // %
  fio2: [0.21, 1], // fraction
  o2_flow: [0.5, 80], // L/min; no fraction follows from it
  pao2: [20, 650], // mm[Hg]
  pf: quantitySpec('pf').hard, // PaO2/FiO2 as printed by the analyser
  sf: quantitySpec('sf').hard, // SpO2/FiO2
  urine_output: [0, 15_000], // mL in 24 h
  weight: quantitySpec('weight').hard, // kg
  height: quantitySpec('height').hard, // cm
  energy_intake: [0, 6000], // kcal/d
  protein_intake: [0, 400], // g/d
} as const satisfies Record<string, readonly [number, number]>;
export type MeasureCode = keyof typeof MEASURE_LIMITS;

const measure = (code: MeasureCode) => z.number().min(MEASURE_LIMITS[code][0]).max(MEASURE_LIMITS[code][1]);

const isWithoutRepeat = (list: readonly string[]) => new Set(list).size === list.length;

/**
 * Bedside findings, keyed as the score inputs of cli.md are (he, ascites, variceal_bleed …).
 * Values: he 0–4 (West Haven) or "not-assessable"; words from a closed list; booleans for the organ supports; numbers in
 * the unit of `MEASURE_LIMITS`. `complications` and `extrahepatic_of` name what was found: an empty list is the answer
 * "none of them, looked for"; a code that nobody has recorded is missing and never stands for none.
 */
export const FINDING_VALUES = {
  he: z.union([z.literal([0, 1, 2, 3, 4]), z.literal('not-assessable')]),
  ascites: z.enum(['none', 'mild', 'moderate-severe', 'unknown']),
  variceal_bleed: z.enum(['none', 'past', 'current', 'unknown']),
  /** When it bled: a moment for this bleed, a day is enough for an earlier one. */
  variceal_bleed_at: z.union([Instant, Day]),
  infection: z.enum(['none', 'suspected', 'proven', 'unknown']),
  infection_sites: z.array(z.enum(INFECTION_SITES)).min(1).refine(isWithoutRepeat),
  vasopressor: z.boolean(),
  /** Drug and rate as written by the clinician. */
  vasopressor_drug: z.string().trim().min(1).max(100),
  ventilation: z.enum(['none', 'respiratory', 'he']),
  rrt: z.boolean(),
  dialysis: z.boolean(),
  sbp: measure('sbp'),
  dbp: measure('dbp'),
  pulse: measure('pulse'),
  temperature: measure('temperature'),
  respiration: measure('respiration'),
  spo2: measure('spo2'),
  fio2: measure('fio2'),
  o2_flow: measure('o2_flow'),
  pao2: measure('pao2'),
  pf: measure('pf'),
  sf: measure('sf'),
  urine_output: measure('urine_output'),
  weight: measure('weight'),
  dry_weight: DryWeight,
  height: measure('height'),
  energy_intake: measure('energy_intake'),
  protein_intake: measure('protein_intake'),
  complications: z.array(z.enum(COMPLICATIONS)).refine(isWithoutRepeat),
  extrahepatic_of: z.array(z.enum(EXTRAHEPATIC_ORGANS)).refine(isWithoutRepeat),
} as const;

export const FINDING_CODES = Object.keys(FINDING_VALUES) as FindingCode[];
export type FindingCode = keyof typeof FINDING_VALUES;
export const FindingCode = z.enum(FINDING_CODES as [FindingCode, ...FindingCode[]]);

const variants = FINDING_CODES.map(code => z.object({ code: z.literal(code), value: FINDING_VALUES[code] }));
/** `{code, value}` with the value fitting its code. */
export const FindingEntry = z.union(variants as [(typeof variants)[number], ...(typeof variants)[number][]]);
export type FindingEntry = z.infer<typeof FindingEntry>;

const FindingValue = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), DryWeight]);
export type FindingValue = z.infer<typeof FindingValue>;

export const Finding = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  code: FindingCode,
  value: FindingValue,
  observedAt: Instant,
  note: z.string(),
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** In the order in which they are asked. */
export const inFormOrder = <Row extends Pick<Finding, 'code'>>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => FINDING_CODES.indexOf(a.code) - FINDING_CODES.indexOf(b.code));
