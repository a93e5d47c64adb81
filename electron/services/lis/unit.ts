import { type AcceptedUnit, LAB_CATALOGUE, type LabItem, labItem } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import { foldTight } from './fold.ts';

/** Further spellings of the catalogue's units, folded, without blanks, lower case (records-and-forms.md 5.1). */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  '1': ['', '1', '-', '/', 'inr', '{inr}', 'r', 'ratio', '比值'],
  s: ['s', 'sec', '秒'],
  'mg/dL{BUN}': ['mg/dl'], // read as this only under a nitrogen name
  'log10 IU/mL': ['log10iu/ml', 'logiu/ml', 'lgiu/ml', 'log10(iu/ml)', 'log(iu/ml)', 'lg(iu/ml)'],
  '10*9/L': ['10*9/l'],
  '10*3/uL': ['10*3/ul', 'k/ul'],
  '/uL': ['/ul', 'cells/ul', '/mm3', '/mm^3'],
};
const spellingsOf = (unit: string): readonly string[] => SPELLINGS[unit] ?? [foldTight(unit)];

/** 10^9/L in its many ways, also with a multiplication sign or 个: 10E9/L, ×10⁹/L, 109/L, 10的9次方/L. */
const POWER = /^[x×*]?10(?:[\^*~e]?([93])|的([93])次方)\/(u?l)$/;

export function foldUnit(unit: string): string {
  const folded = foldTight(unit);
  const counted = folded.replace(/个/g, '');
  const [, digit, word, volume] = POWER.exec(counted) ?? [];
  if (volume) return `10*${digit ?? word}/${volume}`;
  return counted.startsWith('/') ? counted : folded;
}

/** SI = value × factor, ÷ factor, or factor ^ value. */
export type Conversion = AcceptedUnit;

const sameAs = (unit: string): Conversion => ({ unit, operation: 'multiply', factor: 1 });

const conversionsOf = (item: LabItem): ReadonlyMap<string, Conversion> =>
  new Map([
    ...item.otherUnits.flatMap(other => spellingsOf(other.unit).map(spelling => [spelling, other] as const)),
    ...spellingsOf(item.unit).map(spelling => [spelling, sameAs(item.unit)] as const),
  ]);
const conversions = new Map(LAB_CATALOGUE.map(item => [item.code, conversionsOf(item)]));

/**
 * How a number in this unit becomes SI; undefined where the unit is absent (INR needs none) or not of this item.
 * mg/dL of urea counts only under a name of urea nitrogen.
 */
export function conversionOf(code: LabCode, unit: string, isNitrogen: boolean): Conversion | undefined {
  const conversion = conversions.get(code)?.get(foldUnit(unit));
  return code === 'UREA' && !isNitrogen && conversion?.unit !== siUnitOf(code) ? undefined : conversion;
}

/** 12 significant digits: 12 mg/dL is 205.2 umol/L, not 205.20000000000002, and no small value loses its digits. */
export function convert(value: number, { operation, factor }: Conversion): number {
  if (operation === 'multiply' && factor === 1) return value;
  const si = operation === 'power' ? factor ** value : operation === 'divide' ? value / factor : value * factor;
  return Number(si.toPrecision(12));
}

export const siUnitOf = (code: LabCode): string => labItem(code).unit;

/** Units that laboratories write and we do not convert; needed to tell a unit from a stray word. */
const OTHER_UNITS = new Set(['coi', 's/co', 'l/l', 'ml/l', '%', 'fl', 'pg', 'mmhg', 'mm/h', '拷贝/ml', 'copy/ml']);
const UNIT_SHAPE = /^(?:[a-z]{1,8}|10[\^*]\d{1,2})\/(?:l|dl|ml|ul)$/;
const NOT_GLUED = new Set(['', '1', '-', '/']);
const ownUnits = new Set(LAB_CODES.flatMap(code => [...(conversions.get(code)?.keys() ?? [])]));

/** Whether a text that follows a number, or stands in a name's brackets, is a unit at all (of any item). */
export function isUnit(text: string): boolean {
  const unit = foldUnit(text);
  if (NOT_GLUED.has(unit)) return false;
  return ownUnits.has(unit) || OTHER_UNITS.has(unit) || UNIT_SHAPE.test(unit);
}

/** A unit that some item of ours uses; for HL7, where the field may hold further components. */
export const isKnownUnit = (text: string): boolean => ownUnits.has(foldUnit(text));

/** Whether two units say the same: μmol/L and umol/L, 10E9/L and 10^9/L. */
export const isSameUnit = (a: string, b: string): boolean => foldUnit(a) === foldUnit(b);
