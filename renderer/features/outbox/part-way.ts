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
