import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { anchorsOf, groupAt } from './score-groups.ts';
import { ScoreLine } from './score-line.tsx';
import './scores.css';

/** The scores of the letter at the newest sample time, for the overview. */
export function ScoreLines({ assessments }: { assessments: readonly Assessment[] }) {
  const { t } = useTranslation();
  const [newest] = anchorsOf(assessments);
  if (newest === undefined) return <p className="note">{t('scores.empty')}</p>;
  return (
    <table className="score-table score-table-short">
      <caption className="note">{t('scores.at', { time: wallClock(newest) })}</caption>
      <tbody>
        {groupAt(assessments, 'core', newest).map(assessment => (
          <ScoreLine key={assessment.id} assessment={assessment} />
        ))}
      </tbody>
    </table>
  );
}
