import { z } from 'zod';
import { Id, Instant } from './time.ts';

/** Lanes of the treatment chart. Which of them disturb which analyte is shared/clinical/trend.ts. */
export const TREATMENT_KINDS = [
  'antiviral',
  'steroid',
  'plasma-exchange',
  'dpmas',
  'plasma',
  'albumin',
  'red-cells',
  'antibiotic',
  'endoscopy',
  'diuretic',
  'renal-replacement',
  'vasopressor',
  'intubation',
  'stem-cells',
  'transplant-listing',
  'vitamin-k',
  'other',
] as const;
export const TreatmentKind = z.enum(TREATMENT_KINDS);
export type TreatmentKind = z.infer<typeof TreatmentKind>;

export const TreatmentFields = z.object({
  kind: TreatmentKind,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** Drug, volume, dose: as written by the clinician. */
  detail: z.string().trim().max(500),
});
export type TreatmentFields = z.infer<typeof TreatmentFields>;

export const Treatment = TreatmentFields.extend({
  id: Id,
  patientId: Id,
  episodeId: Id,
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Treatment = z.infer<typeof Treatment>;
