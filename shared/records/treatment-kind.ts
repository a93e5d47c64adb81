import { z } from 'zod';

/** Lanes of the treatment chart. Which of them disturb which analyte is shared/clinical/trend.ts. */
export const TREATMENT_KINDS = [
  'antiviral',
  'steroid',
  'plasma-exchange',
  'dpmas',
  'artificial-liver',
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
  'nutrition',
  'other',
] as const;
export const TreatmentKind = z.enum(TREATMENT_KINDS);
export type TreatmentKind = z.infer<typeof TreatmentKind>;
