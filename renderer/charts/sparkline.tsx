import type { CoursePoint } from './course-point.ts';
import { isHollow } from './markers.tsx';
import { ownSegments, segments } from './segments.ts';
import { isInside, type TimeSpan } from './time-axis.ts';
import { type AxisKind, valueScale } from './value-scale.ts';

const WIDTH = 220;
const HEIGHT = 26;
const EDGE = 4;

/** The shape of a course in one line of text: same time span in every row, hollow where a treatment has reset the value. */
export function Sparkline({ points, span, axis }: { points: readonly CoursePoint[]; span: TimeSpan; axis: AxisKind }) {
  const inside = points.filter(({ at }) => isInside(at, span));
  const { low, high, place } = valueScale(
    axis,
    inside.map(({ value }) => value),
  );
  const placed = inside.flatMap(point => {
    const value = place(point.value);
    if (value === null) return [];
    const x = EDGE + ((point.at - span.from) / (span.to - span.from)) * (WIDTH - 2 * EDGE);
    const y = HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
    return [{ x, y, point }];
  });
  const dots = (areHollow: boolean) =>
    placed
      .filter(({ point }) => isHollow(point) === areHollow)
      .map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}m-2 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z`)
      .join('');
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="sparkline">
      <path d={segments(placed)} fill="none" stroke="var(--series-1)" strokeWidth={0.8} strokeDasharray="2 2" />
      <path d={ownSegments(placed)} fill="none" stroke="var(--series-1)" strokeWidth={1.4} />
      <path d={dots(false)} fill="var(--series-1)" />
      <path d={dots(true)} fill="var(--paper)" stroke="var(--series-1)" />
    </svg>
  );
}
