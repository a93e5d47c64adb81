import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CourseFigures, courseFigures, median, monthlyFigures } from '../../../shared/records/figures.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';

const T0 = '2026-10-31T17:00:00.000Z'; // already 1 November in the hospital
const at = (hours: number) => new Date(Date.parse(T0) + hours * 3_600_000).toISOString();
const course = (reached: Partial<Pathway['reached']>, end: Pathway['end'] = null) => ({
  reached: { presented: T0, ...reached },
  end,
});
const ended = (reason: NonNullable<Pathway['end']>['reason']) => ({ reason, note: '', at: at(10), by: '' });

describe('figures of one course', () => {
  it('count minutes between stamps, in the month of the hospital’s own calendar', () => {
    const figures = courseFigures(
      course({ 'eight-complete': at(3), signed: at(5), answered: at(6.5), admitted: at(40) }),
      at(50),
    );
    expect(figures).toEqual({
      month: '2026-11',
      toEightComplete: 180,
      toAnswer: 90,
      toWard: 2400,
      outcome: 'within-48h',
    });
  });

  it.each([
    [course({ admitted: at(48) }), 60, 'within-48h'],
    [course({ admitted: at(48.02) }), 60, 'admitted-late'],
    [course({}), 47, 'not-counted'],
    [course({}), 49, 'not-admitted'],
    [course({}, ended('patient-refused')), 20, 'patient-refused'],
    [course({}, ended('low-risk')), 90, 'not-counted'],
    [course({ admitted: at(30) }, ended('died')), 90, 'within-48h'],
  ] as const)('%o at %d h: %s', (given, hours, outcome) => {
    expect(courseFigures(given, at(hours)).outcome).toBe(outcome);
  });
});

describe('figures of a month', () => {
  const line = (month: string, outcome: CourseFigures['outcome'], toWard: number | null = null): CourseFigures => ({
    month,
    toEightComplete: null,
    toAnswer: null,
    toWard,
    outcome,
  });

  it('leave out of the share what is not decided, and name the misses', () => {
    const [november, october] = monthlyFigures([
      line('2026-11', 'within-48h', 1000),
      line('2026-11', 'admitted-late', 3000),
      line('2026-11', 'patient-refused'),
      line('2026-11', 'patient-refused'),
      line('2026-11', 'not-counted'),
      line('2026-10', 'within-48h', 500),
    ]);
    expect(november).toMatchObject({ month: '2026-11', courses: 5, counted: 4, within48h: 1, medianToWard: 2000 });
    expect(november?.misses).toEqual([
      { outcome: 'admitted-late', courses: 1 },
      { outcome: 'patient-refused', courses: 2 },
    ]);
    expect(october).toMatchObject({ counted: 1, within48h: 1, misses: [], medianToAnswer: null });
  });

  it('have a median with as many values below as above it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1 }), values => {
        const middle = median(values) ?? Number.NaN;
        const below = values.filter(value => value < middle).length;
        const above = values.filter(value => value > middle).length;
        expect(below).toBeLessThanOrEqual(values.length / 2);
        expect(above).toBeLessThanOrEqual(values.length / 2);
      }),
    );
    expect(median([null])).toBeNull();
  });
});
