import type { Comparator, LabFlag } from '../../../shared/records/observation.ts';
import { splitFinalBracket } from './item-name.ts';
import type { ResultWord } from './lab-export.ts';
import { readNumber, type WrittenNumber } from './number-text.ts';

export interface WrittenQuantity extends WrittenNumber {
  readonly comparator: Comparator | null;
}

/** What a result cell says, before it is asked which item it belongs to. Neither quantity nor word = unreadable. */
export interface WrittenValue {
  readonly quantity: WrittenQuantity | null;
  readonly word: ResultWord | null;
  /** The flag glued to the value. */
  readonly flag: LabFlag | null;
}

const FLAG_WORDS = 'HH|LL|H|L|偏高|偏低|高|低|[↑↓]+';
const MARKS = /^[*▲▼★# ]+|[*▲▼★# ]+$/g;
/** A letter is a flag only behind a digit, a blank, a bracket or a percent sign: mmol/L ends in no flag. */
const FLAG_BEHIND = new RegExp(`(?:[([] ?(${FLAG_WORDS}) ?[)\\]]|(?<![A-Za-z/])(${FLAG_WORDS}))$`);
/** 低于 and 高于 are comparators. */
const FLAG_BEFORE = /^(HH|LL|H|L|偏高|偏低|高|低|[↑↓]+)(?!于)(?![A-Za-z])/;

export const withoutMarks = (text: string): string => text.replace(MARKS, '');

/** @param flag a flag column, or a flag taken off a value, without marks; null where it is neither high, low nor normal */
export function readFlag(flag: string): LabFlag | null {
  if (flag === 'N' || flag === '正常') return 'N';
  const signs = flag.match(new RegExp(FLAG_WORDS, 'g')) ?? [];
  if (signs.length === 0 || signs.join('') !== flag.replace(/[()[\] ]/g, '')) return null;
  const levels = new Set(signs.map(levelOf));
  return levels.size === 1 ? ([...levels][0] ?? null) : null;
}

function levelOf(sign: string): LabFlag | null {
  if (/^↑+$/.test(sign)) return sign.length > 1 ? 'HH' : 'H';
  if (/^↓+$/.test(sign)) return sign.length > 1 ? 'LL' : 'L';
  if (sign === '高' || sign === '偏高') return 'H';
  if (sign === '低' || sign === '偏低') return 'L';
  return sign === 'HH' || sign === 'LL' || sign === 'H' || sign === 'L' ? sign : null;
}

function takeFlags(text: string): { rest: string; flag: LabFlag | null } {
  const flags = new Set<LabFlag | null>();
  let rest = withoutMarks(text);
  for (let found = findFlag(rest); found; found = findFlag(rest)) {
    flags.add(readFlag(found.flag));
    rest = withoutMarks(found.rest);
  }
  return { rest, flag: flags.size === 1 ? ([...flags][0] ?? null) : null };
}

function findFlag(text: string): { flag: string; rest: string } | undefined {
  const behind = FLAG_BEHIND.exec(text);
  if (behind && behind.index > 0) {
    return { flag: behind[1] ?? behind[2] ?? '', rest: text.slice(0, behind.index) };
  }
  const before = FLAG_BEFORE.exec(text);
  return before && before[0].length < text.length
    ? { flag: before[1] ?? '', rest: text.slice(before[0].length) }
    : undefined;
}

const COMPARATOR = /^(<=|=<|>=|=>|[<>≤≥≦≧]|小于|低于|大于|高于) ?/;
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '<': '<',
  小于: '<',
  低于: '<',
  '>': '>',
  大于: '>',
  高于: '>',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
  '≦': '<=',
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
  '≧': '>=',
};

/** A number with its comparator; the limit is the value. Undefined = unreadable. */
export function readQuantity(text: string): WrittenQuantity | undefined {
  const [taken = '', sign = ''] = COMPARATOR.exec(text) ?? [];
  const number = readNumber(text.slice(taken.length));
  return number && { ...number, comparator: COMPARATORS[sign] ?? null };
}

const NOT_DETECTED = new Set([
  '未检出',
  '未检测到',
  '未测出',
  '检测不到',
  'tnd',
  'nd',
  'notdetected',
  '靶核酸未检出',
  '靶标未检出',
]);
const BELOW_LIMIT = /^(?:<|低于|小于)(?:检测下限|检出限)$/;
const NEGATIVE = new Set(['阴性', '阴', '-', 'neg', 'negative', '非反应性', 'non-reactive', 'nonreactive']);
const POSITIVE = new Set(['阳性', '弱阳性', '阳', 'pos', 'positive', '反应性', 'reactive']);
const PLUSES = /^(?:\+{1,4}|[1-4]\+)$/;

function readWord(text: string): ResultWord | null {
  const word = text.replace(/ /g, '').toLowerCase();
  const bare = /^\(([-+1-4]+)\)$/.exec(word)?.[1] ?? word;
  if (NOT_DETECTED.has(word) || BELOW_LIMIT.test(word)) return 'not-detected';
  if (NEGATIVE.has(bare)) return 'negative';
  if (POSITIVE.has(bare) || PLUSES.test(bare)) return 'positive';
  const bracket = splitFinalBracket(word); // 阳性(+): both must say the same
  if (!bracket || bracket.before === '') return null;
  const [before, content] = [readWord(bracket.before), readWord(bracket.content)];
  return before === content ? before : null;
}

/** 阴性(0.02), 0.01 阴性, 0.01(阴性), 阳性 250: a word written in letters beside a number. */
const WORD_FIRST = /^(阴性|弱阳性|阳性|阴|阳|非反应性|反应性|[A-Za-z][A-Za-z-]*) ?(\(.*\)|[<>≤≥\d.].*)$/;
const WORD_LAST = /^(.*?[^ (]) ?(\([^()]*\)|阴性|弱阳性|阳性|阴|阳|非反应性|反应性)$/;

function readBoth(text: string): Pick<WrittenValue, 'quantity' | 'word'> | undefined {
  for (const [pattern, wordAt, numberAt] of [[WORD_FIRST, 1, 2] as const, [WORD_LAST, 2, 1] as const]) {
    const found = pattern.exec(text);
    const inside = (part: string): string => /^\((.*)\)$/.exec(part)?.[1]?.trim() ?? part.trim();
    const word = readWord(inside(found?.[wordAt] ?? ''));
    const quantity = readQuantity(inside(found?.[numberAt] ?? ''));
    if (word && word !== 'not-detected' && quantity) return { quantity, word };
  }
  return undefined;
}

/** @param text folded; a flag at either end is taken off */
export function readValue(text: string): WrittenValue {
  const asWritten = readWord(text); // before the flags: `-` and 低于检测下限 are words
  if (asWritten) return { quantity: null, word: asWritten, flag: null };
  const { rest, flag } = takeFlags(text);
  const word = readWord(rest);
  if (word) return { quantity: null, word, flag };
  const quantity = readQuantity(rest);
  if (quantity) return { quantity, word: null, flag };
  return { quantity: null, word: null, ...readBoth(rest), flag };
}
