import type { Clock } from './ports.ts';

/** A busy machine is late by seconds; one that slept by more. */
const LATE_MS = 30_000;

/**
 * Sees by its clocks that a machine has slept: between two looks far more time has passed than planned. The monotonic
 * clock of some systems stands still meanwhile, the wall clock of none; one that is set forward looks the same, and the
 * registry is asked once too often.
 * @param everyMs how often it is looked
 */
export function createWakeWatch(clock: Clock, everyMs: number) {
  const times = () => ({ wallMs: Date.parse(clock.now()), monotonicMs: clock.monotonicMs() });
  let last = times();

  return {
    /** Since the last look. */
    hasSlept(): boolean {
      const now = times();
      const passedMs = Math.max(now.wallMs - last.wallMs, now.monotonicMs - last.monotonicMs);
      last = now;
      return passedMs > everyMs + LATE_MS;
    },
  };
}
