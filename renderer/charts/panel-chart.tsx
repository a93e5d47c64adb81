import { CartesianGrid, Line, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { niceScale } from '../print/trend-chart.tsx';
import { type CoursePanel, type CoursePoint, type CourseSeries, nearestTime, type TimeSpan } from './course-model.ts';
import { Marker, type MarkerShape } from './markers.tsx';

/** Space left and right of the plot, the same in every panel and in the lane, so that all times stand in line. */
export const PLOT_LEFT = 52;
export const PLOT_RIGHT = 122;
const TOP = 8;

const SHAPES: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];
export const seriesShape = (at: number): MarkerShape => SHAPES[at % SHAPES.length] ?? 'circle';
export const seriesColor = (at: number): string => `var(--series-${(at % SHAPES.length) + 1})`;

interface PanelChartProps {
  panel: CoursePanel;
  span: TimeSpan;
  times: readonly number[];
  ticks: readonly number[];
  width: number;
  height: number;
  focus: number | null;
  onFocus(at: number | null): void;
  thresholdText(id: CoursePanel['thresholds'][number]['id']): string;
  label: string;
}

type Row = { at: number } & Record<string, number | null>;

const isInside = ({ at }: CoursePoint, { from, to }: TimeSpan) => at >= from && at <= to;

/** One row a sample time: every value under its series, the undisturbed ones once more for the solid line. */
function rowsOf(series: readonly CourseSeries[], times: readonly number[]): Row[] {
  return times.map(at => {
    const row: Row = { at };
    for (const { id, points } of series) {
      const point = points.find(each => each.at === at);
      row[id] = point?.value ?? null;
      row[`${id}-own`] = point && point.treated !== 'exclude' ? point.value : null;
    }
    return row;
  });
}

/** One quantity over real time: linear axes, straight segments, band, labelled thresholds, a line at the focus. */
export function PanelChart(props: PanelChartProps) {
  const { panel, span, times, ticks, width, height, focus, onFocus, thresholdText, label } = props;
  const inside = panel.series.map(series => ({ ...series, points: series.points.filter(p => isInside(p, span)) }));
  const values = inside.flatMap(series => series.points.map(point => point.value));
  const scale = niceScale(Math.min(...values), Math.max(...values));
  const visible = panel.thresholds.filter(({ at }) => at >= scale.low && at <= scale.high);
  const { band } = panel;
  const bandLow = Math.max(band?.low ?? scale.low, scale.low);
  const bandHigh = Math.min(band?.high ?? scale.high, scale.high);
  return (
    <LineChart
      width={width}
      height={height}
      data={rowsOf(inside, times)}
      margin={{ top: TOP, right: PLOT_RIGHT, bottom: 4, left: 0 }}
      accessibilityLayer={false}
      onMouseMove={({ activeLabel }) => onFocus(nearestTime(times, Number(activeLabel)))}
      onMouseLeave={() => onFocus(null)}
      role="img"
      aria-label={label}
    >
      <CartesianGrid stroke="var(--line)" vertical horizontal />
      <XAxis
        dataKey="at"
        type="number"
        scale="time"
        domain={[span.from, span.to]}
        ticks={[...ticks]}
        allowDataOverflow
        tick={false}
        tickLine={false}
        height={1}
        axisLine={{ stroke: 'var(--ink-3)' }}
      />
      <YAxis
        width={PLOT_LEFT}
        domain={[scale.low, scale.high]}
        ticks={[...scale.ticks]}
        allowDataOverflow
        interval={0}
        tick={{ fill: 'var(--ink-2)', fontSize: 11 }}
        tickLine={false}
        axisLine={{ stroke: 'var(--ink-3)' }}
      />
      {band && bandHigh > bandLow ? (
        <ReferenceArea y1={bandLow} y2={bandHigh} fill="var(--reference-band)" fillOpacity={1} ifOverflow="hidden" />
      ) : null}
      {visible.map(({ id, at }) => (
        <ReferenceLine
          key={id}
          y={at}
          stroke="var(--ink-2)"
          strokeDasharray="6 4"
          label={{ value: thresholdText(id), position: 'right', fill: 'var(--ink-2)', fontSize: 11 }}
        />
      ))}
      {focus === null ? null : <ReferenceLine x={focus} stroke="var(--action)" strokeWidth={1.5} />}
      {inside.flatMap((series, at) => [
        <Line
          key={`${series.id}-treated`}
          dataKey={series.id}
          type="linear"
          stroke={seriesColor(at)}
          strokeWidth={1}
          strokeDasharray="2 3"
          connectNulls
          isAnimationActive={false}
          activeDot={false}
          dot={false}
        />,
        <Line
          key={series.id}
          dataKey={`${series.id}-own`}
          type="linear"
          stroke={seriesColor(at)}
          strokeWidth={2}
          connectNulls
          isAnimationActive={false}
          activeDot={false}
          dot={false}
        />,
        <Line
          key={`${series.id}-markers`}
          dataKey={series.id}
          type="linear"
          stroke="none"
          connectNulls
          isAnimationActive={false}
          activeDot={false}
          dot={({ cx, cy, payload }: { cx?: number; cy?: number; payload?: Row }) => {
            const point = series.points.find(each => each.at === payload?.at);
            if (!point || cx === undefined || cy === undefined || Number.isNaN(cy)) return null;
            return (
              <Marker
                key={point.at}
                x={cx}
                y={cy}
                shape={seriesShape(at)}
                color={seriesColor(at)}
                point={point}
                isFocused={point.at === focus}
              />
            );
          }}
        />,
      ])}
    </LineChart>
  );
}
