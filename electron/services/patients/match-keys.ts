import { pinyin } from 'pinyin-pro';
import type { PatientFields } from '../../../shared/records/patient.ts';

/**
 * What two records of one person have in common. `identity`: the number; `name`: a reading of the name, with the birth
 * year beside it; `phone`: a reading of the name with a phone.
 */
export type MatchKind = 'identity' | 'name' | 'phone';

export interface MatchKey {
  readonly kind: MatchKind;
  readonly value: string;
  /** Birth year, or the year that the estimated age makes it; 0 where neither is known, and for other kinds. */
  readonly year: number;
}

export type Matched = Pick<
  PatientFields,
  'name' | 'unnamed' | 'birthDate' | 'estimatedAge' | 'phone' | 'contact' | 'identity'
>;

/** Birth year of a date, else of an estimate; 0 where neither is known. */
export function birthYear({ birthDate, estimatedAge }: Pick<Matched, 'birthDate' | 'estimatedAge'>): number {
  if (birthDate !== null) return Number(birthDate.slice(0, 4));
  return estimatedAge === null ? 0 : Number(estimatedAge.on.slice(0, 4)) - estimatedAge.years;
}

/** Keys by which records of one person find each other; a number in place of a name says nothing about whose it is. */
export function matchKeys(patient: Matched): MatchKey[] {
  const keys: MatchKey[] = [];
  const number = personNumber(patient.identity);
  if (number !== '') keys.push({ kind: 'identity', value: number, year: 0 });
  if (patient.unnamed || patient.name.trim() === '') return keys;
  const year = birthYear(patient);
  for (const name of readings(patient.name)) {
    if (year > 0) keys.push({ kind: 'name', value: name, year });
    for (const phone of phones(patient)) keys.push({ kind: 'phone', value: `${name} ${phone}`, year: 0 });
  }
  return keys;
}

/** The surname read as a surname and as an ordinary word. */
function readings(name: string): string[] {
  const read = (surname: 'head' | 'off') =>
    pinyin(name, { toneType: 'none', type: 'array', surname, nonZh: 'consecutive', v: true })
      .join('')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  return [...new Set([read('head'), read('off')])].filter(reading => reading !== '');
}

const PHONE_DIGITS = 11; // of a Chinese mobile number; a country code before it does not matter
const SHORTEST_PHONE = 7;

function phones({ phone, contact }: Pick<Matched, 'phone' | 'contact'>): string[] {
  const digits = [phone, contact.phone].map(text => text.normalize('NFKC').replace(/\D/g, '').slice(-PHONE_DIGITS));
  return [...new Set(digits)].filter(each => each.length >= SHORTEST_PHONE && /[1-9]/.test(each));
}

/** The number as one person has it: a card of 15 digits and its later one of 18 are the same (19yy, no check). */
function personNumber({ kind, number }: PatientFields['identity']): string {
  if (kind === 'none' || number === '') return '';
  if (/^\d{15}$/.test(number)) return `${number.slice(0, 6)}19${number.slice(6)}`;
  if (/^\d{17}[\dX]$/.test(number)) return number.slice(0, 17);
  return `${kind} ${number}`;
}
