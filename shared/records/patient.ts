import { z } from 'zod';
import { EthnicGroup, MaritalStatus, Nationality, Occupation, Province } from './person-codes.ts';
import { IdWarning } from './resident-id.ts';
import { ageInYears, Day, Id, Instant } from './time.ts';

/** The four of GB/T 2261.1. */
export const Sex = z.enum(['male', 'female', 'unknown', 'not-stated']);
export type Sex = z.infer<typeof Sex>;

/**
 * WS 364 CV02.01.101 kinds of identity document, with the two cards that follow the rule of the resident ID card:
 * residence permit for people of Hong Kong, Macao and Taiwan, permanent residence card of foreigners. `none` = the
 * patient has none at hand.
 */
export const IdentityKind = z.enum([
  'resident-id',
  'residence-permit',
  'permanent-residence-card',
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

/** 异地就医备案: whether care outside the insured place was registered. */
export const RemoteInsurance = z.enum(['yes', 'no', 'unknown']);

/** Allergy has three states; text names the substances where the state is `yes`. */
export const Allergy = z.object({ state: z.enum(['yes', 'no', 'unknown']), text: z.string().max(500) });

const NAME_CHARACTERS = 50;
/** Counted as people count: a rare character outside the basic plane is one, not two. */
export const isNameLength = (name: string): boolean => [...name.trim()].length <= NAME_CHARACTERS;
const NameText = z.string().trim().refine(isNameLength);

export const Contact = z.object({
  name: NameText,
  relation: z.string().max(20),
  phone: z.string().max(30),
});

/** What is typed about a person. Blank text means "not asked"; the referral form says what is still needed. */
export const PatientFields = z.object({
  name: NameText.min(1),
  /** The name is a number in place of one (无名氏…); true until the identity is confirmed. */
  unnamed: z.boolean(),
  sex: Sex,
  birthDate: Day.nullable(),
  /** Age as estimated or told, in whole years, on `estimatedAgeOn`; used only where the birth date is unknown. */
  estimatedAge: z.object({ years: z.int().min(0).max(120), on: Day }).nullable(),
  identity: z.object({ kind: IdentityKind, number: z.string().trim().max(30) }),
  /** Doubts about the number that stood when it was saved all the same; shown wherever the number is. */
  identityDoubts: z.array(IdWarning),
  identityStatus: IdentityStatus,
  hospitalNumbers: z.object({
    inpatient: z.string().trim().max(40),
    outpatient: z.string().trim().max(40),
    record: z.string().trim().max(40),
  }),
  phone: z.string().trim().max(30),
  contact: Contact,
  /** Where the patient lives now. */
  region: Province.nullable(),
  address: z.string().trim().max(200),
  /** Where the household is registered (户籍地址). */
  registeredRegion: Province.nullable(),
  registeredAddress: z.string().trim().max(200),
  insurance: InsuranceKind.nullable(),
  insuranceNumber: z.string().trim().max(40),
  remoteInsurance: RemoteInsurance.nullable(),
  ethnicity: EthnicGroup.nullable(),
  nationality: Nationality.nullable(),
  maritalStatus: MaritalStatus.nullable(),
  occupation: Occupation.nullable(),
  languageNeeds: z.string().trim().max(200),
  allergy: Allergy,
});
export type PatientFields = z.infer<typeof PatientFields>;

/** An empty form for one person. */
export const blankPatient = (): PatientFields => ({
  name: '',
  unnamed: false,
  sex: 'unknown',
  birthDate: null,
  estimatedAge: null,
  identity: { kind: 'resident-id', number: '' },
  identityDoubts: [],
  identityStatus: 'claimed',
  hospitalNumbers: { inpatient: '', outpatient: '', record: '' },
  phone: '',
  contact: { name: '', relation: '', phone: '' },
  region: null,
  address: '',
  registeredRegion: null,
  registeredAddress: '',
  insurance: null,
  insuranceNumber: '',
  remoteInsurance: null,
  ethnicity: null,
  nationality: null,
  maritalStatus: null,
  occupation: null,
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
