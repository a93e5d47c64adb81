import { memo } from 'react';
import { CartesianGrid, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { CoursePanel } from './course-model.ts';
import { SeriesLayer } from './series-layer.tsx';
import type { ThresholdSet } from './thresholds.ts';
import { isInside, PLOT_LEFT, PLOT_RIGHT, type TimeSpan, timeScale } from './time-axis.ts';
import { type AxisKind, valueScale } from './value-scale.ts';

const MARGIN = { top: 8, right: PLOT_RIGHT, bottom: 4, left: 0 };
const TICK = { fill: 'var(--ink-2)', fontSize: 11 };

export interface PanelWords {
  threshold(id: CoursePanel['thresholds'][number]['id']): string;
  laboratoryChange(to: string): string;
}

interface PanelChartProps {
  panel: CoursePanel;
  axis: AxisKind;
  thresholdSets: readonly ThresholdSet[];
  span: TimeSpan;
  ticks: readonly number[];
  /** Instants of the way to the ward, ms: faint lines through every panel. */
  phases: readonly number[];
  width: number;
  height: number;
  words: PanelWords;
  label: string;
}

/** One quantity over real time: straight segments, band, labelled thresholds. It knows nothing of the focus line. */
export const PanelChart = memo(function PanelChart(props: PanelChartProps) {
  const { panel, axis, thresholdSets, span, ticks, phases, width, height, words, label } = props;
  const inside = panel.series.map(({ points }) => points.filter(({ at }) => isInside(at, span)));
  const scale = valueScale(
    axis,
    inside.flatMap(points => points.map(point => point.value)),
  );
  const place = (value: number | null | undefined, open: number) => {
    const placed = value === null || value === undefined ? null : scale.place(value);
    return Math.min(scale.high, Math.max(scale.low, placed ?? open));
  };
  const bandLow = place(panel.band?.low, scale.low);
  const bandHigh = place(panel.band?.high, scale.high);
  const thresholds = panel.thresholds.flatMap(({ id, set, at }) => {
    const y = thresholdSets.includes(set) ? scale.place(at) : null;
    return y !== null && y >= scale.low && y <= scale.high ? [{ id, y }] : [];
  });
  return (
    <LineChart
      width={width}
      height={height}
      margin={MARGIN}
      accessibilityLayer={false}
      className="panel-chart"
      role="img"
      aria-label={label}
    >
      <CartesianGrid stroke="var(--line)" verticalPoints={ticks.map(timeScale(span, width).x)} />
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
        type="number"
        domain={[scale.low, scale.high]}
        ticks={[...scale.ticks]}
        tickFormatter={scale.text}
        allowDataOverflow
        interval={0}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: 'var(--ink-3)' }}
      />
      {panel.band && bandHigh > bandLow ? (
        <ReferenceArea y1={bandLow} y2={bandHigh} fill="var(--reference-band)" fillOpacity={1} ifOverflow="hidden" />
      ) : null}
      {thresholds.map(({ id, y }) => (
        <ReferenceLine
          key={id}
          y={y}
          stroke="var(--ink-2)"
          strokeDasharray="6 4"
          label={{ value: words.threshold(id), position: 'right', ...TICK }}
        />
      ))}
      {phases
        .filter(at => isInside(at, span))
        .map(at => (
          <ReferenceLine key={at} x={at} stroke="var(--ink-3)" strokeDasharray="1 3" />
        ))}
      {panel.laboratoryChanges
        .filter(({ at }) => isInside(at, span))
        .map(({ at, to }) => (
          <ReferenceLine
            key={`laboratory-${at}`}
            x={at}
            stroke="var(--attention)"
            strokeDasharray="3 2"
            label={{
              value: words.laboratoryChange(to),
              position: 'insideTopLeft',
              fill: 'var(--attention)',
              fontSize: 11,
            }}
          />
        ))}
      {inside.map((points, nth) => (
        <SeriesLayer key={panel.series[nth]?.id} points={points} scale={scale} nth={nth} />
      ))}
    </LineChart>
  );
});
