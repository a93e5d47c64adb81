import type { RefusedPartName } from '../../../shared/fhir/refused-part.ts';
import type { outbox as texts } from '../../../shared/i18n/zh-CN/outbox.ts';

/** Where what the registry refuses is put right; null where nobody here can. */
const WAYS = {
  name: 'patient',
  sex: 'patient',
  birthDate: 'patient',
  hospitalNumber: 'patient',
  phone: 'patient',
  address: 'patient',
  patient: 'patient',
  lab: 'labs',
  score: 'labs', // computed from them
  treatment: 'treatment',
  diagnosis: 'form',
  sharing: 'form',
  purpose: 'form',
  reason: 'form',
  urgency: 'form',
  request: 'form',
  letter: 'form',
  ward: 'form',
  doctor: 'users',
  organization: null,
  status: null,
  message: null,
} as const satisfies Record<RefusedPartName, keyof typeof texts.way | null>;

export const wayOf = (part: RefusedPartName): keyof typeof texts.way | null => WAYS[part];

/** Fields of the form that such a part comes from, where it is one. */
const FIELDS: Partial<Record<RefusedPartName, string>> = {
  diagnosis: 'impression',
  sharing: 'sharing',
  purpose: 'purpose',
  reason: 'reason',
  urgency: 'urgency',
  ward: 'ward',
};

/**
 * Page on which it is put right; the composer goes to the field where a supplement is open, and is opened by 修改后重发.
 * Null where it is no page of this person.
 */
export function pageOfPart(part: RefusedPartName, patientId: string, mayAdminister: boolean): string | null {
  const way = wayOf(part);
  switch (way) {
    case 'patient':
      return `/patients/${patientId}/edit`;
    case 'labs':
    case 'treatment':
      return `/patients/${patientId}/${way}`;
    case 'form':
      return formPage(patientId, [part]);
    case 'users':
      return mayAdminister ? '/settings/users' : null;
    case null:
      return null;
  }
}

/** The referral's page, at the first of these parts that is a field of the form. */
export function formPage(patientId: string, parts: readonly RefusedPartName[]): string {
  const field = parts.map(part => FIELDS[part]).find(each => each !== undefined);
  return `/patients/${patientId}/referral${field ? `?field=${field}` : ''}`;
}
