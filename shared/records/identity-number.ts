import type { IdentityKind } from './patient.ts';
import { normaliseIdNumber, OLDEST_YEARS, type ResidentIdReading, readResidentId } from './resident-id.ts';
import { ageInYears, type Day } from './time.ts';

/** Kinds whose number follows the resident ID card (GB 11643-1999), with what else the card's number must look like. */
const LIKE_RESIDENT_ID: Partial<Record<IdentityKind, RegExp>> = {
  'resident-id': /^/,
  'residence-permit': /^8[123]\d{15}[\dX]$/, // areas 810000, 820000, 830000
  'permanent-residence-card': /^(?:9\d{16}[\dX]|[A-Z]{3}\d{12})$/, // of 2023, and the older one
};

/** Forms of the other kinds, general practice; a number of another form is asked about, never refused. */
const FORMS: Partial<Record<IdentityKind, RegExp>> = {
  passport: /^[A-Z0-9]{5,17}$/,
  'officer-id': /^(?:\p{Script=Han}{1,2}字第)?[A-Z0-9]{4,10}号?$/u,
  'driving-licence': /^(?:\d{12}|\d{15}|\d{17}[\dX])$/, // the holder's ID number, or the file number
  'hong-kong-macao-permit': /^[HM]\d{8}(?:\d{2})?$/, // older ones with two digits more
  'taiwan-permit': /^\d{8}(?:\d{2})?$/,
  'birth-certificate': /^[A-Z]\d{9}$/,
};

/** Whether the number tells birth date and sex and carries a check. */
export const isLikeResidentId = (kind: IdentityKind): boolean => kind in LIKE_RESIDENT_ID;

/**
 * Reads the number of any identity document: normalised, checked by the rule of its kind, with the birth date and sex
 * that it states. A blank number is not asked about.
 * @param today the hospital's day, to judge a birth date
 */
export function readIdentityNumber(kind: IdentityKind, text: string, today: Day): ResidentIdReading {
  const number = normaliseIdNumber(text);
  const nothing = { number, birthDate: null, sex: null, warnings: [] };
  if (number === '') return nothing;
  const form = LIKE_RESIDENT_ID[kind];
  if (form) {
    const reading = readResidentId(number, today);
    const isOther = !form.test(number) && !reading.warnings.includes('format');
    return isOther ? { ...reading, warnings: ['format', ...reading.warnings] } : reading;
  }
  return FORMS[kind]?.test(number) === false ? { ...nothing, warnings: ['format'] } : nothing;
}

/** What to ask about a birth date that somebody typed. */
export function birthDateDoubt(birthDate: Day | null, today: Day): 'birth-date-in-future' | 'age-over-120' | null {
  if (birthDate === null) return null;
  if (birthDate > today) return 'birth-date-in-future';
  return ageInYears(birthDate, today) > OLDEST_YEARS ? 'age-over-120' : null;
}
