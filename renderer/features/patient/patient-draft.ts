import { z } from 'zod';
import { isLikeResidentId, readIdentityNumber } from '../../../shared/records/identity-number.ts';
import { blankPatient, isNameLength, PatientFields } from '../../../shared/records/patient.ts';
import type { IdWarning } from '../../../shared/records/resident-id.ts';
import { storedPatient } from '../../../shared/records/stored-patient.ts';
import type { Day } from '../../../shared/records/time.ts';
import { acceptDraft } from '../../app/accept-draft.ts';

/** The patient form as typed. */
export interface PatientDraft {
  readonly fields: PatientFields;
  /** Age as typed; becomes `estimatedAge` with the day on which it was typed. */
  readonly ageText: string;
  /** The number that somebody has looked at again and wants to keep in spite of its warnings. */
  readonly keptNumber: string | null;
  /** Records that were shown as possibly the same person, and are not. */
  readonly distinctFrom: readonly string[];
}

/** What a part of the form needs: the fields as typed, and the way to change some of them. */
export interface PatientPartProps {
  fields: PatientFields;
  set(change: Partial<PatientFields>): void;
}

export const blankPatientDraft = (): PatientDraft => ({
  fields: blankPatient(),
  ageText: '',
  keptNumber: null,
  distinctFrom: [],
});

export const draftOfPatient = (fields: PatientFields): PatientDraft => ({
  fields,
  ageText: fields.estimatedAge ? String(fields.estimatedAge.years) : '',
  keptNumber: fields.identity.number, // it was kept when it was saved
  distinctFrom: [],
});

/** `58`, full-width too; null for an empty text, undefined for one that is no age from 0 to 120. */
export function readAge(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/岁$/, '').trim();
  if (plain === '') return null;
  const years = /^\d{1,3}$/.test(plain) ? Number(plain) : Number.NaN;
  return years <= 120 ? years : undefined;
}

/** Doubts about the identity number; `isKept` once somebody has said that it stays as it is. */
export function idDoubts(
  { fields: { identity }, keptNumber }: PatientDraft,
  today: Day,
): { warnings: readonly IdWarning[]; isKept: boolean } {
  const { number, warnings } = readIdentityNumber(identity.kind, identity.number, today);
  return { warnings, isKept: keptNumber === number };
}

export interface IdFacts {
  readonly birthDate: Day | null;
  readonly sex: 'male' | 'female' | null;
}

/** What a valid number says beyond, or against, what is filled in; null where it adds nothing. */
export function idOffer(
  { fields, ageText }: PatientDraft,
  today: Day,
): (IdFacts & { readonly differs: boolean }) | null {
  const { kind, number } = fields.identity;
  if (!isLikeResidentId(kind)) return null;
  const reading = readIdentityNumber(kind, number, today);
  const birthDate = reading.birthDate !== fields.birthDate ? reading.birthDate : null;
  const sex = reading.sex !== fields.sex ? reading.sex : null;
  if (birthDate === null && sex === null) return null;
  const isAgeTyped = fields.birthDate !== null || ageText.trim() !== '';
  const differs = (birthDate !== null && isAgeTyped) || (sex !== null && fields.sex !== 'unknown');
  return { birthDate, sex, differs };
}

/** Takes over what the number says. */
export function takeOffer(draft: PatientDraft, { birthDate, sex }: IdFacts): PatientDraft {
  const fields = {
    ...draft.fields,
    birthDate: birthDate ?? draft.fields.birthDate,
    sex: sex ?? draft.fields.sex,
  };
  return { ...draft, fields, ageText: birthDate === null ? draft.ageText : '' };
}

export type PatientLack = 'name' | 'nameLength' | 'age' | 'allergyText';

/** What keeps the form from being saved at all; what a referral needs beyond it is said there. */
export function patientLacks({ fields, ageText }: PatientDraft): PatientLack[] {
  const lacks: PatientLack[] = [];
  if (fields.name.trim() === '') lacks.push('name');
  if (!isNameLength(fields.name)) lacks.push('nameLength');
  if (fields.birthDate === null && readAge(ageText) === undefined) lacks.push('age');
  if (fields.allergy.state === 'yes' && fields.allergy.text.trim() === '') lacks.push('allergyText');
  return lacks;
}

/** The fields to store: names and numbers in their stored form, the estimate dated. */
export function fieldsOf({ fields, ageText }: PatientDraft, today: Day): PatientFields {
  const years = fields.birthDate === null ? readAge(ageText) : null;
  const before = fields.estimatedAge;
  const on = before !== null && before.years === years ? before.on : today; // an old estimate keeps its day
  const typed = {
    ...fields,
    estimatedAge: years === null || years === undefined ? null : { years, on },
    allergy: { ...fields.allergy, text: fields.allergy.state === 'yes' ? fields.allergy.text : '' },
  };
  return storedPatient(typed, today);
}

/** A name may still be missing in a draft; everything else has the shape of the record. */
const Typed = z.string().max(200);
const DraftFields = PatientFields.extend({ name: Typed, contact: PatientFields.shape.contact.extend({ name: Typed }) });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads a stored draft back; null where it is not one of ours. */
export function restorePatientDraft(body: unknown): PatientDraft | null {
  if (!isRecord(body) || typeof body.ageText !== 'string') return null;
  const fields = acceptDraft(DraftFields, body.fields);
  if (fields === null) return null;
  return {
    fields,
    ageText: body.ageText,
    keptNumber: typeof body.keptNumber === 'string' ? body.keptNumber : null,
    distinctFrom: Array.isArray(body.distinctFrom) ? body.distinctFrom.map(String) : [],
  };
}
