import { z } from 'zod';
import { USUAL_INFUSIONS } from '../../../shared/clinical/stem-cell-course.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { Treatment, TreatmentFields } from '../../../shared/records/treatment.ts';
import { TREATMENT_KINDS, type TreatmentKind } from '../../../shared/records/treatment-kind.ts';
import { draftOfParticulars, type ParticularsLack, readParticulars } from './particulars-draft.ts';

/** The treatment form as typed. */
export const TreatmentDraft = z.object({
  kind: z.enum(TREATMENT_KINDS).nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  detail: z.string(),
  parts: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** Of a correction. */
  reason: z.string(),
});
export type TreatmentDraft = z.infer<typeof TreatmentDraft>;

export const BLANK_TREATMENT: TreatmentDraft = {
  kind: null,
  startedAt: null,
  endedAt: null,
  detail: '',
  parts: {},
  reason: '',
};

export const draftOf = ({ kind, startedAt, endedAt, detail, particulars }: Treatment): TreatmentDraft => ({
  kind,
  startedAt,
  endedAt,
  detail,
  parts: z.record(z.string(), z.union([z.string(), z.array(z.string())])).parse(draftOfParticulars(particulars)),
  reason: '',
});

/** What a kind begins with: the modality that its name says, and the usual course of four. */
export function partsFor(kind: TreatmentKind): TreatmentDraft['parts'] {
  if (kind === 'plasma-exchange' || kind === 'dpmas') return { modalities: [kind] };
  return kind === 'stem-cells' ? { infusionsPlanned: String(USUAL_INFUSIONS) } : {};
}

/** Acts of one moment and records of one day: without an end they are over, not running. */
const MOMENTARY: readonly TreatmentKind[] = ['endoscopy', 'stem-cells', 'nutrition'];
export const isMomentary = (kind: TreatmentKind | null): boolean => kind !== null && MOMENTARY.includes(kind);

export type TreatmentLack = 'kind' | 'startedAt' | 'order' | 'future' | 'reason' | ParticularsLack;
const TOLERANCE_MS = 5 * 60_000; // clocks differ by minutes; the services allow as much

/** What keeps the form from being saved; a correction needs its reason besides. */
export function treatmentLacks(draft: TreatmentDraft, now: Instant, of: 'new' | 'correction'): TreatmentLack[] {
  const { kind, startedAt, endedAt, parts, reason } = draft;
  const lacks: TreatmentLack[] = [];
  if (kind === null) lacks.push('kind');
  if (startedAt === null) lacks.push('startedAt');
  else if (Date.parse(startedAt) > Date.parse(now) + TOLERANCE_MS) lacks.push('future');
  if (startedAt !== null && endedAt !== null && Date.parse(endedAt) < Date.parse(startedAt)) lacks.push('order');
  if (kind !== null) lacks.push(...readParticulars(kind, parts).lacks);
  if (of === 'correction' && reason.trim() === '') lacks.push('reason');
  return lacks;
}

export function lackText(lack: TreatmentLack, t: Translate): string {
  if (typeof lack === 'string') return t(`treatment.need.${lack}`);
  if (lack.what === 'fault') return t(`treatment.need.fault.${lack.fault}`);
  const field = t(lack.field);
  if (lack.what === 'missing') return field;
  return t(lack.what === 'range' ? 'treatment.need.outOfRange' : 'treatment.need.unreadable', { field });
}

/** The fields to store, null while something is missing. */
export function treatmentFields({ kind, startedAt, endedAt, detail, parts }: TreatmentDraft): TreatmentFields | null {
  if (kind === null || startedAt === null) return null;
  const { particulars, lacks } = readParticulars(kind, parts);
  if (lacks.length > 0) return null;
  const end = endedAt ?? (isMomentary(kind) ? startedAt : null);
  return { kind, startedAt, endedAt: end, detail: detail.trim(), ...(particulars ? { particulars } : {}) };
}
