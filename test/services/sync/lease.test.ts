import { afterEach, beforeEach, expect, it } from 'vitest';
import { PROGRAM } from '../../../electron/services/database/unit-of-work.ts';
import { createLease, LeaseLost } from '../../../electron/services/sync/lease.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

let store: OpenStore;
let nowMs: number;
beforeEach(() => {
  store = openStore();
  nowMs = Date.parse('2026-11-22T01:00:00.000Z');
});
afterEach(() => store.close());

const holder = (name: string) =>
  createLease(store.write, { now: () => new Date(nowMs).toISOString(), monotonicMs: () => nowMs }, name, 60_000);
const check = (lease: ReturnType<typeof holder>) =>
  store.write(PROGRAM, { action: 'sync.push', subject: null, reason: null }, tx => lease.assertHeld(tx));

it('lets one worker write, and after a take-over the successor alone', () => {
  const [first, second] = [holder('a'), holder('b')];
  expect(first.take()).toBe('taken');
  expect(first.take()).toBe('kept');
  expect(second.take()).toBe('other');
  nowMs += 30_000;
  first.beat();
  nowMs += 40_000;
  expect(second.take()).toBe('other');
  nowMs += 30_000;
  expect(second.take()).toBe('taken');
  expect(() => check(first)).toThrow(LeaseLost);
  first.beat(); // too late: it must not prolong what is another's
  check(second);
  expect(() => check(first)).toThrow(LeaseLost);
});

it('goes to the next worker at once when it was let go, and from a clock that was ahead', () => {
  const first = holder('a');
  first.take();
  first.release();
  const second = holder('b');
  expect(second.take()).toBe('taken');
  nowMs -= 365 * 86_400_000;
  expect(holder('c').take()).toBe('taken');
});
