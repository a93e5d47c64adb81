import type { CoursePoint } from './course-point.ts';

export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

const SHAPES: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];
export const seriesShape = (nth: number): MarkerShape => SHAPES[nth % SHAPES.length] ?? 'circle';
export const seriesColor = (nth: number): string => `var(--series-${(nth % SHAPES.length) + 1})`;

/** Relative moves from the place of the value, so that all markers of a kind are one path. */
const MOVES: Record<MarkerShape, string> = {
  circle: 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  square: 'm-3.6 -3.6h7.2v7.2h-7.2z',
  triangle: 'm0 -4.6l4.4 8h-8.8z',
  diamond: 'm0 -5l4.6 5l-4.6 5l-4.6 -5z',
  cross: 'm-3.6 -3.6l7.2 7.2m0 -7.2l-7.2 7.2',
};
const IMPORT_DOT = 'm-1.4 0a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0z';
const CORRECTION_RING = 'm-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z';
const CONVERSION_TAIL = 'm4.6 -4.6l4 -4';
const ARROW_UP = 'm0 -6v-9m-3 3l3 -3l3 3';
const ARROW_DOWN = 'm0 6v9m-3 -3l3 3l3 -3';
const MARK_BAR = 'm-5 8h10';

/** A value at its place on the panel, px. */
export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  readonly point: CoursePoint;
}

/** Not a value as measured: after a treatment that resets it, or beyond a limit of the assay. */
export const isHollow = ({ treated, comparator }: CoursePoint): boolean => treated === 'exclude' || comparator !== null;

/**
 * All values of a series: filled as measured (imported ones with a light dot), hollow after a treatment that resets
 * them or beyond a limit of the assay (then with an arrow), ringed when corrected, with a tail when converted, a bar
 * beneath when a treatment may have changed them. A handful of paths however many values.
 */
export function Markers({ placed, nth }: { placed: readonly PlacedPoint[]; nth: number }) {
  const color = seriesColor(nth);
  const drawn = (moves: string, isWanted: (point: CoursePoint) => boolean) =>
    placed
      .filter(({ point }) => isWanted(point))
      .map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}${moves}`)
      .join('');
  const shape = MOVES[seriesShape(nth)];
  const strokes = [
    drawn(CORRECTION_RING, point => point.isCorrected),
    drawn(CONVERSION_TAIL, point => point.isConverted),
    drawn(ARROW_UP, ({ comparator }) => comparator === '>' || comparator === '>='),
    drawn(ARROW_DOWN, ({ comparator }) => comparator === '<' || comparator === '<='),
    drawn(MARK_BAR, ({ treated }) => treated === 'mark'),
  ].join('');
  const filled = drawn(shape, point => !isHollow(point));
  const hollow = drawn(shape, isHollow);
  const dots = drawn(IMPORT_DOT, point => point.source === 'imported');
  return (
    <g stroke={color} strokeWidth={1.6}>
      {strokes ? <path d={strokes} fill="none" strokeWidth={1.3} /> : null}
      {filled ? <path d={filled} fill={color} /> : null}
      {hollow ? <path d={hollow} fill="var(--paper)" data-testid="hollow" /> : null}
      {dots ? <path d={dots} fill="var(--paper)" stroke={color} strokeWidth={0.6} /> : null}
    </g>
  );
}

const PLAIN: CoursePoint = {
  at: 0,
  value: 0,
  text: '',
  comparator: null,
  treated: null,
  flag: null,
  source: 'typed',
  isCorrected: false,
  isConverted: false,
  isAfterGap: false,
  laboratory: '',
  written: '',
};

/** One marker standing alone, for a legend. */
export function MarkerSample({ nth = 0, point }: { nth?: number; point?: Partial<CoursePoint> }) {
  return (
    <svg width="20" height="22" viewBox="-10 -11 20 22" aria-hidden="true" className="marker-sample">
      <Markers nth={nth} placed={[{ x: 0, y: 0, point: { ...PLAIN, ...point } }]} />
    </svg>
  );
}
