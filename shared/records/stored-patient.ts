import { readIdentityNumber } from './identity-number.ts';
import { normaliseName } from './name-text.ts';
import type { PatientFields } from './patient.ts';
import type { Day } from './time.ts';

/**
 * A person's fields as they are stored: names and numbers in their stored form, and the doubts that the identity number
 * was saved with.
 * @param today the hospital's day, to judge the birth date in the number
 */
export function storedPatient(fields: PatientFields, today: Day): PatientFields {
  const { kind, number } = fields.identity;
  const reading = readIdentityNumber(kind, kind === 'none' ? '' : number, today);
  return {
    ...fields,
    name: normaliseName(fields.name),
    identity: { kind, number: reading.number },
    identityDoubts: [...reading.warnings],
    contact: { ...fields.contact, name: normaliseName(fields.contact.name) },
  };
}
