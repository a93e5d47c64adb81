import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { COMPARATOR_SIGN } from '../../ui/quantity-text.tsx';
import { valueText } from '../labs/lab-table.ts';

/** `>1000`, as it stood when it was judged. */
export const criticalText = (value: CriticalValue): string =>
  `${value.comparator ? COMPARATOR_SIGN[value.comparator] : ''}${valueText(value) ?? ''}`;

/** Why it is critical, or why nobody can say: the limit with its unit, then whose table. */
export function whyText(
  { code, side, state, cutoffSi, tableVersion, signedBy, signedAt }: CriticalValue,
  t: Translate,
) {
  const cutoff = `${cutoffSi} ${unitText(labItem(code).unit)}`.trim();
  const unsure = side === 'high' ? 'unsureHigh' : 'unsureLow';
  return {
    limit: t(`criticalValues.why.${state === 'undecided' ? unsure : side}`, { cutoff }),
    table: t('criticalValues.why.table', { version: tableVersion, by: signedBy, day: wallDay(signedAt) }),
  };
}
