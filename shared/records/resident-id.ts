import { z } from 'zod';
import { ageInYears, type Day } from './time.ts';

/** What a reader should be asked about; none of them ever blocks saving (genuine cards with wrong numbers exist). */
export const IdWarning = z.enum([
  'format',
  'check-character',
  'birth-date',
  'birth-date-in-future',
  'age-over-120',
  'area',
]);
export type IdWarning = z.infer<typeof IdWarning>;

export interface ResidentIdReading {
  /** Normalised number: half-width, no blanks, capital X. */
  readonly number: string;
  readonly birthDate: Day | null;
  readonly sex: 'male' | 'female' | null;
  readonly warnings: readonly IdWarning[];
}

// ISO 7064 MOD 11-2 as GB 11643-1999 prints it
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
/** Above this a person is asked about, never refused. */
export const OLDEST_YEARS = 120;

/** Provinces of GB/T 2260, with 81-83 of the residence permits for Hong Kong, Macao and Taiwan. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Full-width characters become ASCII, blanks go, x becomes X. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/** The check character that 17 leading digits ask for. */
export function residentIdCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

const isCalendarDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day;
};

function readBirthDate(compact: string, today: Day): { birthDate: Day | null; warning: IdWarning | null } {
  const day = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`;
  if (!isCalendarDay(day)) return { birthDate: null, warning: 'birth-date' };
  if (day > today) return { birthDate: null, warning: 'birth-date-in-future' };
  return { birthDate: day, warning: ageInYears(day, today) > OLDEST_YEARS ? 'age-over-120' : null };
}

const sexOfSequence = (lastDigit: string): 'male' | 'female' => (Number(lastDigit) % 2 === 1 ? 'male' : 'female');

/**
 * Reads a resident identity number: 18 characters with check (GB 11643-1999; the same rule for residence permits of
 * areas 81-83 and for permanent-residence cards of 2023, which begin with 9), the 15-digit card of before 1999
 * (birth year 19yy, no check), or the older permanent-residence card (3 letters, 12 digits, no check, nothing to read).
 * @param today the hospital's day, to judge the birth date
 */
export function readResidentId(text: string, today: Day): ResidentIdReading {
  const number = normaliseIdNumber(text);
  const warnings: IdWarning[] = [];
  const isFull = /^\d{17}[\dX]$/.test(number);
  const isLegacy = /^\d{15}$/.test(number);
  if (!isFull && !isLegacy) {
    const isOldPermanentCard = /^[A-Z]{3}\d{12}$/.test(number);
    return { number, birthDate: null, sex: null, warnings: isOldPermanentCard ? [] : ['format'] };
  }
  const isValid = isLegacy || residentIdCheckCharacter(number.slice(0, 17)) === number.charAt(17);
  if (!isValid) warnings.push('check-character');
  const isPermanentCard = isFull && number.startsWith('9');
  if (!isPermanentCard && !PROVINCES.has(number.slice(0, 2))) warnings.push('area');
  const compact = isLegacy ? `19${number.slice(6, 12)}` : number.slice(6, 14);
  const { birthDate, warning } = readBirthDate(compact, today);
  if (warning !== null) warnings.push(warning);
  // A number with a wrong check offers nothing: the wrong digit may be one of the birth date.
  if (!isValid) return { number, birthDate: null, sex: null, warnings };
  return { number, birthDate, sex: sexOfSequence(number.charAt(isLegacy ? 14 : 16)), warnings };
}
