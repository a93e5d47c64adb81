import { useTranslation } from 'react-i18next';
import { unitText } from '../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../shared/records/time.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import { signed } from '../features/labs/lab-table.ts';
import { type CoursePanel, type CoursePoint, type TimeSpan, timeTicks } from './course-model.ts';
import { Marker } from './markers.tsx';
import { PanelChart, seriesColor, seriesShape } from './panel-chart.tsx';
import { TreatmentLane } from './treatment-lane.tsx';
import { useWidth } from './use-width.ts';
import './charts.css';

interface CourseChartsProps {
  panels: readonly CoursePanel[];
  panelName(panel: CoursePanel): string;
  treatments: readonly Treatment[];
  span: TimeSpan;
  times: readonly number[];
  t0: number;
  focus: number | null;
  onFocus(at: number | null): void;
}

/** For the legend: a marker as measured. */
const PLAIN_POINT: CoursePoint = { at: 0, value: 0, text: '', comparator: null, treated: null };

const PANEL_HEIGHT = 132;
const RAPID_RISE = 17.1; // umol/L per day, Chinese criterion (clinical.md 13)

/** Stacked panels on one time axis, the treatments under them, one focus line through all. */
export default function CourseCharts(props: CourseChartsProps) {
  const { panels, panelName, treatments, span, times, t0, focus, onFocus } = props;
  const { t } = useTranslation();
  const { ref, width } = useWidth();
  const ticks = timeTicks(span);
  return (
    <section className="course-charts" aria-label={t('course.panels')} data-testid="course-charts">
      {panels.map(panel => (
        <div key={panel.id} className="course-panel" data-testid={`panel-${panel.id}`}>
          <PanelHead panel={panel} name={panelName(panel)} focus={focus} />
          <div className="course-plot" ref={panel === panels[0] ? ref : undefined}>
            {width > 0 ? (
              <PanelChart
                panel={panel}
                span={span}
                times={times}
                ticks={ticks}
                width={width}
                height={PANEL_HEIGHT}
                focus={focus}
                onFocus={onFocus}
                thresholdText={id => t(`course.threshold.${id}`)}
                label={panelName(panel)}
              />
            ) : null}
          </div>
        </div>
      ))}
      <div className="course-panel">
        <div className="course-head">
          <h3>{t('course.lane')}</h3>
        </div>
        <div className="course-plot">
          {width > 0 ? (
            <TreatmentLane treatments={treatments} span={span} ticks={ticks} width={width} focus={focus} t0={t0} />
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** Name and unit, the latest value large, the one before it beside, slope; at the focus the value of that time. */
function PanelHead({ panel, name, focus }: { panel: CoursePanel; name: string; focus: number | null }) {
  const { t } = useTranslation();
  const unit = unitText(panel.unit);
  const slope = panel.course?.slope ?? null;
  return (
    <div className="course-head">
      <h3>{unit ? t('course.axis', { name, unit }) : name}</h3>
      {panel.series.map((series, at) => {
        const last = series.points.at(-1);
        const before = series.points.at(-2);
        const here = focus === null ? null : (series.points.find(point => point.at === focus) ?? null);
        return (
          <div key={series.id} className="course-values">
            {panel.series.length > 1 ? (
              <span className="course-series">
                <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                  <Marker
                    x={0}
                    y={0}
                    shape={seriesShape(at)}
                    color={seriesColor(at)}
                    point={PLAIN_POINT}
                    isFocused={false}
                  />
                </svg>
                {series.name}
              </span>
            ) : null}
            {focus === null ? (
              <>
                <strong>{last ? pointText(last) : t('course.noValue')}</strong>
                {before ? (
                  <span className="note">
                    {' '}
                    {t('course.previous')} {pointText(before)}
                  </span>
                ) : null}
                {last?.treated ? (
                  <span className="note"> {t(`course.${last.treated === 'exclude' ? 'after' : 'marked'}`)}</span>
                ) : null}
              </>
            ) : (
              <>
                <strong className="course-here">{here ? pointText(here) : t('course.noValue')}</strong>
                {here?.treated ? (
                  <span className="note"> {t(`course.${here.treated === 'exclude' ? 'after' : 'marked'}`)}</span>
                ) : null}
              </>
            )}
          </div>
        );
      })}
      {focus === null && slope ? (
        <p className="note">
          {t('course.slope', { delta: signed(Number(slope.perDay.toPrecision(3))), unit })}{' '}
          {panel.course && panel.course.direction !== 'unknown' ? t(`course.direction.${panel.course.direction}`) : ''}
          {panel.id === 'TBIL' && slope.perDay >= RAPID_RISE ? (
            <strong className="course-rapid"> ↑ {t('course.rapidRise')}</strong>
          ) : null}
        </p>
      ) : null}
      {focus === null ? null : <p className="note">{wallClock(new Date(focus).toISOString())}</p>}
    </div>
  );
}

const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;
const pointText = ({ comparator, text }: CoursePoint): string => (comparator ? `${SIGNS[comparator]}${text}` : text);
