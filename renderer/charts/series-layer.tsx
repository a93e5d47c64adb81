import { useXAxisScale, useYAxisScale } from 'recharts';
import type { CoursePoint } from './course-point.ts';
import { isHollow, Markers, type PlacedPoint, seriesColor } from './markers.tsx';
import { ownSegments, segments } from './segments.ts';
import type { ValueScale } from './value-scale.ts';

interface SeriesLayerProps {
  points: readonly CoursePoint[];
  scale: ValueScale;
  nth: number;
}

/** The values of a series on the axes of its chart: a firm line through those as measured, a thin one through all. */
export function SeriesLayer({ points, scale, nth }: SeriesLayerProps) {
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const placed = points.flatMap((point): PlacedPoint[] => {
    const value = scale.place(point.value);
    const x = xScale?.(point.at);
    const y = value === null ? undefined : yScale?.(value);
    return x === undefined || y === undefined ? [] : [{ x, y, point }];
  });
  const hasHollow = placed.some(({ point }) => isHollow(point));
  return (
    <g fill="none" stroke={seriesColor(nth)} strokeLinejoin="round">
      {hasHollow ? <path d={segments(placed)} strokeWidth={1} strokeDasharray="2 3" /> : null}
      <path className="series-line" d={ownSegments(placed)} strokeWidth={2} strokeDasharray={DASHES[nth]} />
      <Markers placed={placed} nth={nth} />
    </g>
  );
}

/** So that the series of one panel are told apart in grey too. */
const DASHES = [undefined, '7 3', '1 3'];
