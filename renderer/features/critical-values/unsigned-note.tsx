import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTableInForce } from './use-critical-values.ts';

/** Says that nothing is marked critical because no table was signed, so that a missing mark is not read as "fine". */
export function UnsignedNote() {
  const { t } = useTranslation();
  if (useTableInForce() !== null) return null;
  return (
    <span className="note" data-testid="critical-unsigned">
      {t('criticalValues.unsigned')} <Link to="/settings/critical-values">{t('criticalValues.toTable')}</Link>
    </span>
  );
}
