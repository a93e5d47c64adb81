import { z } from 'zod';
import { RowChange } from './row-change.ts';
import { Id, Instant } from './time.ts';
import { particularsFault, TreatmentParticulars } from './treatment-particulars.ts';

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

const fields = {
  kind: TreatmentKind,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** In the clinician's own words. */
  detail: z.string().trim().max(500),
  /** What the kind needs besides. Absent in rows, and in frozen packets, that are older than it. */
  particulars: TreatmentParticulars.optional(),
};

export const TreatmentFields = z.object(fields).superRefine(({ kind, particulars }, context) => {
  const fault = particulars ? particularsFault(kind, particulars) : null;
  if (fault) context.addIssue({ code: 'custom', path: ['particulars'], message: fault });
});
export type TreatmentFields = z.infer<typeof TreatmentFields>;

export const Treatment = z.object({
  ...fields,
  id: Id,
  patientId: Id,
  episodeId: Id,
  version: z.int().positive(),
  recordedAt: Instant,
  recordedBy: z.string(),
  voidedAt: Instant.nullable(),
});
export type Treatment = z.infer<typeof Treatment>;

/** A version that was replaced, and by what. */
export const TreatmentVersion = Treatment.extend({ replaced: RowChange });
export type TreatmentVersion = z.infer<typeof TreatmentVersion>;
