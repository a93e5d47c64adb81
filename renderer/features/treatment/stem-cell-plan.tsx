import { useTranslation } from 'react-i18next';
import type { StemCellCourse } from '../../../shared/clinical/stem-cell-course.ts';
import { type Day, wallDay } from '../../../shared/records/time.ts';
import { useNow } from '../../ui/use-now.ts';

/** What was given and what follows by the calendar; dates of a trial's record, never a dose or an advice. */
export function StemCellPlan({ courses }: { courses: readonly StemCellCourse[] }) {
  const { t } = useTranslation();
  const today = wallDay(useNow());
  if (courses.length === 0) return null;
  const past = (on: Day) => (on < today ? ` (${t('treatment.cells.overdue')})` : '');
  return (
    <section className="treatment-below" data-testid="stem-cell-plan">
      <h2 className="panel-head">{t('treatment.cells.title')}</h2>
      {courses.map(({ registrationNumber, product, planned, infusions, followUpOn, outcome }) => (
        <div key={registrationNumber} className="cells-course">
          <strong>{t('treatment.cells.course', { number: registrationNumber, product })}</strong>{' '}
          <span className="note">{t('treatment.cells.note', { planned })}</span>
          <ol>
            {infusions.map(({ number, on, state }) => (
              <li key={`${number}-${on}`} className={`cells-${state}`}>
                {state === 'given' ? '✓ ' : '○ '}
                {t(`treatment.cells.${state}`, { n: number, day: on })}
                {state === 'due' ? past(on) : ''}
              </li>
            ))}
            <li className={outcome ? 'cells-given' : 'cells-due'}>
              {outcome
                ? `✓ ${t('treatment.cells.week24Done', { outcome: t(`treatment.option.outcome24Weeks.${outcome}`) })}`
                : `○ ${t('treatment.cells.week24', { day: followUpOn })}${past(followUpOn)}`}
            </li>
          </ol>
        </div>
      ))}
    </section>
  );
}
