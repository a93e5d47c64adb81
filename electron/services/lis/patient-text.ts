import type { ExportPatient } from './lab-export.ts';
import type { Cell } from './sheet.ts';

const SEXES: Readonly<Record<string, ExportPatient['sex']>> = {
  男: 'male',
  男性: 'male',
  m: 'male',
  male: 'male',
  '1': 'male',
  女: 'female',
  女性: 'female',
  f: 'female',
  female: 'female',
  '2': 'female',
};

export const readSex = (text: string): ExportPatient['sex'] => SEXES[text.toLowerCase()] ?? null;

const MAX_AGE = 150;
const YEARS = /^(\d{1,3})(?:\.0+)?(?: ?(?:周?岁|y|yr|yrs|years?)(?: ?\d{1,2} ?(?:个?月|m)(?: ?\d{1,2} ?[天日d])?)?)?$/;
const YOUNGER = /^\d{1,4} ?(?:个?月|周|天|日|小时|时|分钟|m|w|d|h)/;

/** Whole years; an age in months, days or hours is 0 (6.8). */
export function readAge(text: string): number | null {
  const age = text.toLowerCase();
  const years = Number(YEARS.exec(age)?.[1] ?? Number.NaN);
  if (years <= MAX_AGE) return years;
  return YOUNGER.test(age) ? 0 : null;
}

/** As Excel writes it: 1.00001E+17. A plain `12E5` may be a hospital's own number. */
const SCIENTIFIC = /^\d+(?:\.\d+e\+?\d+|e\+\d+)$/i;
const EXACT_DIGITS_END = 1e15; // beyond it Excel has already replaced the last digits by zeros

export const isDamagedIdentifier = (cell: Cell): boolean =>
  (cell.number !== undefined && Math.abs(cell.number) >= EXACT_DIGITS_END) ||
  SCIENTIFIC.test(readIdentifier(cell) ?? '');

const FILLERS = /^[-/_.]+$/;

/** Null for a filler such as `-`: two patients must not become one by it. */
export function readIdentifier({ text, number, padTo }: Cell): string | null {
  const identifier = text.replace(/^'/, '').trim();
  if (identifier === '' || FILLERS.test(identifier)) return null;
  return number !== undefined && Number.isInteger(number) && padTo !== undefined
    ? identifier.padStart(padTo, '0')
    : identifier;
}
