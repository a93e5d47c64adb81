import { useTranslation } from 'react-i18next';
import type { CriticalLimit } from '../../../shared/records/critical-table.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { itemName } from '../labs/value-wording.ts';

export const LIMIT_COLUMNS = ['item', 'low', 'high', 'unit', 'ages', 'source'] as const;

interface LimitsTableProps {
  limits: readonly CriticalLimit[];
  /** Nobody has signed them. */
  isExample: boolean;
}

/** The lines of one version, to be read. */
export function LimitsTable({ limits, isExample }: LimitsTableProps) {
  const { t, i18n } = useTranslation();
  const none = t('criticalValues.table.none');
  return (
    <table className="list-table limits" data-testid="critical-limits">
      <thead>
        <tr>
          {LIMIT_COLUMNS.map(column => (
            <th key={column} scope="col" className={`limits-${column}`}>
              {t(`criticalValues.table.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {limits.map(({ code, low, high, ages }) => {
          const item = labItem(code);
          return (
            <tr key={`${code}-${ages?.from ?? ''}`}>
              <td>
                {itemName(item, i18n.language)} {code}
              </td>
              <td>{low ?? none}</td>
              <td>{high ?? none}</td>
              <td>{unitText(item.unit)}</td>
              <td>{ages ? t('criticalValues.table.ages', ages) : t('criticalValues.table.everyAge')}</td>
              <td>
                {isExample ? (
                  <span className="flag flag-attention">{t('criticalValues.table.example')}</span>
                ) : (
                  t('criticalValues.table.own')
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
