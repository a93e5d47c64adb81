import { expect, it } from 'vitest';
import { createWakeWatch } from '../../electron/services/wake-watch.ts';

function watched() {
  let wallMs = Date.parse('2026-11-23T00:00:00Z');
  let monotonicMs = 0;
  const clock = { now: () => new Date(wallMs).toISOString(), monotonicMs: () => monotonicMs };
  const watch = createWakeWatch(clock, 5_000);
  return (wall: number, monotonic: number) => {
    wallMs += wall;
    monotonicMs += monotonic;
    return watch.hasSlept();
  };
}

it.each([
  ['whose monotonic clock stands still in sleep', 3_600_000, 5_000],
  ['whose monotonic clock goes on in sleep', 3_600_000, 3_600_000],
  ['whose wall clock was set back in sleep', -60_000, 3_600_000],
])('a machine %s is seen to have slept, once', (_, wall, monotonic) => {
  const after = watched();
  expect(after(wall, monotonic)).toBe(true);
  expect(after(5_000, 5_000)).toBe(false);
});

it('a machine that is busy, or whose clock is corrected by seconds, has not slept', () => {
  const after = watched();
  expect(after(5_000, 5_000)).toBe(false);
  expect(after(20_000, 20_000)).toBe(false);
  expect(after(15_000, 5_000)).toBe(false);
  expect(after(-60_000, 5_000)).toBe(false);
});
