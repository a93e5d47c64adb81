import { type MouseEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Treatment } from '../../shared/records/treatment.ts';
import type { CoursePanel, PanelId } from './course-model.ts';
import type { WordPoint } from './course-point.ts';
import type { Focus } from './focus.ts';
import { FocusLine } from './focus-line.tsx';
import { PanelChart } from './panel-chart.tsx';
import { PanelHead } from './panel-head.tsx';
import { type Phase, PhaseBand } from './phase-band.tsx';
import type { ThresholdSet } from './thresholds.ts';
import { nearestTime, type TimeSpan, timeScale, timeTicks } from './time-axis.ts';
import { TreatmentLane } from './treatment-lane.tsx';
import { usePrinting } from './use-printing.ts';
import { useWidth } from './use-width.ts';
import type { AxisKind } from './value-scale.ts';
import { WordLane } from './word-lane.tsx';
import './charts.css';

export interface CourseChartsProps {
  panels: readonly CoursePanel[];
  words: readonly WordPoint[];
  treatments: readonly Treatment[];
  phases: readonly Phase[];
  span: TimeSpan;
  times: readonly number[];
  focus: Focus;
  /** How many panels to draw yet; one more than there are: the lanes too. */
  mounted: number;
  thresholdSets: readonly ThresholdSet[];
  axisOf(id: PanelId): AxisKind;
  titleOf(panel: CoursePanel): string;
}

const HEAD_WIDTH = 190; // px
const ROW = { gridTemplateColumns: `${HEAD_WIDTH}px minmax(0, 1fr)` };
const PRINT_WIDTH = 520; // px, so that head and plot fill an upright A4 sheet
const HEIGHTS: Partial<Record<PanelId, number>> = { PTA: 92, MELD: 130, ULN: 320 };
const PANEL_HEIGHT = 120;

/** Stacked panels on one time axis, the treatments under them, one focus line through all. */
export function CourseCharts(props: CourseChartsProps) {
  const { panels, words, treatments, phases, span, times, focus, mounted, thresholdSets, axisOf, titleOf } = props;
  const { t } = useTranslation();
  const { ref, width: measured } = useWidth();
  const isPrinting = usePrinting();
  const width = isPrinting ? PRINT_WIDTH : measured - HEAD_WIDTH;
  const ticks = useMemo(() => timeTicks(span), [span]);
  const instants = useMemo(() => [...new Set(phases.map(({ at }) => at))], [phases]);
  const chartWords = useMemo(
    () => ({
      threshold: (id: CoursePanel['thresholds'][number]['id']) => t(`course.threshold.${id}`),
      laboratoryChange: (to: string) => t('course.laboratoryChange', { to }),
    }),
    [t],
  );
  const scale = useMemo(() => timeScale(span, width), [span, width]);
  const lineX = useMemo(() => (at: number) => HEAD_WIDTH + scale.x(at), [scale]);
  const point = (event: MouseEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - HEAD_WIDTH;
    if (x >= scale.left - 12 && x <= scale.right + 12) focus.set(nearestTime(times, scale.at(x)));
  };
  return (
    <section
      className="course-charts"
      ref={ref}
      aria-label={t('course.panels')}
      data-testid="course-charts"
      onMouseMove={point}
      onMouseLeave={() => focus.set(null)}
    >
      {width > 0 ? (
        <>
          <div className="course-panel course-phases" style={ROW}>
            <div className="course-head note">{t('course.phases')}</div>
            <PhaseBand phases={phases} span={span} ticks={ticks} width={width} label={t('course.phases')} />
          </div>
          {panels.map((panel, nth) => {
            const height = HEIGHTS[panel.id] ?? PANEL_HEIGHT;
            const title = titleOf(panel);
            const isMounted = nth < mounted || isPrinting;
            return (
              <div key={panel.id} className="course-panel" style={ROW} data-testid={`panel-${panel.id}`}>
                {isMounted ? <PanelHead panel={panel} title={title} focus={focus} /> : <div />}
                <div className="course-plot" style={{ minHeight: height }}>
                  {isMounted ? (
                    <PanelChart
                      panel={panel}
                      axis={axisOf(panel.id)}
                      thresholdSets={thresholdSets}
                      span={span}
                      ticks={ticks}
                      phases={instants}
                      width={width}
                      height={height}
                      words={chartWords}
                      label={title}
                    />
                  ) : null}
                </div>
              </div>
            );
          })}
          {mounted > panels.length || isPrinting ? (
            <>
              {words.length > 0 ? (
                <div className="course-panel" style={ROW}>
                  <h3 className="course-head">{t('course.words')}</h3>
                  <WordLane words={words} span={span} width={width} />
                </div>
              ) : null}
              <div className="course-panel" style={ROW}>
                <h3 className="course-head">{t('course.lane')}</h3>
                <TreatmentLane treatments={treatments} span={span} ticks={ticks} width={width} />
              </div>
            </>
          ) : null}
          <FocusLine focus={focus} x={lineX} />
        </>
      ) : null}
    </section>
  );
}
