import { useTranslation } from 'react-i18next';
import { unitText } from '../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../shared/records/time.ts';
import { signed } from '../features/labs/lab-table.ts';
import { rangeText } from '../features/labs/value-wording.ts';
import { Flag } from '../ui/flag.tsx';
import type { CoursePanel, CourseSeries } from './course-model.ts';
import type { CoursePoint } from './course-point.ts';
import type { Trend } from './course-trend.ts';
import { type Focus, useFocusedAt } from './focus.ts';
import { MarkerSample } from './markers.tsx';
import { pointNotes, pointText, treatedText } from './value-note.ts';

const clock = (at: number) => wallClock(new Date(at).toISOString()).slice(5);

/** Name and unit, the latest value large, the one before it, the change; at the focus the value of that time. */
export function PanelHead({ panel, title, focus }: { panel: CoursePanel; title: string; focus: Focus }) {
  const { t } = useTranslation();
  const at = useFocusedAt(focus);
  const isMany = panel.series.length > 1;
  const [only] = panel.series;
  return (
    <div className={isMany ? 'course-head course-head-many' : 'course-head'}>
      <h3>{title}</h3>
      {isMany
        ? panel.series.map((series, nth) => <SeriesLine key={series.id} series={series} nth={nth} at={at} />)
        : only && <SingleValue series={only} panel={panel} at={at} />}
      {panel.band && at === null ? (
        <p className="note">
          {t('course.range', { range: rangeText(panel.band), source: t(`course.rangeSource.${panel.band.source}`) })}
        </p>
      ) : null}
    </div>
  );
}

const pointAt = ({ points }: CourseSeries, at: number | null): CoursePoint | undefined =>
  at === null ? points.at(-1) : points.find(point => point.at === at);

function SingleValue({ series, panel, at }: { series: CourseSeries; panel: CoursePanel; at: number | null }) {
  const { t } = useTranslation();
  const point = pointAt(series, at);
  const before = series.points.at(-2);
  return (
    <>
      <Large point={point} isFocused={at !== null} />
      {at !== null ? (
        <p className="note">{point ? [clock(at), ...pointNotes(point, t)].join(' · ') : clock(at)}</p>
      ) : (
        <>
          {before ? (
            <p className="note">{t('course.previousAt', { value: pointText(before), time: clock(before.at) })}</p>
          ) : null}
          <TrendLines trend={series.trend} unit={panel.unit} lastAt={point?.at} />
        </>
      )}
    </>
  );
}

function Large({ point, isFocused }: { point: CoursePoint | undefined; isFocused: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={isFocused ? 'course-value course-here' : 'course-value'}>
      <strong>{point ? pointText(point) : t('course.noValue')}</strong>{' '}
      {point?.flag ? <Flag kind={point.flag} compact /> : null}{' '}
      {point && !isFocused ? <span className="note">{treatedText(point, t) || clock(point.at)}</span> : null}
    </p>
  );
}

/** Change since T0 and per day, from undisturbed values only; where the newest is not among them, until when. */
function TrendLines({ trend, unit, lastAt }: { trend: Trend; unit: string; lastAt: number | undefined }) {
  const { t } = useTranslation();
  const { change, perDay, direction, isImprovementSuppressed, isRapid } = trend;
  const until = change && change.toAt !== lastAt ? t('course.until', { time: clock(change.toAt) }) : '';
  const word =
    direction === 'improving' || direction === 'worsening' || direction === 'unchanged'
      ? t(`course.direction.${direction}`)
      : isImprovementSuppressed
        ? t('course.notJudged')
        : '';
  const parts = [
    change ? t('course.sinceT0', { delta: signed(change.delta) }) + until : '',
    perDay === null ? '' : t('course.slope', { delta: signed(perDay), unit: unitText(unit) }),
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 ? <p className="note">{parts.join(' · ')}</p> : null}
      {isRapid ? (
        <p className="note course-rapid">{t('course.rapidRise')}</p>
      ) : word ? (
        <p className={direction === 'worsening' ? 'note course-rapid' : 'note'}>{word}</p>
      ) : null}
    </>
  );
}

/** One line a series where several share the panel: marker, name, value, and the one before. */
function SeriesLine({ series, nth, at }: { series: CourseSeries; nth: number; at: number | null }) {
  const { t } = useTranslation();
  const point = pointAt(series, at);
  const before = at === null ? series.points.at(-2) : undefined;
  const { change } = series.trend;
  const notes = point && at === null ? treatedText(point, t) : point ? pointNotes(point, t).join(' · ') : '';
  return (
    <p className="course-series">
      <MarkerSample nth={nth} />
      <span className="course-series-name">{series.name}</span>
      <strong className={at === null ? undefined : 'course-here'}>
        {point ? pointText(point) : t('course.noValue')}
      </strong>
      {point?.flag ? <Flag kind={point.flag} compact /> : null}
      <span className="note">
        {notes || (before ? t('course.previousShort', { value: pointText(before) }) : '')}
        {change && at === null && !notes ? ` · ${t('course.sinceT0', { delta: signed(change.delta) })}` : ''}
      </span>
    </p>
  );
}
