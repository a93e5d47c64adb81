import { z } from 'zod';
import type { PatientFields } from './patient.ts';

/** What of a record is kept or taken as one when two records of a person are merged. */
const PARTS = {
  name: ['name', 'unnamed'],
  sex: ['sex'],
  birth: ['birthDate', 'estimatedAge'],
  identity: ['identity', 'identityDoubts', 'identityStatus'],
  hospitalNumbers: ['hospitalNumbers'],
  phone: ['phone'],
  contact: ['contact'],
  address: ['region', 'address'],
  registeredAddress: ['registeredRegion', 'registeredAddress'],
  insurance: ['insurance', 'insuranceNumber', 'remoteInsurance'],
  ethnicity: ['ethnicity'],
  nationality: ['nationality'],
  maritalStatus: ['maritalStatus'],
  occupation: ['occupation'],
  languageNeeds: ['languageNeeds'],
  allergy: ['allergy'],
} as const satisfies Record<string, readonly (keyof PatientFields)[]>;

export type PatientPart = keyof typeof PARTS;
export const PATIENT_PARTS = Object.keys(PARTS) as PatientPart[];

/** Allergies are never chosen between: those of both records are kept. */
export const CHOSEN_PARTS = PATIENT_PARTS.filter(part => part !== 'allergy');
export const ChosenPart = z.enum(CHOSEN_PARTS as [PatientPart, ...PatientPart[]]);

/** The fields of one part. */
export function partOf(fields: PatientFields, part: PatientPart): Partial<PatientFields> {
  return Object.fromEntries(PARTS[part].map(key => [key, fields[key]]));
}

export const isSamePart = (a: PatientFields, b: PatientFields, part: PatientPart): boolean =>
  JSON.stringify(partOf(a, part)) === JSON.stringify(partOf(b, part));

/** An allergy that either record knows stands; "no" stands against "not known" only. */
export function bothAllergies(a: PatientFields['allergy'], b: PatientFields['allergy']): PatientFields['allergy'] {
  if (a.state !== 'yes' && b.state !== 'yes')
    return { state: a.state === 'no' || b.state === 'no' ? 'no' : 'unknown', text: '' };
  const texts = [a, b].filter(({ state }) => state === 'yes').map(({ text }) => text.trim());
  return { state: 'yes', text: [...new Set(texts)].filter(Boolean).join('；') };
}

/** The survivor's fields after a merge: its own, the chosen parts of the other record, the allergies of both. */
export function mergedFields(
  survivor: PatientFields,
  other: PatientFields,
  taken: readonly PatientPart[],
): PatientFields {
  const chosen = Object.assign({}, ...taken.map(part => partOf(other, part))) as Partial<PatientFields>;
  return { ...survivor, ...chosen, allergy: bothAllergies(survivor.allergy, other.allergy) };
}

/**
 * The survivor's fields after a merge was undone: what the merge changed and nobody has changed since goes back to what
 * it was; what somebody changed after the merge stays.
 */
export function unmergedFields({
  before,
  after,
  present,
}: Record<'before' | 'after' | 'present', PatientFields>): PatientFields {
  const back = PATIENT_PARTS.filter(part => isSamePart(present, after, part)).map(part => partOf(before, part));
  return Object.assign({ ...present }, ...back) as PatientFields;
}
