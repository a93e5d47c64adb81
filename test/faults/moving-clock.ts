import type { Clock } from '../../electron/services/ports.ts';

/** A clock whose hands a test moves; waiting goes on as it is. */
export interface MovingClock extends Clock {
  /** Of the wall clock, from the true time. */
  offsetMs: number;
  /** A sleep of the computer: the monotonic clock of some systems goes on through it. */
  sleptMs: number;
}

export const movingClock = (offsetMs = 0): MovingClock => ({
  offsetMs,
  sleptMs: 0,
  now() {
    return new Date(Date.now() + this.offsetMs).toISOString();
  },
  monotonicMs() {
    return performance.now() + this.sleptMs;
  },
});
