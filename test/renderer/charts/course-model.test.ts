import { describe, expect, it } from 'vitest';
import {
  availableScores,
  type CoursePanel,
  type CourseSources,
  courseModel,
  focusTimes,
  pointBefore,
  readingAt,
} from '../../../renderer/charts/course-model.ts';
import { isMidnight, nearestTime, spanOf, timeTicks } from '../../../renderer/charts/time-axis.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import { lab, score, sources, treatment } from './course-records.ts';

const panel = (id: string, more: Partial<CourseSources>): CoursePanel => {
  const found = courseModel(sources(more)).panels.find(each => each.id === id);
  if (!found) throw new Error(`no panel ${id}`);
  return found;
};

describe('panels of the course', () => {
  it('orders values by time, and leaves void ones and missing words out', () => {
    const points = panel('TBIL', {
      observations: [
        lab('TBIL', 3, 300),
        lab('TBIL', 1, 100),
        lab('TBIL', 2, 200, { voidedAt: '2026-11-02T02:00:00Z' }),
        lab('TBIL', 4, 0, { valueSi: null, missing: 'pending' }),
        lab('INR', 1, 2),
      ],
    }).series[0]?.points;
    expect(points?.map(point => point.value)).toEqual([100, 300]);
  });

  it('shows values of the 48 h after plasma exchange hollow and leaves them out of the slope', () => {
    const observations = [lab('TBIL', 1, 300), lab('TBIL', 2, 320), lab('TBIL', 3, 180), lab('TBIL', 6, 340)];
    const treatments = [treatment('plasma-exchange', '2026-11-02T08:00:00Z', '2026-11-02T11:00:00Z')];
    const { series } = panel('TBIL', { observations, treatments });
    expect(series[0]?.points.map(point => point.treated)).toEqual([null, null, 'exclude', null]);
    expect(series[0]?.trend.perDay).toBe(5); // from day 2 to day 6, not from the hollow value
  });

  it('never calls a fall after plasma exchange an improvement', () => {
    const observations = [lab('TBIL', 1, 300), lab('TBIL', 2, 320), lab('TBIL', 3, 180)];
    const treatments = [treatment('plasma-exchange', '2026-11-02T08:00:00Z', '2026-11-02T11:00:00Z')];
    expect(panel('TBIL', { observations, treatments }).series[0]?.trend.direction).not.toBe('improving');
  });

  it('gives a score the mark of its inputs, and leaves refused scores out', () => {
    const treatments = [treatment('plasma-exchange', '2026-11-01T08:00:00Z', null)];
    const points = panel('MELD', { assessments: [score(1, 20), score(2, 18), score(3, null)], treatments }).series[0]
      ?.points;
    expect(points?.map(point => [point.value, point.treated])).toEqual([
      [20, null],
      [18, 'exclude'],
    ]);
  });

  it('draws a score only where blood was drawn, not again at each look at the bedside', () => {
    const bedside = { ...score(2, 20), inputs: score(1, 20).inputs };
    const points = panel('MELD', { assessments: [score(1, 20), bedside] }).series[0]?.points;
    expect(points).toHaveLength(1);
  });

  it('offers the ACLF scores that have results, those with a course first', () => {
    const of = (scoreId: string, day: number) => ({ ...score(day, 8), scoreId });
    expect(availableScores([of('cossh-aclf-ii', 1), of('clif-c-ad', 1), of('clif-c-ad', 2)])).toEqual([
      'clif-c-ad',
      'cossh-aclf-ii',
    ]);
    expect(availableScores([of('clif-c-ad', 1), of('cossh-aclf-ii', 1), score(1, 20)])).toEqual([
      'cossh-aclf-ii',
      'clif-c-ad',
    ]);
  });

  it('carries the thresholds as exact constants and the range of this patient', () => {
    const tbil = panel('TBIL', { person: { sex: 'female', ageYears: 58 } });
    expect(tbil.thresholds.map(each => each.at)).toEqual([85.5, 171, 205.2]);
    expect(tbil.band).toMatchObject({ high: 21 });
    expect(panel('INR', {}).band).toBeNull();
  });
});

