import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyRule, ReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { conditionText } from '../advice/advice-wording.ts';
import { localized } from '../scores/score-wording.ts';

const COLUMNS = ['active', 'rule', 'urgency', 'framework', 'evidence'] as const;

interface PolicyTableProps {
  table: Pick<ReferralPolicy, 'rules' | 'rescoreAfterHours'>;
  /** In an editor: what stands in place of the fixed text. */
  cells?: (rule: PolicyRule) => { active: ReactNode; thresholds: ReactNode; urgency: ReactNode };
}

/** The rules with their time limits, whose criterion each is, and its source. */
export function PolicyTable({ table, cells }: PolicyTableProps) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <table className="list-table policy-table" data-testid="policy-table">
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col" className={`policy-${column}`}>
                {t(`policy.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rules.map(rule => {
            const own = cells?.(rule);
            return (
              <tr key={rule.id} className={rule.active ? '' : 'settings-off'} data-testid={`policy-${rule.id}`}>
                <td>{own?.active ?? t(rule.active ? 'policy.on' : 'policy.off')}</td>
                <td>
                  {conditionText(rule.when, t, i18n.language)}
                  {own?.thresholds}
                </td>
                <td>{own?.urgency ?? t(`advice.short.${rule.urgency}`)}</td>
                <td>{localized(rule.framework, i18n.language)}</td>
                <td className="note">{localized(rule.evidence, i18n.language)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {cells ? null : (
        <p>
          {t('policy.rescore')} {table.rescoreAfterHours.join(t('ui.listComma'))} {t('policy.hours')}
        </p>
      )}
    </>
  );
}
