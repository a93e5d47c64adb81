import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClock } from '../../../shared/clinical/clocks.ts';
import {
  byTimeLeft,
  isOverdue,
  isUnder,
  isUnjudged,
  rescoreDue,
  type StandingAdvice,
  type WorkLine,
} from '../../../shared/records/work-line.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00.000Z');
const at = (hours: number) => new Date(START + hours * HOUR_MS).toISOString();

const advice = (change: Partial<StandingAdvice> = {}): StandingAdvice => ({
  level: 're-score',
  computed: 're-score',
  decided: null,
  decidedAt: null,
  isQuestioned: false,
  notJudged: 0,
  rescoreDueAt: [at(24), at(48)],
  ...change,
});

const line = (change: Partial<WorkLine> = {}): WorkLine => ({
  id: '3f1d6a44-6f3e-4b52-9a51-6f4d3a1f0c11',
  name: '张*三',
  sex: 'male',
  ageYears: 50,
  hospitalNumber: '',
  episodeId: '3f1d6a44-6f3e-4b52-9a51-6f4d3a1f0c12',
  firstPresentationAt: at(0),
  clock: { id: 'ward-admission', startedAt: at(0), limitAt: at(48), stoppedAt: null },
  end: null,
  owner: null,
  lastSampleAt: null,
  lastRecordedAt: null,
  worst: null,
  advice: null,
  criticalCount: 0,
  referralId: null,
  delivery: null,
  isAnswered: false,
  ...change,
});

const hours = fc.integer({ min: 0, max: 200 });
const anyLine: fc.Arbitrary<WorkLine> = fc
  .record({
    id: fc.uuid(),
    t0: hours,
    kind: fc.constantFrom('running', 'admitted', 'diagnosed', 'low-risk', 'died', 'none'),
    later: hours,
    decidedAt: fc.option(hours.map(at)),
  })
  .map(({ id, t0, kind, later, decidedAt }) => {
    const stopped = kind === 'diagnosed' || kind === 'low-risk' || kind === 'died';
    const start = kind === 'admitted' || kind === 'diagnosed' ? t0 + 10 : t0;
    return line({
      id,
      episodeId: kind === 'none' ? null : id,
      advice: advice({ decidedAt }),
      clock:
        kind === 'none'
          ? null
          : {
              id: kind === 'admitted' || kind === 'diagnosed' ? 'precise-diagnosis' : 'ward-admission',
              startedAt: at(start),
              limitAt: at(start + 48),
              stoppedAt: stopped ? at(start + later) : null,
            },
      end: kind === 'low-risk' || kind === 'died' ? { reason: kind, at: at(start + later) } : null,
    });
  });

