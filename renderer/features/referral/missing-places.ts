import { type Step, stepOf } from '../../../shared/referral/field-groups.ts';
import type { MissingField } from '../../../shared/referral/referral.ts';

/** What is still missing, under the step where it is filled in or shown. */
export function missingByStep(missing: readonly MissingField[]): ReadonlyMap<Step, readonly MissingField[]> {
  return Map.groupBy(missing, ({ group }) => stepOf(group));
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
