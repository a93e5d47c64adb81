import { z } from 'zod';
import { ageInYears, Day, Id, Instant } from './time.ts';

/** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
export const SEX_GB = { unknown: '0', male: '1', female: '2', 'not-stated': '9' } as const;
export const Sex = z.enum(['male', 'female', 'unknown', 'not-stated']);
export type Sex = z.infer<typeof Sex>;

/** WS 364 CV02.01.101 kinds of identity document; `none` = the patient has none at hand. */
export const IdentityKind = z.enum([
  'resident-id',
  'household-register',
  'passport',
  'officer-id',
  'driving-licence',
  'hong-kong-macao-permit',
  'taiwan-permit',
  'birth-certificate',
  'other',
  'none',
]);
export type IdentityKind = z.infer<typeof IdentityKind>;

/** How sure we are who this is. `verified`: card reader used or document seen. */
export const IdentityStatus = z.enum(['unknown', 'claimed', 'verified']);

export const InsuranceKind = z.enum([
  'employee',
  'resident',
  'commercial',
  'public',
  'self-paid',
  'medical-assistance',
  'other',
]);

/** Allergy has three states; text names the substances where the state is `yes`. */
export const Allergy = z.object({ state: z.enum(['yes', 'no', 'unknown']), text: z.string().max(500) });

export const Contact = z.object({
  name: z.string().max(50),
  relation: z.string().max(20),
  phone: z.string().max(30),
});

/** What is typed about a person. Blank text means "not asked"; the referral form says what is still needed. */
export const PatientFields = z.object({
  name: z.string().trim().min(1).max(50),
  sex: Sex,
  birthDate: Day.nullable(),
  /** Age as estimated or told, in whole years, on `estimatedAgeOn`; used only where the birth date is unknown. */
  estimatedAge: z.object({ years: z.int().min(0).max(120), on: Day }).nullable(),
  identity: z.object({ kind: IdentityKind, number: z.string().trim().max(30) }),
  identityStatus: IdentityStatus,
  hospitalNumbers: z.object({
    inpatient: z.string().trim().max(40),
    outpatient: z.string().trim().max(40),
    record: z.string().trim().max(40),
  }),
  phone: z.string().trim().max(30),
  contact: Contact,
  address: z.string().trim().max(200),
  insurance: InsuranceKind.nullable(),
  ethnicity: z.string().trim().max(20),
  languageNeeds: z.string().trim().max(200),
  allergy: Allergy,
});
export type PatientFields = z.infer<typeof PatientFields>;

/** An empty form for one person. */
export const blankPatient = (): PatientFields => ({
  name: '',
  sex: 'unknown',
  birthDate: null,
  estimatedAge: null,
  identity: { kind: 'resident-id', number: '' },
  identityStatus: 'claimed',
  hospitalNumbers: { inpatient: '', outpatient: '', record: '' },
  phone: '',
  contact: { name: '', relation: '', phone: '' },
  address: '',
  insurance: null,
  ethnicity: '',
  languageNeeds: '',
  allergy: { state: 'unknown', text: '' },
});

export const Patient = PatientFields.extend({
  id: Id,
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
  voidedAt: Instant.nullable(),
});
export type Patient = z.infer<typeof Patient>;

/** Age in whole years on a day: by the birth date, else by the estimate grown older since; null where neither is known. */
export function patientAge(
  { birthDate, estimatedAge }: Pick<PatientFields, 'birthDate' | 'estimatedAge'>,
  on: Day,
): number | null {
  if (birthDate !== null) return ageInYears(birthDate, on);
  return estimatedAge === null ? null : estimatedAge.years + ageInYears(estimatedAge.on, on);
}
