import { useTranslation } from 'react-i18next';
import type { WorkLine } from '../../../shared/records/work-line.ts';
import './advice.css';

/** The advice in one cell of the work list: what stands, who changed it, and what could not be judged. */
export function AdviceCell({ advice }: { advice: WorkLine['advice'] }) {
  const { t } = useTranslation();
  if (!advice) return <span className="note">{t('advice.worklist.none')}</span>;
  const { level, computed, decided, isQuestioned, notJudged } = advice;
  return (
    <span title={t('advice.computed', { level: t(`advice.level.${computed}`) })} data-testid="advice-cell">
      <strong className={`advice-level-${level}`}>{t(`advice.short.${level}`)}</strong>
      {isQuestioned ? <span className="advice-unconfirmed"> {t('advice.worklist.questioned')}</span> : null}
      {!isQuestioned && decided === 'overridden' ? (
        <span className="note"> {t('advice.worklist.overridden')}</span>
      ) : null}
      {level === 're-score' && notJudged > 0 ? (
        <span className="note"> {t('advice.worklist.notJudged', { total: notJudged })}</span>
      ) : null}
    </span>
  );
}
