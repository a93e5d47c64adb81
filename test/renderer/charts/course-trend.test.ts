import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseModel } from '../../../renderer/charts/course-model.ts';
import { ulnPanel } from '../../../renderer/charts/uln-panel.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { lab, sources, treatment } from './course-records.ts';

const trend = (code: LabCode, observations: Observation[], treatments: Treatment[] = []) => {
  const { panels } = courseModel(sources({ observations, treatments }));
  const found = panels.flatMap(({ series }) => series).find(({ id }) => id === code);
  if (!found) throw new Error(`no ${code}`);
  return found.trend;
};

describe('a worsening course with a plasma exchange in the middle', () => {
  const exchange = treatment('plasma-exchange', '2026-11-04T08:00:00Z', '2026-11-04T11:00:00Z');
  const before = [lab('TBIL', 1, 280), lab('TBIL', 3, 360)];
  const after = lab('TBIL', 5, 190);
  const rebound = [lab('TBIL', 8, 390), lab('TBIL', 9, 430)];

  it('is not called recovery while the value is down', () => {
    const { direction, change, perDay } = trend('TBIL', [...before, after], [exchange]);
    expect(direction).toBe('worsening');
    expect(change).toMatchObject({ delta: 80, toAt: Date.parse('2026-11-03T00:00:00Z') });
    expect(perDay).toBe(40);
  });

  it('goes on worsening from the values around it, as if the treated one were not there', () => {
    const all = [...before, after, ...rebound];
    expect(trend('TBIL', all, [exchange])).toEqual(trend('TBIL', [...before, ...rebound], [exchange]));
    expect(trend('TBIL', all, [exchange])).toMatchObject({ direction: 'worsening', isRapid: true, perDay: 40 });
  });

  it('is a recovery only to who does not know of the exchange', () => {
    expect(trend('TBIL', [...before, after]).direction).toBe('improving');
  });

  it('never reads improving on treated values, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 4 }), treated => {
        const values = treated.map((value, hour) =>
          lab('TBIL', 4, value, { sampledAt: `2026-11-04T${12 + hour * 2}:00:00Z` }),
        );
        expect(trend('TBIL', [...before, ...values], [exchange]).direction).not.toBe('improving');
      }),
    );
  });
});

describe('change and rate', () => {
  it('counts from the first value at or after first presentation', () => {
    const earlier = lab('TBIL', 1, 500, { sampledAt: '2026-10-30T00:00:00Z' });
    expect(trend('TBIL', [earlier, lab('TBIL', 1, 100), lab('TBIL', 3, 130)]).change?.delta).toBe(30);
  });

  it('names a rise of 17.1 umol/L a day, and nothing below', () => {
    expect(trend('TBIL', [lab('TBIL', 1, 100), lab('TBIL', 2, 117.1)]).isRapid).toBe(true);
    expect(trend('TBIL', [lab('TBIL', 1, 100), lab('TBIL', 2, 117)]).isRapid).toBe(false);
  });

  it('draws no rate to or from a value beyond its limit', () => {
    const falling = [lab('TBIL', 1, 300), lab('TBIL', 2, 250)];
    const over = lab('TBIL', 3, 500, { comparator: '>' });
    expect(trend('TBIL', [...falling, over])).toMatchObject({ perDay: null, direction: null });
    expect(trend('TBIL', [lab('TBIL', 1, 500, { comparator: '>' }), ...falling.slice(1)]).change).toBeNull();
  });

  it('names no direction where a fall may be either', () => {
    expect(trend('ALT', [lab('ALT', 1, 900), lab('ALT', 3, 60)]).direction).toBeNull();
    expect(trend('NA', [lab('NA', 1, 140), lab('NA', 3, 155)]).direction).toBeNull();
  });
});

describe('multiples of the upper limit', () => {
  it('takes the limit printed with the value, else the catalogue, and leaves out what has none', () => {
    const { series } = ulnPanel({
      observations: [lab('TBIL', 1, 52), lab('TBIL', 2, 60, { range: { low: null, high: 20 } })],
      treatments: [],
      person: { sex: 'male', ageYears: 58 },
      t0: 0,
    });
    expect(series.map(({ id }) => id)).toEqual(['TBIL']);
    expect(series[0]?.points.map(({ value, text }) => [value, text])).toEqual([
      [2, '2'],
      [3, '3'],
    ]);
  });
});