describe('the order of the work list', () => {
  it('is one order, whatever order the lines came in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyLine, { selector: ({ id }) => id }), fc.infiniteStream(fc.nat()), (lines, keys) => {
        const sorted = lines.toSorted(byTimeLeft);
        const shuffled = lines
          .map(each => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(shuffled.sort(byTimeLeft)).toEqual(sorted);
        for (const [a, b] of sorted.slice(1).map((each, index) => [sorted[index], each] as const))
          expect(a && byTimeLeft(a, b)).toBeLessThan(0);
      }),
    );
  });

  it('puts running clocks first by time left at any time, so the longest overdue stands on top', () => {
    fc.assert(
      fc.property(fc.array(anyLine), hours, (lines, hour) => {
        const sorted = lines.toSorted(byTimeLeft);
        const running = sorted.filter(({ clock }) => clock?.stoppedAt === null);
        expect(sorted.slice(0, running.length)).toEqual(running);
        const left = running.flatMap(({ clock }) =>
          clock ? [readClock({ ...clock, targetAt: null }, at(hour)).remainingMs] : [],
        );
        expect(left).toEqual(left.toSorted((a, b) => a - b));
        const overdue = running.map(each => isOverdue(each, at(hour)));
        expect(overdue).toEqual(overdue.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});

describe('a filter', () => {
  const under = (filter: Parameters<typeof isUnder>[0], change: Partial<WorkLine>, now = at(10), userId = 'me') =>
    isUnder(filter, line(change), { userId, now });
  const delivered = (taskStatus: 'requested' | 'accepted' | 'on-hold'): Delivery => ({
    state: 'delivered',
    serverTime: at(5),
    attachmentsPending: 0,
    attachments: 0,
    taskStatus,
    businessStatus: '',
    statusAt: at(5),
  });

  it('holds my patients only where I am the responsible physician', () => {
    expect(under('mine', { owner: { userId: 'me', name: '我' } })).toBe(true);
    expect(under('mine', { owner: { userId: 'other', name: '他' } })).toBe(false);
    expect(under('mine', {})).toBe(false);
  });

  it('holds whoever is advised to go within 24 h or is graded 1 and above, a range by its upper end', () => {
    expect(under('high-risk', { advice: advice({ level: 'within-24h' }) })).toBe(true);
    expect(under('high-risk', { advice: advice({ level: 'within-48h' }) })).toBe(false);
    for (const [grade, isHigh] of [
      ['0', false],
      ['0–1b', true],
      ['1a', true],
      ['none', false],
      ['pre', false],
      ['middle', true],
    ] as const)
      expect([grade, under('high-risk', { worst: { scoreId: 'easl-aclf', grade } })]).toEqual([grade, isHigh]);
  });

  it('holds a signed referral until the ward has said yes or no, by registry or telephone', () => {
    for (const delivery of [{ state: 'local-only' }, { state: 'sending', attempt: 1 }] as const)
      expect(under('awaiting', { delivery })).toBe(true);
    expect(under('awaiting', { delivery: delivered('requested') })).toBe(true);
    expect(under('awaiting', { delivery: delivered('on-hold') })).toBe(true);
    expect(under('awaiting', { delivery: delivered('accepted') })).toBe(false);
    expect(under('awaiting', { delivery: delivered('requested'), isAnswered: true })).toBe(false);
    for (const delivery of [{ state: 'draft' }, { state: 'paper-only' }] as const)
      expect(under('awaiting', { delivery })).toBe(false);
  });

  it('holds the overdue from the moment after the limit until the clock stops', () => {
    expect(under('overdue', {}, at(48))).toBe(false);
    expect(under('overdue', {}, at(48.01))).toBe(true);
    const stopped = { id: 'ward-admission', startedAt: at(0), limitAt: at(48), stoppedAt: at(60) } as const;
    expect(under('overdue', { clock: stopped }, at(70))).toBe(false);
  });

  it('holds labs that came after the last decision, and any labs on which nobody has decided', () => {
    expect(isUnjudged(line({ advice: advice() }))).toBe(false);
    expect(isUnjudged(line({ lastRecordedAt: at(3), advice: advice() }))).toBe(true);
    expect(isUnjudged(line({ lastRecordedAt: at(3), advice: advice({ decidedAt: at(4) }) }))).toBe(false);
    expect(isUnjudged(line({ lastRecordedAt: at(5), advice: advice({ decidedAt: at(4) }) }))).toBe(true);
    expect(isUnjudged(line({ lastRecordedAt: at(5), end: { reason: 'died', at: at(2) } }))).toBe(false);
  });
});

describe('the reminder to score again', () => {
  it('comes at 24 h and at 48 h where no transfer is advised, and goes when a physician has decided since', () => {
    const low = line({ advice: advice() });
    expect(rescoreDue(low, at(23))).toBeNull();
    expect(rescoreDue(low, at(24))).toBe(at(24));
    expect(rescoreDue(low, at(49))).toBe(at(48));
    const seen = line({ advice: advice({ decidedAt: at(25) }) });
    expect(rescoreDue(seen, at(30))).toBeNull();
    expect(rescoreDue(seen, at(48))).toBe(at(48));
  });

  it('stays for a course that was ended as low risk, whatever was computed, and for no other end', () => {
    const end = { reason: 'low-risk', at: at(5) } as const;
    const computed = advice({ computed: 'within-48h', rescoreDueAt: [] });
    expect(rescoreDue(line({ end, advice: computed }), at(29))).toBe(at(29));
    expect(rescoreDue(line({ end: { reason: 'died', at: at(5) }, advice: advice() }), at(90))).toBeNull();
  });

  it('comes with new labs of a course that was ended as low risk', () => {
    const end = { reason: 'low-risk', at: at(5) } as const;
    expect(rescoreDue(line({ end, lastRecordedAt: at(4), advice: advice() }), at(6))).toBeNull();
    expect(rescoreDue(line({ end, lastRecordedAt: at(6), advice: advice() }), at(7))).toBe(at(6));
    expect(rescoreDue(line({ end, lastRecordedAt: at(6), advice: advice({ decidedAt: at(7) }) }), at(8))).toBeNull();
  });

  it('is not for whom a transfer is advised or the ward has admitted', () => {
    expect(
      rescoreDue(line({ advice: advice({ level: 'now', computed: 'now', rescoreDueAt: [] }) }), at(90)),
    ).toBeNull();
    const clock = { id: 'precise-diagnosis', startedAt: at(2), limitAt: at(50), stoppedAt: null } as const;
    expect(rescoreDue(line({ clock, advice: advice() }), at(90))).toBeNull();
  });
});
