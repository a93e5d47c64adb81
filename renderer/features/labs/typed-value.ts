import type { Comparator, LabCode, LabEntry } from '../../../shared/records/observation.ts';

type MissingWord = NonNullable<LabEntry['missing']>;

/** What a cell's text means. Nothing is guessed: what cannot be read stays text, and the cell asks. */
export type TypedValue =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: string; readonly comparator: Comparator | null }
  | { readonly kind: 'word'; readonly text: NonNullable<LabEntry['text']> }
  | { readonly kind: 'missing'; readonly missing: MissingWord }
  | { readonly kind: 'unreadable' };

/** One key each, in both languages, and the words themselves. */
const MISSING_WORDS: Readonly<Record<string, MissingWord>> = {
  c: 'not-done',
  n: 'not-done',
  未查: 'not-done',
  'not done': 'not-done',
  h: 'pending',
  p: 'pending',
  未回报: 'pending',
  pending: 'pending',
  x: 'unknown',
  u: 'unknown',
  不详: 'unknown',
  'not known': 'unknown',
  f: 'unmeasurable',
  m: 'unmeasurable',
  无法测: 'unmeasurable',
  unmeasurable: 'unmeasurable',
};

const NOT_DETECTED = new Set(['未检出', '未检测到', '未测出', 'nd', 'tnd', 'not detected']);
/** Positive and negative mean something for these two only (records-and-forms.md 6.6). */
const QUALITATIVE: ReadonlySet<LabCode> = new Set(['HBSAG', 'HBVDNA']);
const SIGNS: Readonly<Record<string, 'positive' | 'negative'>> = {
  阳性: 'positive',
  positive: 'positive',
  pos: 'positive',
  '+': 'positive',
  阴性: 'negative',
  negative: 'negative',
  neg: 'negative',
};

const COMPARATORS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(<=|=<|≤)/, '<='],
  [/^(>=|=>|≥)/, '>='],
  [/^(<|小于|低于)/, '<'],
  [/^(>|大于|高于)/, '>'],
];

/** Full-width characters, the Chinese full stop between digits, white space; as typed under any input method. */
export function foldTyped(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(?<=\d)。(?=\d)/g, '.')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `2.35E+07`, `2.35×10^7` written out in full; every digit is kept and none is added but zeros of the exponent. */
function writeOut(digits: string, exponent: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const moved = whole + fraction.padEnd(exponent, '0');
  const point = whole.length + exponent;
  const head = moved.slice(0, point).replace(/^0+(?=\d)/, '');
  const tail = moved.slice(point);
  return tail === '' ? head : `${head}.${tail}`;
}

function readNumber(text: string): string | null {
  const scientific = /^(\d+(?:\.\d+)?)\s*(?:e\+?|[×x*]\s*10\s*\^\s*)(\d{1,2})$/i.exec(text);
  if (scientific) return writeOut(scientific[1] ?? '', Number(scientific[2]));
  if (/^\.\d+$/.test(text)) return `0${text}`;
  if (/^\d+\.$/.test(text)) return text.slice(0, -1);
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '');
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}

/** Reads what was typed into a cell of `code`. Zeros and precision stay as written. */
export function readTyped(code: LabCode, typed: string): TypedValue {
  const text = foldTyped(typed);
  if (text === '') return { kind: 'empty' };
  const lower = text.toLowerCase();
  const missing = Object.hasOwn(MISSING_WORDS, lower) ? MISSING_WORDS[lower] : undefined;
  if (missing !== undefined) return { kind: 'missing', missing };
  if (NOT_DETECTED.has(lower)) return { kind: 'word', text: 'not-detected' };
  const sign = Object.hasOwn(SIGNS, lower) ? SIGNS[lower] : undefined;
  if (sign !== undefined) return QUALITATIVE.has(code) ? { kind: 'word', text: sign } : { kind: 'unreadable' };
  const found = COMPARATORS.find(([pattern]) => pattern.test(text));
  const value = readNumber(found ? text.replace(found[0], '').trim() : text);
  return value === null ? { kind: 'unreadable' } : { kind: 'number', value, comparator: found?.[1] ?? null };
}
