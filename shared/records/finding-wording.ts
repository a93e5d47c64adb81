import type { ParseKeys, TOptions } from 'i18next';
import type { DryWeight, Finding, FindingCode } from './finding.ts';
import { Day, Instant, wallClock } from './time.ts';

type TextKey = ParseKeys;

/** Units of the measures; fractions and ratios have none. */
export const FINDING_UNITS: { readonly [K in FindingCode]?: string } = {
  sbp: 'mmHg',
  dbp: 'mmHg',
  pulse: '/min',
  temperature: '°C',
  respiration: '/min',
  spo2: '%',
  o2_flow: 'L/min',
  pao2: 'mmHg',
  urine_output: 'mL/24 h',
  weight: 'kg',
  height: 'cm',
  energy_intake: 'kcal/d',
  protein_intake: 'g/d',
};

/** Names of the items of a list. */
const ITEM_NAMES: { readonly [K in FindingCode]?: (item: string) => string } = {
  infection_sites: item => `episode.site.${item}`,
  complications: item => `episode.complication.${item}`,
  extrahepatic_of: item => `clinical.organ.${item}`,
};

const WRITTEN: ReadonlySet<FindingCode> = new Set(['vasopressor_drug']);

/** Words of one language, or of both for paper. */
export interface Wording {
  readonly text: (key: TextKey, values?: TOptions) => string;
  readonly list: (keys: readonly TextKey[]) => string;
}

/**
 * A bedside finding as read: grade, word, list, or number with its unit.
 * @param words of one language, or of both for paper
 */
export function findingText({ code, value }: Pick<Finding, 'code' | 'value'>, words: Wording): string {
  if (typeof value === 'boolean') return words.text(value ? 'episode.value.yes' : 'episode.value.no');
  if (Array.isArray(value)) {
    const name = ITEM_NAMES[code];
    if (value.length === 0) return words.text('episode.value.noneLookedFor');
    return name ? words.list(value.map(item => name(item) as TextKey)) : value.join(' ');
  }
  if (typeof value === 'object') return dryWeightText(value, words);
  if (typeof value === 'number') {
    if (code === 'he') return words.text('packet.grade', { grade: value });
    const unit = FINDING_UNITS[code];
    return unit === undefined ? String(value) : `${value} ${unit}`;
  }
  if (Day.safeParse(value).success) return value;
  if (Instant.safeParse(value).success) return wallClock(value);
  return WRITTEN.has(code) ? value : words.text(`episode.value.${value}` as TextKey);
}

function dryWeightText({ kg, basis, oedema }: DryWeight, words: Wording): string {
  const parts: TextKey[] = [`episode.dryBasis.${basis}`, ...(oedema ? ['episode.value.oedema' as const] : [])];
  return `${kg} kg（${words.list(parts)}）`;
}
