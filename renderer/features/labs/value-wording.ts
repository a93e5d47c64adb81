import type { Translate } from '../../../shared/i18n/i18n.ts';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { Comparator, Observation } from '../../../shared/records/observation.ts';
import type { ReferenceRange } from '../../../shared/records/reference-range.ts';
import { valueText } from './lab-table.ts';

const SIGNS: Record<Comparator, string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

export const itemName = (item: LabItem, language: string): string =>
  language === 'en' ? item.names.en : item.names['zh-CN'];

/** What a stored value says, without its unit: number with its sign, or the word that stands for it. */
export function observationText(observation: Observation, t: Translate): string {
  const { comparator, text, missing } = observation;
  const number = valueText(observation);
  const word = text === null ? '' : t(`labs.text.${text}`);
  if (number !== null) return `${comparator ? SIGNS[comparator] : ''}${number}${word ? ` ${word}` : ''}`;
  return word || (missing === null ? '' : t(`labs.missing.${missing}`));
}

/** `9–50`, `≤26`, `<0.05`; empty where only the laboratory can say. */
export function rangeText(range: ReferenceRange | null): string {
  if (range === null) return '';
  const { low, high, highExclusive } = range;
  if (low !== null && high !== null) return `${low}–${high}`;
  if (high !== null) return `${highExclusive ? '<' : '≤'}${high}`;
  return low === null ? '' : `≥${low}`;
}

/** As it was written down, with the unit of that moment. */
export function enteredText({ comparator, enteredValue, enteredUnit }: Observation): string {
  const sign = comparator ? SIGNS[comparator] : '';
  return enteredValue === null ? '' : `${sign}${enteredValue} ${unitText(enteredUnit)}`.trim();
}
