import { describe, expect, it } from 'vitest';
import {
  type CoursePanel,
  type CourseSources,
  courseModel,
  focusTimes,
} from '../../../renderer/charts/course-model.ts';
import { isMidnight, nearestTime, spanOf, timeTicks } from '../../../renderer/charts/time-axis.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';

const ID = '00000000-0000-4000-8000-000000000001';

const lab = (code: LabCode, day: number, valueSi: number, more: Partial<Observation> = {}): Observation => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  code,
  valueSi,
  comparator: null,
  text: null,
  missing: null,
  enteredValue: String(valueSi),
  enteredUnit: code === 'INR' ? '1' : 'umol/L',
  sampledAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
  timeSource: 'collected',
  laboratory: '',
  source: 'typed',
  version: 1,
  recordedAt: `2026-11-${String(day).padStart(2, '0')}T01:00:00Z`,
  recordedBy: 'test',
  voidedAt: null,
  ...more,
});

const treatment = (kind: Treatment['kind'], startedAt: string, endedAt: string | null): Treatment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  kind,
  startedAt,
  endedAt,
  detail: '',
  version: 1,
  recordedAt: startedAt,
  recordedBy: 'test',
  voidedAt: null,
});

const score = (day: number, value: number | null): Assessment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  scoreId: 'meld',
  scoreVersion: '1',
  anchorAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
  computedAt: `2026-11-${String(day).padStart(2, '0')}T01:00:00Z`,
  inputs: [
    {
      key: 'tbil',
      value: 100,
      comparator: null,
      sampledAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
      sourceId: ID,
    },
  ],
  outcome: { value, raw: value, grade: null, bounds: null, missing: [], notes: [], refused: null },
});

const sources = (more: Partial<CourseSources>): CourseSources => ({
  observations: [],
  assessments: [],
  treatments: [],
  person: { sex: 'male', ageYears: 58 },
  t0: Date.parse('2026-11-01T00:00:00Z'),
  aclfScore: 'cossh-aclf-ii',
  textOf: observation => observation.enteredValue ?? '',
  ...more,
});

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

  it('carries the thresholds as exact constants and the range of this patient', () => {
    const tbil = panel('TBIL', { person: { sex: 'female', ageYears: 58 } });
    expect(tbil.thresholds.map(each => each.at)).toEqual([85.5, 171, 205.2]);
    expect(tbil.band).toMatchObject({ high: 21 });
    expect(panel('INR', {}).band).toBeNull();
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
