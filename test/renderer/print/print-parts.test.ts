import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { labTable, spreadOut } from '../../../renderer/print/lab-columns.ts';
import { marginCss } from '../../../renderer/print/running-marks.ts';
import { arithmeticOf } from '../../../renderer/print/score-arithmetic.ts';
import { niceScale } from '../../../renderer/print/trend-chart.tsx';
import { wordsOf } from '../../../renderer/print/words.ts';
import { PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';

describe('columns of the laboratory table', () => {
  it('shows ten samplings and counts the others', () => {
    const { times, leftOut, rows } = labTable(samplePacket('overflow'));
    expect(times).toHaveLength(10);
    expect(leftOut).toBe(50);
    expect(rows).toHaveLength(27);
  });

  it('always keeps first and last and spreads the rest over time', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), { minLength: 11, maxLength: 80 });
    fc.assert(
      fc.property(times, given => {
        const ascending = given.toSorted((a, b) => a - b);
        const shown = spreadOut(ascending);
        expect(shown).toHaveLength(10);
        expect(new Set(shown).size).toBe(10);
        expect([shown[0], shown.at(-1)]).toEqual([ascending[0], ascending.at(-1)]);
        expect(shown).toEqual(shown.toSorted((a, b) => a - b));
      }),
    );
  });

  it('takes samples near the eighths, not the first ten', () => {
    const hourly = Array.from({ length: 91 }, (_, i) => i);
    expect(spreadOut(hourly)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('never loses the worst value of what decides, nor the highest MELD', () => {
    const model = samplePacket('overflow');
    const shown = new Set(labTable(model).times.map(at => Date.parse(at)));
    const [lowest, highest] = [Math.min, Math.max];
    for (const [code, pick] of [
      ['TBIL', highest],
      ['INR', highest],
      ['CREA', highest],
      ['NA', lowest],
      ['LAC', highest],
      ['NH3', highest],
      ['PTA', lowest],
    ] as const) {
      const all = model.observations.filter(o => o.code === code && o.valueSi !== null);
      const inTable = all.filter(o => shown.has(Date.parse(o.sampledAt)));
      expect(pick(...inTable.map(o => Number(o.valueSi))), code).toBe(pick(...all.map(o => Number(o.valueSi))));
    }
  });

  it('keeps a wanted sampling between two others that are near in time', () => {
    const hourly = Array.from({ length: 91 }, (_, i) => i);
    expect(spreadOut(hourly, [1, 2, 500])).toEqual(expect.arrayContaining([0, 1, 2, 90]));
    expect(spreadOut(hourly, [1, 2, 500])).toHaveLength(10);
  });

  it('leaves out a voided row and a sampling that has only such rows', () => {
    const full = samplePacket('full');
    const observations = full.observations.map(o => ({ ...o, voidedAt: o.recordedAt }));
    expect(labTable({ ...full, observations })).toEqual({ times: [], leftOut: 0, rows: [] });
  });
});

describe('axis of a chart', () => {
  it('holds every value between its ends, and never goes below zero for positive values', () => {
    const value = fc.double({ min: 0, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const scale = niceScale(low, high);
        expect(scale.low).toBeLessThanOrEqual(low);
        expect(scale.low).toBeGreaterThanOrEqual(0);
        expect(scale.high).toBeGreaterThanOrEqual(high);
        expect(scale.ticks.length).toBeGreaterThan(1);
      }),
    );
  });
});

describe('margins of the page', () => {
  it('cannot be broken out of by what is written in a name', async () => {
    const model = samplePacket('full');
    const patient = { ...model.patient, name: '"; } * { display: none } </style>\\' };
    const words = wordsOf('zh');
    const print = { nth: 1, at: '2026-11-22T10:20:00+08:00', by: '李明' };
    const css = marginCss(
      {
        model: { ...model, patient },
        packetSha256: null,
        pages: ['P1'],
        language: 'zh',
        qr: null,
        print,
        ...PLAIN_PRINT,
      },
      words,
    );
    const strings = css.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(strings.join('')).toContain('display: none');
    expect(css.replace(/"(?:[^"\\]|\\.)*"/g, '')).not.toContain('display');
    expect(css).not.toContain('</style>');
  });
});

describe('arithmetic on the score sheet', () => {
  it('explains each frozen result of a sample with the very numbers that it was computed from', () => {
    const computed = samplePacket('full').assessments.filter(a => a.outcome.value !== null);
    expect(computed.length).toBeGreaterThan(30);
    for (const assessment of computed) expect(arithmeticOf(assessment), assessment.scoreId).not.toBeNull();
  });

  it('explains nothing where this program would compute another result', () => {
    const [meld] = samplePacket('full').assessments.filter(a => a.scoreId === 'meld');
    if (!meld) throw new Error('the sample has no MELD');
    expect(arithmeticOf({ ...meld, outcome: { ...meld.outcome, value: 21 } })).toBeNull();
    expect(arithmeticOf({ ...meld, scoreVersion: '2' })).toBeNull();
  });
});
