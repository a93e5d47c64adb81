import {
  LAB_ALIASES,
  LOINC_ITEMS,
  NITROGEN_NAMES,
  UNDECIDED_NAMES,
  type UndecidedName,
} from '../../../shared/records/lab-aliases.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { fold } from './fold.ts';
import { isUnit } from './unit.ts';

/** What a name says by itself, before the unit and the panel are asked. */
export type NameMatch =
  | { readonly kind: 'definite'; readonly code: LabCode; readonly isNitrogen: boolean }
  | { readonly kind: 'undecided'; readonly name: UndecidedName }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'other-fluid' }
  | { readonly kind: 'unknown' };

const UNKNOWN: NameMatch = { kind: 'unknown' };
const AMBIGUOUS: NameMatch = { kind: 'ambiguous' };
const OTHER_FLUID: NameMatch = { kind: 'other-fluid' };

/** 6.4.1 */
export const itemKey = (name: string): string =>
  fold(name)
    .replace(/[γɣΓΥυ]/g, 'g')
    .replace(/α/g, 'a')
    .toLowerCase()
    .replace(/[ \-_.·*★☆▲△●◆]/g, '')
    .replace(/^#+/, '');

const matchByKey = new Map<string, NameMatch>();
const nitrogenKeys = new Set(NITROGEN_NAMES.map(itemKey));
for (const [code, names] of Object.entries(LAB_ALIASES)) {
  for (const key of names.map(itemKey)) {
    // Object.entries forgets the keys' type
    matchByKey.set(key, { kind: 'definite', code: code as LabCode, isNitrogen: nitrogenKeys.has(key) });
  }
}
for (const name of UNDECIDED_NAMES) {
  for (const key of name.names.map(itemKey)) matchByKey.set(key, { kind: 'undecided', name });
}

const PREFIX = /^(?:静脉血|血清|血浆|全血|血)/;
const SUFFIX = /(?:测定|检测|定量|浓度|含量)$/;
const OTHER_FLUID_NAME = /^(?:尿(?![酸素])|腹水|胸水|脑脊液|粪|便|引流液)/;

/** 6.4.1 and 6.4.2: the whole name, then without the words for blood and for measuring. */
function matchWhole(name: string): NameMatch {
  const key = itemKey(name);
  const [noPrefix, noSuffix] = [key.replace(PREFIX, ''), key.replace(SUFFIX, '')];
  for (const candidate of [key, noPrefix, noSuffix, noPrefix.replace(SUFFIX, '')]) {
    const match = matchByKey.get(candidate);
    if (match) return match;
  }
  return OTHER_FLUID_NAME.test(key) ? OTHER_FLUID : UNKNOWN;
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '】': '【', '〕': '〔' };

/** `乙肝病毒DNA(lg(IU/mL))` → before, content. Undefined where no bracket ends the name. */
export function splitFinalBracket(text: string): { before: string; content: string } | undefined {
  const closing = text.at(-1) ?? '';
  const opening = CLOSING[closing];
  if (!opening) return undefined;
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === closing) depth += 1;
    else if (text[at] === opening) depth -= 1;
    if (depth === 0) return { before: text.slice(0, at).trim(), content: text.slice(at + 1, -1).trim() };
  }
  return undefined;
}

/** The final brackets of a name, with the marks of 6.4.1 behind them taken off: 总胆红素(TBIL)★. */
const bracketOf = (name: string) => splitFinalBracket(fold(name).replace(/[ \-_.·*★☆▲△●◆]+$/, ''));

/** The unit that the name carries in its final brackets (6.5), if it is one. */
export function unitInName(name: string): string {
  const content = bracketOf(name)?.content ?? '';
  return isUnit(content) ? content : '';
}

/** A file names the same few items on every row, so what was found is kept. */
const found = new Map<string, NameMatch>();
const FOUND_KEPT = 5000;

/** @param name as written, not empty */
export function matchName(name: string): NameMatch {
  const before = found.get(name);
  if (before) return before;
  const match = findName(name);
  if (found.size >= FOUND_KEPT) found.clear();
  found.set(name, match);
  return match;
}

function findName(name: string): NameMatch {
  const whole = matchWhole(name);
  const bracket = bracketOf(name);
  if (whole.kind !== 'unknown' || !bracket) return whole;
  const content = matchWhole(bracket.content);
  // 总胆红素(TBIL)(umol/L): a unit in the last bracket leaves a name that may end in a bracket of its own
  if (content.kind === 'unknown' && isUnit(bracket.content)) return matchName(bracket.before);
  return joinMatches(matchWhole(bracket.before), content);
}

/** Two names for one item: an unknown one says nothing, a definite one settles an undecided one (6.4.3, 6.4.6). */
export function joinMatches(a: NameMatch, b: NameMatch): NameMatch {
  if (a.kind === 'other-fluid' || b.kind === 'other-fluid') return OTHER_FLUID; // 尿肌酐(CREA) is not blood
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (a.kind === 'definite' && b.kind === 'definite') {
    return a.code === b.code ? { ...a, isNitrogen: a.isNitrogen || b.isNitrogen } : AMBIGUOUS;
  }
  if (a.kind === 'undecided' && b.kind === 'undecided') return a.name.id === b.name.id ? a : AMBIGUOUS;
  if (a.kind === 'undecided' && b.kind === 'definite') return settle(a.name, b);
  if (a.kind === 'definite' && b.kind === 'undecided') return settle(b.name, a);
  return AMBIGUOUS;
}

/** Only a code that the undecided name may mean: 中性粒细胞 beside WBC is a contradiction, not an answer. */
const settle = (name: UndecidedName, match: NameMatch & { kind: 'definite' }): NameMatch =>
  name.codes.includes(match.code) ? match : AMBIGUOUS;

export interface ItemCells {
  /** '' where the cell is empty. */
  readonly name: string;
  readonly codes: readonly string[];
  readonly loinc?: string;
}

/** 6.4.6 and, for LOINC, 6.11. */
export function matchItem({ name, codes, loinc }: ItemCells): NameMatch {
  const byName = name === '' ? matchCodes(codes) : matchNameAndCodes(matchName(name), codes);
  const listed = loinc === undefined ? undefined : LOINC_ITEMS[loinc];
  if (!listed) return byName;
  return joinMatches(byName, { kind: 'definite', code: listed.code, isNitrogen: listed.nitrogen ?? false });
}

function matchNameAndCodes(byName: NameMatch, codes: readonly string[]): NameMatch {
  if (byName.kind !== 'definite' && byName.kind !== 'undecided') return byName; // whatever the code cell says
  const byCode = matchCodes(codes);
  if (byName.kind === 'definite') {
    return byCode.kind === 'definite' && byCode.code !== byName.code ? AMBIGUOUS : byName;
  }
  return byCode.kind === 'other-fluid' ? byName : joinMatches(byName, byCode);
}

function matchCodes(codes: readonly string[]): NameMatch {
  return codes
    .filter(code => !/^[\d.]+$/.test(code))
    .map(matchName)
    .reduce(joinMatches, UNKNOWN);
}
