import { useTranslation } from 'react-i18next';
import { rangeFlag } from '../../../shared/records/reference-range.ts';
import { wallClock } from '../../../shared/records/time.ts';
import type { CoursePanel, CoursePoint } from '../../charts/course-model.ts';
import { Flag } from '../../ui/flag.tsx';

interface CourseTableProps {
  panels: readonly CoursePanel[];
  times: readonly number[];
  focus: number | null;
  onFocus(at: number | null): void;
}

const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

/** The same values in figures, newest first; the row of the focused time is marked. */
export function CourseTable({ panels, times, focus, onFocus }: CourseTableProps) {
  const { t } = useTranslation();
  const columns = panels.flatMap(panel => panel.series.map(series => ({ panel, series })));
  return (
    <div className="course-table-scroll">
      <table className="course-table" aria-label={t('course.table')} data-testid="course-table">
        <thead>
          <tr>
            <th scope="col">{t('course.time')}</th>
            {columns.map(({ series }) => (
              <th key={series.id} scope="col">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.toReversed().map(at => (
            <tr
              key={at}
              className={at === focus ? 'course-focused' : undefined}
              onMouseEnter={() => onFocus(at)}
              onMouseLeave={() => onFocus(null)}
            >
              <th scope="row">{wallClock(new Date(at).toISOString()).slice(5)}</th>
              {columns.map(({ panel, series }) => (
                <td key={series.id}>
                  <Value panel={panel} point={series.points.find(each => each.at === at)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ panel, point }: { panel: CoursePanel; point: CoursePoint | undefined }) {
  const { t } = useTranslation();
  if (!point) return <span className="note">{t('course.noValue')}</span>;
  const flag = rangeFlag(panel.band, point.value, point.comparator);
  return (
    <>
      {point.comparator ? SIGNS[point.comparator] : ''}
      {point.text} {flag ? <Flag kind={flag} compact /> : null}
      {point.treated ? (
        <small className="note"> {t(`course.${point.treated === 'exclude' ? 'after' : 'marked'}`)}</small>
      ) : null}
    </>
  );
}
