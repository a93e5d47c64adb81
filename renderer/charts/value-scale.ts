import { niceScale } from '../print/trend-chart.tsx';

/** `decades`: the axis is a logarithm and reads in the unit. */
export type AxisKind = 'linear' | 'decades';

export interface ValueScale {
  /** Ends and ticks in plot coordinates (the logarithm for `decades`). */
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** From SI to the plot; null where a value has no logarithm. */
  readonly place: (value: number) => number | null;
  readonly text: (tick: number) => string;
}

const log10 = (value: number): number | null => (value > 0 ? Math.log10(value) : null);
const identity = (value: number): number => value;

/** 1, 2, 5 of each decade, or whole decades where there are many. */
function decadeTicks(low: number, high: number): number[] {
  const decades = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, nth) => Math.floor(low) + nth);
  const steps = high - low > 2.5 ? [1] : [1, 2, 5];
  return decades
    .flatMap(decade => steps.map(step => decade + Math.log10(step)))
    .filter(tick => tick >= low && tick <= high);
}

const ROOM = 0.08; // of the decades shown, so that the outermost markers stand free

/** The axis of a panel around its values. It need not start at 0, and is not stretched to the thresholds. */
export function valueScale(kind: AxisKind, values: readonly number[]): ValueScale {
  const place = kind === 'linear' ? identity : log10;
  const placed = values.map(place).filter(value => value !== null);
  const nice = niceScale(Math.min(...placed), Math.max(...placed));
  if (kind === 'linear' || nice.ticks.length === 0) return { ...nice, place, text: String };
  const low = Math.min(...placed) - ROOM;
  const high = Math.max(...placed, Math.min(...placed) + 0.5) + ROOM; // at least half a decade
  return { low, high, ticks: decadeTicks(low, high), place, text: tick => String(Number((10 ** tick).toPrecision(3))) };
}
