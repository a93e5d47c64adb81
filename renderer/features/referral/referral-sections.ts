import type { MissingField } from '../../../shared/referral/referral.ts';

/** Parts of the form in the order of writing; `record` is what comes from other pages. */
export const SECTIONS = ['destination', 'reason', 'history', 'state', 'sharing', 'record'] as const;
export type Section = (typeof SECTIONS)[number];

const SECTION_OF: Readonly<Record<string, Section>> = {
  urgency: 'destination',
  ward: 'destination',
  impression: 'reason',
  reason: 'reason',
  purpose: 'reason',
  chiefComplaint: 'history',
  presentIllness: 'history',
  pastHistory: 'history',
  presentState: 'state',
  treatmentSoFar: 'state',
  bloodProducts: 'state',
  pendingResults: 'state',
  sharing: 'sharing',
};

/** What is still missing, under the section where it is filled in. */
export function missingBySection(missing: readonly MissingField[]): ReadonlyMap<Section, readonly MissingField[]> {
  return Map.groupBy(missing, ({ field, where }) => (where === 'referral' ? (SECTION_OF[field] ?? 'state') : 'record'));
}

/** The page of the patient where a field that is not on the form is filled in; null for the administrator's settings. */
export function pathOf({ field, where }: MissingField, patientId: string): string | null {
  switch (where) {
    case 'patient':
      return `/patients/${patientId}/edit`;
    case 'episode':
      // Bedside findings are recorded on the overview, with the time at which they were seen.
      return field === 'encephalopathy' || field === 'varicealBleed'
        ? `/patients/${patientId}?record=findings`
        : `/patients/${patientId}/episode`;
    case 'labs':
      return `/patients/${patientId}/labs`;
    default:
      return null;
  }
}
