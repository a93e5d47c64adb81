import { pinyin, polyphonic } from 'pinyin-pro';
import type { PatientFields } from '../../../shared/records/patient.ts';

/**
 * Kinds of term, one letter each, in front of the term in the index. A term is matched from its beginning, so a tail is
 * stored backwards and a part of a name as a term of its own.
 *   n name, m name from a later character; p pinyin, q from a later syllable; i initials, j from a later one;
 *   d identity number, D its tail; t telephone, T its tail; h hospital number, H its tail.
 */
export type TermKind = 'n' | 'm' | 'p' | 'q' | 'i' | 'j' | 'd' | 'D' | 't' | 'T' | 'h' | 'H';

/** What the names and numbers of a person are taken from. */
export type Searchable = Pick<PatientFields, 'name' | 'identity' | 'hospitalNumbers' | 'phone' | 'contact'>;

/** Grows with every change of what is stored, so that the index is built anew. */
export const INDEX_FORM = 1;

/** Readings of all characters are tried together for this many of a name; of the ones after it only the usual one. */
const VARIED = 4;

/** What a typed query and a stored term are compared as: small letters, half width, no blanks, dots or dashes. */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[\s·•・.\-/]/g, '');

export const backwards = (text: string): string => [...text].reverse().join('');

/** Terms of one set of names and numbers, each with its kind in front; no term twice. */
export function searchTerms(person: Searchable): string[] {
  const terms = new Set<string>();
  const add = (kind: TermKind, term: string) => term !== '' && terms.add(kind + term);
  const parts = nameParts(person.name);
  for (let from = 0; from < parts.length; from++) {
    const rest = parts.slice(from);
    add(from === 0 ? 'n' : 'm', rest.map(({ text }) => text).join(''));
    for (const syllables of readingsOf(rest)) {
      add(from === 0 ? 'p' : 'q', syllables.join(''));
      add(from === 0 ? 'i' : 'j', syllables.map(syllable => syllable[0]).join(''));
    }
  }
  const addNumber = (whole: TermKind, tail: TermKind, text: string) => {
    const number = foldForSearch(text);
    add(whole, number);
    add(tail, backwards(number));
  };
  addNumber('d', 'D', person.identity.number);
  for (const phone of [person.phone, person.contact.phone]) addNumber('t', 'T', phone);
  for (const number of Object.values(person.hospitalNumbers)) addNumber('h', 'H', number);
  return [...terms];
}

interface NamePart {
  text: string;
  /** All readings without tones (ü as v), the usual one first. Anything but a Han character reads as itself. */
  readings: readonly string[];
}

/** A Han character is a part of its own; so is each word of another script. */
function nameParts(name: string): NamePart[] {
  const asName = headReadings(name);
  const parts: NamePart[] = [];
  let at = 0;
  for (const piece of name.match(/\p{Script=Han}|[^\p{Script=Han}\s·•・]+|[\s·•・]+/gu) ?? []) {
    const text = foldForSearch(piece);
    if (/\p{Script=Han}/u.test(piece))
      parts.push({ text, readings: [...new Set([asName[at] ?? '', ...readingsOfCharacter(piece)])].filter(Boolean) });
    else if (text !== '') parts.push({ text, readings: [text] });
    at += [...piece].length;
  }
  return parts;
}

/**
 * The name as it is usually read, by character: the surname as a surname (单 shàn, 万俟 mòqí), and only where a surname
 * stands. Reading the whole name that way spoils given names (pinyin-pro issue 237).
 */
function headReadings(name: string): readonly string[] {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return syllables.length === [...name].length ? syllables : [];
}

const known = new Map<string, readonly string[]>();

/** Every reading of a character; a rare one that has none known reads as itself. */
function readingsOfCharacter(character: string): readonly string[] {
  const present = known.get(character);
  if (present) return present;
  const readings = polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? [];
  known.set(character, readings);
  return readings;
}

/** Each way to read these parts, as syllables. */
function readingsOf(parts: readonly NamePart[]): string[][] {
  return parts.reduce<string[][]>(
    (ways, { readings }, index) => {
      const tried = index < VARIED ? readings : readings.slice(0, 1);
      return ways.flatMap(way => tried.map(reading => [...way, reading]));
    },
    [[]],
  );
}
