import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { Finding, FindingCode } from '../../../shared/records/finding.ts';

const WORDS = [
  'not-assessable',
  'none',
  'mild',
  'moderate-severe',
  'unknown',
  'past',
  'current',
  'suspected',
  'proven',
  'respiratory',
  'he',
] as const;
/** Units of the measures; ratios have none. */
export const FINDING_UNITS: { readonly [K in FindingCode]?: string } = {
  sbp: 'mmHg',
  dbp: 'mmHg',
  weight: 'kg',
  height: 'cm',
};

/** A finding's value in words, with the unit of a measure. */
export function findingText({ code, value }: Pick<Finding, 'code' | 'value'>, t: Translate): string {
  if (typeof value === 'boolean') return t(value ? 'episode.value.yes' : 'episode.value.no');
  if (code === 'he' && typeof value === 'number') return t('episode.he.grade', { grade: value });
  if (typeof value === 'number') return `${value} ${FINDING_UNITS[code] ?? ''}`.trim();
  const word = WORDS.find(each => each === value);
  return word === undefined ? value : t(`episode.value.${word}`);
}
