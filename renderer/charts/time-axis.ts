import type { Instant } from '../../shared/records/time.ts';

export const WINDOWS = ['48h', '7d', '14d', '28d', 'all'] as const;
export type WindowName = (typeof WINDOWS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Record<Exclude<WindowName, 'all'>, number> = {
  '48h': 48 * HOUR_MS,
  '7d': 7 * DAY_MS,
  '14d': 14 * DAY_MS,
  '28d': 28 * DAY_MS,
};
/** The axis goes on to the present while the last sample is fresh; an old course ends with its last sample. */
const FRESH_MS = 24 * HOUR_MS;

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export const isInside = (at: number, { from, to }: TimeSpan): boolean => at >= from && at <= to;

const EDGE = 0.02;

/** @param instants everything that happened, ms: samples, treatments, T0 */
export function spanOf(window: WindowName, instants: readonly number[], now: Instant): TimeSpan {
  const nowMs = Date.parse(now);
  const first = Math.min(nowMs, ...instants);
  const last = instants.length === 0 ? nowMs : Math.max(...instants);
  const to = nowMs - last >= 0 && nowMs - last <= FRESH_MS ? nowMs : last;
  const from = window === 'all' ? first : to - LENGTH_MS[window];
  const length = Math.max(to - from, 12 * HOUR_MS); // one sample still needs an axis
  const room = window === 'all' ? length * EDGE : 0; // so that the first and the last marker stand free of the frame
  return { from: to - length - room, to: to + room };
}

const CHINA_MS = 8 * HOUR_MS; // Asia/Shanghai, no daylight saving
const STEPS_MS = [3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 2 * DAY_MS, 4 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS];
const MOST_TICKS = 10;

/** Ticks at whole hours or midnights of the hospital's wall clock. */
export function timeTicks({ from, to }: TimeSpan): number[] {
  const step = STEPS_MS.find(each => (to - from) / each <= MOST_TICKS) ?? 28 * DAY_MS;
  const first = Math.ceil((from + CHINA_MS) / step) * step - CHINA_MS;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step);
}

export const isMidnight = (at: number): boolean => (at + CHINA_MS) % DAY_MS === 0;

/** The sample time nearest to a place on the axis. */
export function nearestTime(times: readonly number[], at: number): number | null {
  return times.reduce<number | null>(
    (best, time) => (best === null || Math.abs(time - at) < Math.abs(best - at) ? time : best),
    null,
  );
}

/** Space left and right of the plot, the same in every panel and lane, so that all times stand in line, px. */
export const PLOT_LEFT = 52;
export const PLOT_RIGHT = 122;

/** Where an instant stands in a plot of this width, px from its left edge. */
export const timeScale = ({ from, to }: TimeSpan, width: number) => {
  const plot = Math.max(1, width - PLOT_LEFT - PLOT_RIGHT);
  return {
    left: PLOT_LEFT,
    right: PLOT_LEFT + plot,
    x: (at: number) => PLOT_LEFT + ((at - from) / (to - from)) * plot,
    at: (x: number) => from + ((x - PLOT_LEFT) / plot) * (to - from),
  };
};
