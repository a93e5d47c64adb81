import { backwards, foldForSearch, type TermKind } from './search-terms.ts';

/** One word of a query, as the beginnings of terms that it may be, the likeliest kind first. */
export type Word = readonly string[];

/** More words, or a longer one, say nothing more about who is looked for. */
const MOST_WORDS = 6;
const MOST_VARIANTS = 96;

/** Shorter ones are found too often to mean a number. */
const SHORTEST: Partial<Record<TermKind, number>> = { D: 4, T: 4, H: 3, d: 6, t: 5 };

/**
 * What is typed, as words that must all be found, in any order and in any field. Letters written next to Han characters
 * (张san) are a word of their own.
 */
export function parseQuery(text: string, { fuzzy }: { fuzzy: boolean }): Word[] {
  const words = text
    .normalize('NFKC')
    .split(/[\s,，、;；]+/)
    .flatMap(piece => foldForSearch(piece).match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []);
  return [...new Set(words)].slice(0, MOST_WORDS).map(word => beginnings(word, fuzzy));
}

function beginnings(word: string, fuzzy: boolean): Word {
  const tail = backwards(word);
  const number = (kinds: readonly TermKind[]) =>
    kinds.filter(kind => word.length >= (SHORTEST[kind] ?? 1)).map(kind => kind + (/[DTH]/.test(kind) ? tail : word));
  if (/\p{Script=Han}/u.test(word)) return [`n${word}`, `m${word}`];
  if (/\d/.test(word)) return [...number(['h', 'D', 'T', 'H', 'd', 't']), `n${word}`, `m${word}`];
  const read = fuzzy ? fuzzyVariants(word) : [word];
  const spoken = (kinds: readonly TermKind[]) => kinds.flatMap(kind => read.map(variant => kind + variant));
  return [`n${word}`, ...spoken(['p', 'i']), `m${word}`, ...spoken(['q', 'j']), `h${word}`];
}

/** Sounds that many speakers do not tell apart, as what may stand for what at one place of a spelling. */
const ALIKE: readonly [typed: RegExp, mayBe: readonly string[]][] = [
  [/zh/y, ['zh', 'z']],
  [/ch/y, ['ch', 'c']],
  [/sh/y, ['sh', 's']],
  [/z/y, ['z', 'zh']],
  [/c/y, ['c', 'ch']],
  [/s/y, ['s', 'sh']],
  [/ang/y, ['ang', 'an']],
  [/an(?=[aeiouv]|$)/y, ['an', 'ang', 'al']], // its n may begin the next syllable
  [/an/y, ['an', 'ang']],
  [/n(?=[aeiouv]|$)/y, ['n', 'l']],
  [/l/y, ['l', 'n']],
];
const INITIALS: typeof ALIKE = [
  [/n/y, ['n', 'l']],
  [/l/y, ['l', 'n']],
];

/**
 * Spellings that sound alike: z/zh, c/ch, s/sh, n/l, an/ang; what was typed comes first. Of two where one begins with the
 * other, the shorter finds both and stands alone.
 */
export function fuzzyVariants(typed: string): string[] {
  const pairs = /[aeiouv]/.test(typed) ? ALIKE : [...ALIKE, ...INITIALS];
  let variants = [''];
  for (let at = 0; at < typed.length; ) {
    const { sound, mayBe } = soundAt(typed, at, pairs);
    variants = variants.flatMap(variant => mayBe.map(next => variant + next)).slice(0, MOST_VARIANTS);
    at += sound.length;
  }
  return variants.filter(
    (variant, index) => !variants.some((other, i) => variant.startsWith(other) && (other !== variant || i < index)),
  );
}

function soundAt(typed: string, at: number, pairs: typeof ALIKE): { sound: string; mayBe: readonly string[] } {
  for (const [pattern, mayBe] of pairs) {
    pattern.lastIndex = at;
    const sound = pattern.exec(typed)?.[0];
    if (sound) return { sound, mayBe };
  }
  const letter = typed.charAt(at);
  return { sound: letter, mayBe: [letter] };
}
