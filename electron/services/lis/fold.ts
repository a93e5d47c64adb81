const SUPERSCRIPT = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g;
const SUPERSCRIPT_SIGNS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
const TILDES = /[\u301c\u223c]/g; // wave dash and tilde operator: before the dashes, since Unicode counts 〜 as one
const DASHES = /[\p{Pd}\u2212\u2500\u2501]/gu;

const SHORT = 1000; // a pattern that backtracks must not meet a cell of megabytes
/** Printing ASCII and common Han with single blanks between: nothing to fold, which is most of every file. */
const SETTLED = /^(?:[!-~\u4e00-\u9fff]+(?: [!-~\u4e00-\u9fff]+)*)?$/;

const asPower = (run: string): string => {
  const digits = [...run].map(sign => SUPERSCRIPT_SIGNS.indexOf(sign)).filter(digit => digit >= 0);
  return `^${run.startsWith('⁻') ? '-' : ''}${digits.join('')}`;
};

/**
 * One spelling for what looks the same (records-and-forms.md 6.3), in this order: superscripts become powers first,
 * else NFKC would turn 10⁹ into 109.
 */
export function fold(text: string): string {
  if (text.length < SHORT && SETTLED.test(text)) return text;
  return text
    .replace(SUPERSCRIPT, asPower)
    .normalize('NFKC')
    .replace(ZERO_WIDTH, '')
    .replace(/μ/g, 'u')
    .replace(TILDES, '~')
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Folded, without blanks, lower case: how units, words and header names are compared. */
export const foldTight = (text: string): string => fold(text).replace(/ /g, '').toLowerCase();
