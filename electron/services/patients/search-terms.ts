import { pinyin } from 'pinyin-pro';
import type { PatientFields } from '../../../shared/records/patient.ts';

export interface SearchTerm {
  kind: 'name' | 'pinyin' | 'initials' | 'id-tail' | 'phone-tail' | 'hospital-number';
  term: string;
}

/** What a typed query and a stored term are compared as: small letters, no blanks, dots or dashes, half width. */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•・.-]/g, '');

/**
 * Everything a patient is found by. Each term is matched from its beginning, so a name is stored with its tails: the
 * second character of a two-character name finds it too. The surname is read as a surname and as an ordinary word
 * (单: shàn, dān).
 */
export function searchTerms(patient: PatientFields): SearchTerm[] {
  const terms: SearchTerm[] = [];
  const name = [...foldForSearch(patient.name)];
  for (let from = 0; from < name.length; from++) terms.push({ kind: 'name', term: name.slice(from).join('') });
  for (const surname of ['head', 'off'] as const) {
    const syllables = pinyin(patient.name, { toneType: 'none', type: 'array', surname, nonZh: 'consecutive', v: true });
    terms.push({ kind: 'pinyin', term: foldForSearch(syllables.join('')) });
    terms.push({ kind: 'initials', term: foldForSearch(syllables.map(syllable => syllable[0] ?? '').join('')) });
  }
  const tail = (text: string) => foldForSearch(text).slice(-4);
  terms.push({ kind: 'id-tail', term: tail(patient.identity.number) });
  terms.push({ kind: 'phone-tail', term: tail(patient.phone) });
  for (const number of Object.values(patient.hospitalNumbers))
    terms.push({ kind: 'hospital-number', term: foldForSearch(number) });
  const distinct = new Map(terms.filter(({ term }) => term !== '').map(term => [`${term.kind} ${term.term}`, term]));
  return [...distinct.values()];
}
