import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeviceClock } from '../../../electron/services/device-clock/device-clock.ts';
import type { Clock } from '../../../electron/services/ports.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DOCTOR = { id: 'd1', name: '示例医生' };

/** A wall clock and a monotonic one, set by hand. */
function handClock(start: string) {
  let wallMs = Date.parse(start);
  let monotonicMs = 0;
  const clock: Clock = { now: () => new Date(wallMs).toISOString(), monotonicMs: () => monotonicMs };
  return {
    clock,
    /** Time passes. */
    pass(ms: number) {
      wallMs += ms;
      monotonicMs += ms;
    },
    /** The computer sleeps: the monotonic clock stands still on some systems. */
    sleep(ms: number) {
      wallMs += ms;
    },
    /** Somebody sets the clock. */
    set(byMs: number) {
      wallMs += byMs;
    },
  };
}

let hands: ReturnType<typeof handClock>;
let store: OpenStore;
let changes: number;
beforeEach(() => {
  hands = handClock('2026-11-22T03:00:00.000Z');
  store = openStore({ clock: hands.clock });
  changes = 0;
});
afterEach(() => store.close());

/** The program, started anew on the same database. */
const start = () => {
  const watch = createDeviceClock({ ...store, onChange: () => changes++ });
  watch.look();
  return watch;
};

const refusal = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (failure) {
    return failure instanceof AppError ? failure.code : String(failure);
  }
};

describe('the clock of this computer', () => {
  it('is believed while time only passes, sleeps and restarts included', () => {
    let watch = start();
    hands.pass(3 * HOUR_MS);
    watch.look();
    hands.sleep(9 * HOUR_MS);
    watch.look();
    watch = start();
    expect(watch.status().movedBack).toBeNull();
    expect(refusal(() => watch.assertTrusted())).toBeNull();
  });

  it('is believed when it is set forward, or back by what a time service corrects', () => {
    const watch = start();
    hands.set(2 * HOUR_MS);
    watch.look();
    hands.set(-4 * MINUTE_MS);
    expect(refusal(() => watch.assertTrusted())).toBeNull();
  });

  it('stamps nothing after it was set back while the program ran, and says from when to when', () => {
    const watch = start();
    hands.pass(HOUR_MS);
    hands.set(-6 * MINUTE_MS);
    expect(refusal(() => watch.assertTrusted())).toBe('clock-moved-back');
    expect(watch.status().movedBack).toEqual({ from: '2026-11-22T04:00:00.000Z', to: '2026-11-22T03:54:00.000Z' });
    expect(changes).toBe(1);
  });

  it('stamps nothing after it was set back while the program was closed', () => {
    start();
    hands.set(-24 * HOUR_MS);
    expect(refusal(() => start().assertTrusted())).toBe('clock-moved-back');
  });

  it('stays in doubt over a restart until a person confirms, and that is in the audit', () => {
    start();
    hands.set(-HOUR_MS);
    start();
    hands.pass(10 * MINUTE_MS);
    const watch = start();
    expect(refusal(() => watch.assertTrusted())).toBe('clock-moved-back');
    expect(watch.confirm(DOCTOR).movedBack).toBeNull();
    expect(refusal(() => watch.assertTrusted())).toBeNull();
    expect(refusal(() => start().assertTrusted())).toBeNull();
    const events = store.read.all(store.read.query.selectFrom('audit_event').select(['action', 'actor_name']));
    expect(events).toEqual([
      { action: 'deviceClock.look', actor_name: 'GanQiao' },
      { action: 'deviceClock.confirm', actor_name: '示例医生' },
    ]);
  });

  it('is believed again once it has been put forward to where it was', () => {
    const watch = start();
    hands.set(-HOUR_MS);
    watch.look();
    hands.set(HOUR_MS);
    watch.look();
    expect(refusal(() => watch.assertTrusted())).toBeNull();
  });
});
