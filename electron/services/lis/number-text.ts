import { isUnit } from './unit.ts';

export interface WrittenNumber {
  readonly value: number;
  /** The same number written out with the digits as given (`12.0`); null where only an exponent can say it. */
  readonly decimal: string | null;
  /** The unit glued behind the number; '' where there is none. */
  readonly unit: string;
}

/** Whole groups of exactly three after the first comma; 0,250 would be a decimal comma and is not read. */
const PLAIN = /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d+)?$/;
const HEAD = /^(\d[\d,]*(?:\.\d+)?|\.\d+)(.*)$/;
const EXPONENT = /^(?:e([+-]?\d{1,3})| ?[x×*] ?10\^([+-]?\d{1,3}))(?!\d)(.*)$/i;

/**
 * A number with nothing behind it but a unit (records-and-forms.md 6.6.4). A unit is looked for before an exponent:
 * `6.0×10^9/L` is 6.0 of 10^9/L, `2.35×10^7IU/mL` is a power.
 * @param text folded, without flags and comparator
 */
export function readNumber(text: string): WrittenNumber | undefined {
  const [, number = '', rest = ''] = HEAD.exec(text.replace(/(?<=\d)。(?=\d)/g, '.')) ?? [];
  if (number === '' || !PLAIN.test(number)) return undefined;
  const digits = number.replace(/,/g, '');
  const unit = unitBehind(rest);
  if (unit !== undefined)
    return { value: Number(digits), decimal: `${digits.startsWith('.') ? '0' : ''}${digits}`, unit };
  const [, byLetter, byPower, tail = ''] = EXPONENT.exec(rest) ?? [];
  const exponent = byLetter ?? byPower;
  const unitOfPower = exponent === undefined ? undefined : unitBehind(tail);
  if (unitOfPower === undefined) return undefined;
  const value = Number(`${digits}e${exponent}`); // the decimal text itself, so that no factor adds its own rounding
  return Number.isFinite(value) ? { value, decimal: writtenOut(value), unit: unitOfPower } : undefined;
}

const writtenOut = (value: number): string | null => (/^\d+(\.\d+)?$/.test(String(value)) ? String(value) : null);

/** '' for nothing; undefined for a stray word, or a blank between digits. */
function unitBehind(rest: string): string | undefined {
  const unit = rest.trim();
  if (unit === '') return '';
  return isUnit(unit) && !/^ \d/.test(rest) ? unit : undefined;
}
