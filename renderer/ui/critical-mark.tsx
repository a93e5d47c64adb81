import { useTranslation } from 'react-i18next';
import { type CriticalValue, isStillCritical } from '../../shared/records/critical-value.ts';
import { Flag } from './flag.tsx';

/**
 * The mark of a critical value wherever the value stands: `↑↑ 危急`, and whether somebody knows. A value that is critical
 * no more carries none; one that a censored result leaves open says so.
 */
export function CriticalMark({ value }: { value: CriticalValue }) {
  const { t } = useTranslation();
  if (value.state === 'undecided') {
    return <span className="flag flag-attention">? {t('criticalValues.unsure')}</span>;
  }
  if (!isStillCritical(value)) return null;
  return (
    <span className="critical-mark" data-testid="critical-mark">
      <Flag kind={value.side === 'high' ? 'critical-high' : 'critical-low'} />
      {value.state === 'acknowledged' ? <small>✓ {t('criticalValues.known')}</small> : null}
    </span>
  );
}
