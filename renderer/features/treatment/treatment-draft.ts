import { z } from 'zod';
import { interferenceRules } from '../../../shared/clinical/interference.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { TREATMENT_KINDS, type TreatmentFields, type TreatmentKind } from '../../../shared/records/treatment.ts';

/** The treatment form as typed. */
export const TreatmentDraft = z.object({
  kind: z.enum(TREATMENT_KINDS).nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  detail: z.string(),
});
export type TreatmentDraft = z.infer<typeof TreatmentDraft>;

export const BLANK_TREATMENT: TreatmentDraft = { kind: null, startedAt: null, endedAt: null, detail: '' };

export type TreatmentLack = 'kind' | 'startedAt' | 'order' | 'future';
const TOLERANCE_MS = 5 * 60_000; // clocks differ by minutes; the services allow as much

export function treatmentLacks({ kind, startedAt, endedAt }: TreatmentDraft, now: Instant): TreatmentLack[] {
  const lacks: TreatmentLack[] = [];
  if (kind === null) lacks.push('kind');
  if (startedAt === null) lacks.push('startedAt');
  else if (Date.parse(startedAt) > Date.parse(now) + TOLERANCE_MS) lacks.push('future');
  if (startedAt !== null && endedAt !== null && Date.parse(endedAt) < Date.parse(startedAt)) lacks.push('order');
  return lacks;
}

/** The fields to store, null while something is missing. */
export function treatmentFields({ kind, startedAt, endedAt, detail }: TreatmentDraft): TreatmentFields | null {
  return kind === null || startedAt === null ? null : { kind, startedAt, endedAt, detail: detail.trim() };
}

/** Which values this treatment makes look better by itself, and how they are shown for 48 h. */
export function disturbedBy(kind: TreatmentKind): { effect: 'exclude' | 'mark'; codes: readonly LabCode[] } | null {
  const rule = interferenceRules.find(each => each.kind === kind);
  return rule ? { effect: rule.effect, codes: rule.codes } : null;
}