describe('what sets a value apart', () => {
  const points = (code: LabCode, observations: Observation[]) =>
    panel(code, { observations }).series[0]?.points.map(({ isAfterGap: _, ...point }) => point);

  it('knows imported, corrected, converted and below-limit values', () => {
    const found = points('TBIL', [
      lab('TBIL', 1, 100),
      lab('TBIL', 2, 110, { source: 'imported' }),
      lab('TBIL', 3, 120, { version: 2 }),
      lab('TBIL', 4, 171, { enteredValue: '10', enteredUnit: 'mg/dL' }),
      lab('TBIL', 5, 5, { comparator: '<' }),
    ]);
    expect(
      found?.map(({ source, isCorrected, isConverted, comparator }) => [source, isCorrected, isConverted, comparator]),
    ).toEqual([
      ['typed', false, false, null],
      ['imported', false, false, null],
      ['typed', true, false, null],
      ['typed', false, true, null],
      ['typed', false, false, '<'],
    ]);
  });

  it('flags each value against the range that was printed with it, and draws the newest printed one', () => {
    const observations = [
      lab('TBIL', 1, 24, { range: { low: 3, high: 20 } }),
      lab('TBIL', 2, 24, { range: { low: 3, high: 30 } }),
    ];
    expect(points('TBIL', observations)?.map(({ flag }) => flag)).toEqual(['high', null]);
    expect(panel('TBIL', { observations }).band).toMatchObject({ high: 30, source: 'laboratory' });
    expect(panel('TBIL', { observations: [lab('TBIL', 1, 24)] }).band).toMatchObject({ high: 26, source: 'catalogue' });
  });

  it('leaves a gap after a sample without a number and after a week of silence', () => {
    const observations = [
      lab('INR', 1, 2),
      lab('INR', 2, 0, { valueSi: null, missing: 'pending' }),
      lab('INR', 3, 2.1),
      lab('INR', 4, 2.2),
      lab('INR', 12, 2.3),
    ];
    const found = panel('INR', { observations }).series[0]?.points;
    expect(found?.map(({ isAfterGap }) => isAfterGap)).toEqual([false, true, false, true]);
  });

  it('names a change of laboratory on INR, where a reagent makes another number, and only there', () => {
    const observations = (['INR', 'CREA'] as const).flatMap(code => [
      lab(code, 1, 2, { laboratory: 'A' }),
      lab(code, 2, 2, { laboratory: '' }),
      lab(code, 3, 2, { laboratory: 'B' }),
    ]);
    expect(panel('INR', { observations }).laboratoryChanges).toEqual([
      { at: Date.parse('2026-11-03T00:00:00Z'), from: 'A', to: 'B' },
    ]);
    expect(panel('CREA', { observations }).laboratoryChanges).toEqual([]);
  });

  it('gives results in words to the lane, and no point', () => {
    const observations = [lab('HBVDNA', 1, 0, { valueSi: null, enteredValue: null, text: 'not-detected' })];
    const { panels, words } = courseModel(sources({ observations }));
    expect(words.map(({ code, at }) => [code, at])).toEqual([['HBVDNA', Date.parse('2026-11-01T00:00:00Z')]]);
    expect(panels.find(({ id }) => id === 'HBVDNA')?.series[0]?.points).toEqual([]);
    expect(focusTimes(panels)).toHaveLength(1);
  });

  it('reads viral load as log10 IU/mL with what was written beside it, and a zero in the lane', () => {
    const observations = [
      lab('HBVDNA', 1, 2e7, { enteredValue: '20000000', enteredUnit: 'IU/mL' }),
      lab('HBVDNA', 3, 0, { enteredValue: '0', enteredUnit: 'IU/mL' }),
    ];
    const { panels, words } = courseModel(sources({ observations }));
    const found = panels.find(({ id }) => id === 'HBVDNA');
    expect(found?.unit).toBe('log10 IU/mL');
    expect(found?.series[0]?.points).toMatchObject([{ value: 7.30103, text: '7.30', written: '20000000 IU/mL' }]);
    expect(words.map(({ at }) => at)).toEqual([Date.parse('2026-11-03T00:00:00Z')]);
  });

  it('says the word where it is newer than the last number', () => {
    const word = lab('HBVDNA', 5, 0, { valueSi: null, enteredValue: null, text: 'not-detected' });
    const later = lab('HBVDNA', 9, 1e3);
    const newest = (observations: Observation[]) => {
      const [series] = panel('HBVDNA', { observations }).series;
      return series && [readingAt(series, null), pointBefore(series)];
    };
    expect(newest([lab('HBVDNA', 1, 1e5), word])).toMatchObject([
      { point: null, word: { code: 'HBVDNA' } },
      { value: 5 },
    ]);
    expect(newest([lab('HBVDNA', 1, 1e5), word, later])).toMatchObject([
      { point: { value: 3 }, word: null },
      { value: 5 },
    ]);
  });

  it('marks creatinine under dialysis but keeps it in its course', () => {
    const treatments = [treatment('renal-replacement', '2026-11-01T08:00:00Z', '2026-11-01T20:00:00Z')];
    const [series] = panel('CREA', { observations: [lab('CREA', 1, 300), lab('CREA', 2, 180)], treatments }).series;
    expect(series?.points.map(({ treated }) => treated)).toEqual([null, 'mark']);
    expect(series?.trend.change?.delta).toBe(-120);
  });
});

describe('time axis', () => {
  const ms = (text: string) => Date.parse(text);

  it('ends at the present while the last sample is fresh, else with the last sample', () => {
    const samples = [ms('2026-11-20T00:00:00Z'), ms('2026-11-22T00:00:00Z')];
    expect(spanOf('48h', samples, '2026-11-22T05:00:00Z')).toEqual({
      from: ms('2026-11-20T05:00:00Z'),
      to: ms('2026-11-22T05:00:00Z'),
    });
    const room = 0.02 * 48 * 3_600_000; // so that the markers stand free of the frame
    expect(spanOf('all', samples, '2026-12-30T00:00:00Z')).toEqual({
      from: (samples[0] ?? 0) - room,
      to: (samples[1] ?? 0) + room,
    });
  });

  it('has a length even for one sample', () => {
    const { from, to } = spanOf('all', [ms('2026-11-20T00:00:00Z')], '2026-12-30T00:00:00Z');
    expect(to - from).toBeCloseTo(12.48 * 3_600_000);
  });

  it('puts its ticks on the wall clock of the hospital', () => {
    const ticks = timeTicks({ from: ms('2026-11-20T03:00:00Z'), to: ms('2026-11-27T03:00:00Z') });
    expect(ticks.length).toBeLessThanOrEqual(11);
    expect(ticks.every(isMidnight)).toBe(true);
    expect(new Date(ticks[0] ?? 0).toISOString()).toBe('2026-11-20T16:00:00.000Z'); // midnight of the 21st in China
  });
});

describe('focus on a sample time', () => {
  const times = [1, 5, 9];

  it('finds the nearest sample under the mouse, and all times once', () => {
    expect(nearestTime(times, 6.9)).toBe(5);
    expect(nearestTime([], 3)).toBeNull();
    const observations = [lab('TBIL', 1, 1), lab('INR', 1, 2), lab('INR', 2, 2)];
    expect(focusTimes(courseModel(sources({ observations })).panels)).toHaveLength(2);
  });
});
