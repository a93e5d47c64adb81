import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockId, pathwayClock, readClock } from '../../../shared/clinical/clocks.ts';
import {
  MILESTONE_IDS,
  type MilestoneId,
  type MilestoneStamps,
  readMilestones,
} from '../../../shared/clinical/milestones.ts';

const T0 = '2026-11-22T00:00:00.000Z';
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(Date.parse(T0) + minutes * MINUTE_MS).toISOString();
const state = (id: MilestoneId, stamps: Partial<MilestoneStamps>, nowMinutes: number) =>
  readMilestones({ presented: T0, ...stamps }, at(nowMinutes)).find(each => each.id === id)?.state;

describe('the stamps of the course', () => {
  it.each([
    ['sampled', {}, 60, 'waiting'],
    ['sampled', {}, 61, 'late'],
    ['eight-complete', {}, 240, 'waiting'],
    ['eight-complete', {}, 241, 'late'],
    ['eight-complete', {}, 361, 'overdue'],
    ['eight-complete', { 'eight-complete': at(239) }, 9999, 'done'],
    ['eight-complete', { 'eight-complete': at(250) }, 9999, 'done-late'],
    ['judged', {}, 9999, 'open'],
    ['judged', { 'eight-complete': at(100) }, 116, 'late'],
    ['delivered', { signed: at(200) }, 211, 'late'],
    ['answered', { delivered: at(200) }, 320, 'waiting'],
    ['answered', { delivered: at(200) }, 321, 'late'],
    ['departed', {}, 36 * 60 + 1, 'late'],
    ['admitted', {}, 48 * 60, 'waiting'],
    ['admitted', {}, 48 * 60 + 1, 'overdue'],
    ['diagnosed', { admitted: at(600) }, 600 + 48 * 60 + 1, 'overdue'],
    ['arrived', {}, 9999, 'open'],
  ] as [MilestoneId, Partial<MilestoneStamps>, number, string][])(
    '%s with %o at %i min: %s',
    (id, stamps, now, expected) => {
      expect(state(id, stamps, now)).toBe(expected);
    },
  );

  const history = fc.dictionary(fc.constantFrom(...MILESTONE_IDS), fc.integer({ min: 0, max: 20_000 }).map(at));
  const minute = fc.integer({ min: 0, max: 30_000 });

  it('never go back: what is done stays as it was, what is late grows only later', () => {
    const rank = { open: 0, waiting: 0, late: 1, overdue: 2, done: 0, 'done-late': 0 } as const;
    fc.assert(
      fc.property(history, minute, minute, (stamps, a, b) => {
        const early = readMilestones({ ...stamps, presented: T0 }, at(Math.min(a, b)));
        const later = readMilestones({ ...stamps, presented: T0 }, at(Math.max(a, b)));
        early.forEach((reading, index) => {
          const then = later[index];
          if (reading.at !== null) expect(then).toEqual(reading);
          else expect(rank[then?.state ?? 'open']).toBeGreaterThanOrEqual(rank[reading.state]);
        });
      }),
    );
  });

  it('give clocks that depend on nothing but the stored instants and now: an overdue one counts on', () => {
    const clocks: ClockId[] = ['eight-variables', 'ward-admission', 'delivery', 'answer', 'precise-diagnosis'];
    fc.assert(
      fc.property(
        history,
        minute,
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(...clocks),
        (stamps, now, more, id) => {
          const clock = pathwayClock(id, { ...stamps, presented: T0 });
          if (!clock) return;
          const one = readClock(clock, at(now));
          const two = readClock(clock, at(now + more));
          expect(two.elapsedMs - one.elapsedMs).toBe(clock.stoppedAt === null ? more * MINUTE_MS : 0);
          expect(one.elapsedMs + one.remainingMs).toBe(Date.parse(clock.limitAt) - Date.parse(clock.startedAt));
          expect(one.isOverdue).toBe(one.remainingMs < 0);
          if (one.isOverdue) expect(two.isOverdue).toBe(true);
        },
      ),
    );
  });

  it('do not know of time zones: the same instant written with another offset reads the same', () => {
    const utc = readMilestones({ presented: T0, sampled: '2026-11-22T00:30:00.000Z' }, at(90));
    const local = readMilestones(
      { presented: '2026-11-22T08:00:00+08:00', sampled: '2026-11-21T19:30:00-05:00' },
      at(90),
    );
    expect(local.map(({ state: each, targetAt }) => [each, targetAt])).toEqual(
      utc.map(({ state: each, targetAt }) => [each, targetAt]),
    );
  });
});
