import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { roundHalfUp } from '../../shared/clinical/rounding.ts';
import { wallClock } from '../../shared/records/time.ts';
import { signed } from '../features/labs/lab-table.ts';
import { rangeText } from '../features/labs/value-wording.ts';
import { Flag } from '../ui/flag.tsx';
import { type CoursePanel, type CourseSeries, pointBefore, readingAt } from './course-model.ts';
import { rateText, type Trend } from './course-trend.ts';
import { type Focus, useFocusedAt } from './focus.ts';
import { MarkerSample } from './markers.tsx';
import { pointNotes, pointText, readingText, treatedText } from './value-note.ts';

interface PanelHeadProps {
  readonly panel: CoursePanel;
  readonly title: string;
  readonly focus: Focus;
}

const clock = (at: number) => wallClock(new Date(at).toISOString()).slice(5);

/** Name and unit, the latest value large, the one before it, the change; at the focus the value of that time. */
export const PanelHead = memo(function PanelHead({ panel, title, focus }: PanelHeadProps) {
  const { t } = useTranslation();
  const isMany = panel.series.length > 1;
  const [only] = panel.series;
  return (
    <div className="course-head">
      <h3>{title}</h3>
      {isMany
        ? panel.series.map((series, nth) => <SeriesLine key={series.id} series={series} nth={nth} focus={focus} />)
        : only && <SingleValue series={only} focus={focus} />}
      {panel.band ? (
        <p className="note">
          {t('course.range', { range: rangeText(panel.band), source: t(`course.rangeSource.${panel.band.source}`) })}
        </p>
      ) : null}
    </div>
  );
});

function SingleValue({ series, focus }: { series: CourseSeries; focus: Focus }) {
  return (
    <>
      <ValueLines series={series} focus={focus} />
      <TrendLines trend={series.trend} lastAt={readingAt(series, null)?.at} />
    </>
  );
}

/** All that changes with the focus, always two lines: the rest keeps its place, so that nothing jumps under the mouse. */
function ValueLines({ series, focus }: { series: CourseSeries; focus: Focus }) {
  const { t } = useTranslation();
  const at = useFocusedAt(focus);
  const reading = readingAt(series, at);
  const point = reading?.point;
  const before = pointBefore(series);
  const time = reading?.at ?? at;
  const second =
    at !== null
      ? point
        ? pointNotes(point, t).join(' · ')
        : ''
      : [
          point && treatedText(point, t),
          before && t('course.previousAt', { value: pointText(before), time: clock(before.at) }),
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <>
      <p className={at === null ? 'course-value' : 'course-value course-here'}>
        <strong>{readingText(reading, t)}</strong> {point?.flag ? <Flag kind={point.flag} compact /> : null}{' '}
        <span className="note">{time === null ? '' : clock(time)}</span>
      </p>
      <p className="note course-notes" title={second}>
        {second || '\u00a0'}
      </p>
    </>
  );
}

/** Change since T0 and per day, from undisturbed values only; where the newest is not among them, until when. */
function TrendLines({ trend, lastAt }: { trend: Trend; lastAt: number | undefined }) {
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
    change ? t('course.sinceT0', { delta: signed(roundHalfUp(change.delta, 2)) }) + until : '',
    perDay === null ? '' : t('course.slope', { delta: rateText(perDay) }),
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 ? <p className="note">{parts.join(' · ')}</p> : null}
      {word ? (
        <p className={direction === 'worsening' ? 'note course-rapid' : 'note'}>
          {[word, isRapid ? t('course.rapidRise') : ''].filter(Boolean).join(' · ')}
        </p>
      ) : null}
    </>
  );
}

/** One line a series where several share the panel: marker, name, value; under it the one before, or the notes. */
function SeriesLine({ series, nth, focus }: { series: CourseSeries; nth: number; focus: Focus }) {
  const { t } = useTranslation();
  const at = useFocusedAt(focus);
  const reading = readingAt(series, at);
  const point = reading?.point;
  const before = pointBefore(series);
  const { change } = series.trend;
  const latest = [
    before ? t('course.previousShort', { value: pointText(before) }) : '',
    change ? t('course.sinceT0', { delta: signed(roundHalfUp(change.delta, 2)) }) : '',
  ];
  const notes = point ? (at === null ? [treatedText(point, t), ...latest] : pointNotes(point, t)) : [];
  return (
    <p className="course-series">
      <MarkerSample nth={nth} />
      <span className="course-series-name">{series.name}</span>
      <strong className={at === null ? undefined : 'course-here'}>{readingText(reading, t)}</strong>
      {point?.flag ? <Flag kind={point.flag} compact /> : <span />}
      <span className="note">{notes.filter(Boolean).join(' · ') || '\u00a0'}</span>
    </p>
  );
}
