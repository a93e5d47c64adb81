import type { CoursePoint } from './course-model.ts';

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

const PATHS: Record<MarkerShape, string> = {
  circle: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  square: 'M-3.6 -3.6h7.2v7.2h-7.2z',
  triangle: 'M0 -4.6L4.4 3.4H-4.4z',
  diamond: 'M0 -5L4.6 0L0 5L-4.6 0z',
  cross: 'M-3.6 -3.6L3.6 3.6M-3.6 3.6L3.6 -3.6',
};

interface MarkerProps {
  x: number;
  y: number;
  shape: MarkerShape;
  color: string;
  point: CoursePoint;
  isFocused: boolean;
}

/** One value: filled as measured, hollow after a treatment that resets it, with an arrow where it lies beyond its limit. */
export function Marker({ x, y, shape, color, point, isFocused }: MarkerProps) {
  const isHollow = point.treated === 'exclude' || point.comparator !== null;
  const isHigher = point.comparator === '>' || point.comparator === '>=';
  return (
    <g transform={`translate(${x} ${y})`}>
      {isFocused ? <circle r={8} fill="none" stroke="var(--action)" strokeWidth={1.5} /> : null}
      <path d={PATHS[shape]} fill={isHollow ? 'var(--paper)' : color} stroke={color} strokeWidth={1.6} />
      {point.comparator === null ? null : (
        <path
          d={isHigher ? 'M0 -6V-14M-3 -11L0 -14L3 -11' : 'M0 6V14M-3 11L0 14L3 11'}
          fill="none"
          stroke={color}
          strokeWidth={1.6}
        />
      )}
      {point.treated === 'mark' ? <path d="M-5 7H5" stroke={color} strokeWidth={1.6} /> : null}
    </g>
  );
}
