import { useTranslation } from 'react-i18next';
import { roundHalfUp } from '../../../shared/clinical/rounding.ts';
import { unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import {
  type CoursePanel,
  type CourseSeries,
  type PanelId,
  pointBefore,
  readingAt,
} from '../../charts/course-model.ts';
import { rateText } from '../../charts/course-trend.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import type { TimeSpan } from '../../charts/time-axis.ts';
import { pointText, readingText, treatedText } from '../../charts/value-note.ts';
import type { AxisKind } from '../../charts/value-scale.ts';
import { Flag } from '../../ui/flag.tsx';
import { signed } from '../labs/lab-table.ts';
import { rangeText } from '../labs/value-wording.ts';

interface SparklineTableProps {
  panels: readonly CoursePanel[];
  span: TimeSpan;
  axisOf(id: PanelId): AxisKind;
}

const clock = (at: number) => wallClock(new Date(at).toISOString()).slice(5);

/** One line a quantity: its latest value, the one before, the change, and the shape of its course. */
export function SparklineTable({ panels, span, axisOf }: SparklineTableProps) {
  const { t } = useTranslation();
  return (
    <table className="course-table course-sparklines" data-testid="course-sparklines">
      <thead>
        <tr>
          <th scope="col">{t('course.quantity')}</th>
          <th scope="col">{t('course.latest')}</th>
          <th scope="col">{t('course.previous')}</th>
          <th scope="col">{t('course.change')}</th>
          <th scope="col">{t('course.perDay')}</th>
          <th scope="col">{t('course.shape')}</th>
          <th scope="col">{t('course.rangeHead')}</th>
        </tr>
      </thead>
      <tbody>
        {panels.flatMap(panel =>
          panel.series.map(series => (
            <Line key={series.id} panel={panel} series={series} span={span} axis={axisOf(panel.id)} />
          )),
        )}
      </tbody>
    </table>
  );
}

function Line({
  panel,
  series,
  span,
  axis,
}: {
  panel: CoursePanel;
  series: CourseSeries;
  span: TimeSpan;
  axis: AxisKind;
}) {
  const { t } = useTranslation();
  const newest = readingAt(series, null);
  const last = newest?.point;
  const before = pointBefore(series);
  const { change, perDay, direction, isRapid } = series.trend;
  const isNamed = direction === 'improving' || direction === 'worsening';
  return (
    <tr>
      <th scope="row">
        {series.name} <span className="note">{unitText(panel.unit)}</span>
      </th>
      <td>
        <strong>{readingText(newest, t)}</strong> {last?.flag ? <Flag kind={last.flag} compact /> : null}{' '}
        {newest ? (
          <span className="note">
            {[clock(newest.at), last ? treatedText(last, t) : ''].filter(Boolean).join(' · ')}
          </span>
        ) : null}
      </td>
      <td>{before ? pointText(before) : t('course.noValue')}</td>
      <td>
        {change ? signed(roundHalfUp(change.delta, 2)) : t('course.noValue')}
        {change && change.toAt !== newest?.at ? (
          <span className="note">{t('course.until', { time: clock(change.toAt) })}</span>
        ) : null}
      </td>
      <td>
        {perDay === null ? t('course.noValue') : rateText(perDay)}
        {isNamed ? (
          <span className={direction === 'worsening' ? 'note course-rapid' : 'note'}>
            {' '}
            {t(`course.direction.${direction}`)}
          </span>
        ) : null}
        {isRapid ? <span className="note course-rapid"> {t('course.rapidRise')}</span> : null}
      </td>
      <td>
        <Sparkline points={series.points} span={span} axis={axis} />
      </td>
      <td className="note">
        {panel.band
          ? t('course.range', { range: rangeText(panel.band), source: t(`course.rangeSource.${panel.band.source}`) })
          : ''}
      </td>
    </tr>
  );
}
