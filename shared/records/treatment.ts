import { z } from 'zod';
import { RowChange } from './row-change.ts';
import { Id, Instant } from './time.ts';
import { TreatmentKind } from './treatment-kind.ts';
import { particularsFault, TreatmentParticulars } from './treatment-particulars.ts';

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
