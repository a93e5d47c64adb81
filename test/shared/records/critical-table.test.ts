import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CriticalLimit,
  EXAMPLE_LIMITS,
  judgeCritical,
  type LimitLine,
  limitFaults,
} from '../../../shared/records/critical-table.ts';
import type { Comparator } from '../../../shared/records/observation.ts';

const limit = (code: CriticalLimit['code'], low: number | null, high: number | null): CriticalLimit => ({
  code,
  low,
  high,
  ages: null,
});
const POTASSIUM = [limit('K', 2.8, 6.2)];
const judged = (limits: CriticalLimit[], valueSi: number | null, comparator: Comparator | null = null) => {
  const verdict = judgeCritical(limits, { code: limits[0]?.code ?? 'K', valueSi, comparator }, 50);
  return verdict === null ? 'none' : `${verdict.state} ${verdict.side} ${verdict.cutoffSi}`;
};

describe('a value against the table', () => {
  it('is critical at a limit and beyond it, on either side', () => {
    expect(judged(POTASSIUM, 6.19)).toBe('none');
    expect(judged(POTASSIUM, 6.2)).toBe('critical high 6.2');
    expect(judged(POTASSIUM, 7.4)).toBe('critical high 6.2');
    expect(judged(POTASSIUM, 2.8)).toBe('critical low 2.8');
    expect(judged(POTASSIUM, 2.81)).toBe('none');
  });

  it('takes a censored value for what it proves, and says where it proves nothing', () => {
    const creatinine = [limit('CREA', null, 800)];
    expect(judged(creatinine, 1000, '>')).toBe('critical high 800');
    expect(judged(creatinine, 800, '>')).toBe('critical high 800');
    expect(judged(creatinine, 700, '>')).toBe('undecided high 800');
    expect(judged(creatinine, 700, '<')).toBe('none');
    expect(judged(creatinine, 900, '<')).toBe('undecided high 800');
    const cells = [limit('WBC', 2, null)];
    expect(judged(cells, 0.5, '<')).toBe('critical low 2');
    expect(judged(cells, 2, '<')).toBe('critical low 2');
    expect(judged(cells, 3, '<')).toBe('undecided low 2');
    expect(judged(cells, 2, '>')).toBe('none');
    expect(judged(cells, 2, '>=')).toBe('undecided low 2');
    expect(judged(cells, 1, '>')).toBe('undecided low 2');
  });

  it('never judges a word or a result that is still to come', () => {
    expect(judged(POTASSIUM, null)).toBe('none');
  });

  it('reads the line of the age, and every line where the age is not known', () => {
    const limits: CriticalLimit[] = [
      { code: 'HGB', low: 50, high: null, ages: { from: 18, to: 64 } },
      { code: 'HGB', low: 70, high: null, ages: { from: 65, to: 130 } },
    ];
    const at = (ageYears: number | null) =>
      judgeCritical(limits, { code: 'HGB', valueSi: 60, comparator: null }, ageYears);
    expect(at(64)).toBeNull();
    expect(at(65)).toMatchObject({ state: 'critical', cutoffSi: 70 });
    expect(at(null)).toMatchObject({ state: 'critical', cutoffSi: 70 });
    expect(at(17)).toBeNull();
  });

  it('decides of a censored value only what every true value behind it shares', () => {
    const value = fc.integer({ min: 15, max: 100 }).map(tenths => tenths / 10);
    const sign = fc.constantFrom<Comparator>('<', '<=', '>', '>=');
    const holds = (comparator: Comparator, printed: number, real: number) =>
      comparator === '<'
        ? real < printed
        : comparator === '<='
          ? real <= printed
          : comparator === '>'
            ? real > printed
            : real >= printed;
    fc.assert(
      fc.property(value, sign, value, (printed, comparator, real) => {
        fc.pre(holds(comparator, printed, real));
        const said = judgeCritical(POTASSIUM, { code: 'K', valueSi: printed, comparator }, 50);
        const truth = judgeCritical(POTASSIUM, { code: 'K', valueSi: real, comparator: null }, 50);
        if (said?.state === 'critical') expect(truth).toEqual(said);
        if (said === null) expect(truth).toBeNull();
      }),
    );
  });
});

describe('a table that cannot be signed', () => {
  it('names the row, the field and why', () => {
    const limits: LimitLine[] = [
      limit('K', 2.8, 6.2),
      limit('NA', 160, 120),
      limit('PLT', null, null),
      limit('CREA', 0.7, 20_000),
      { ...limit('INR', null, 3.5), ages: { from: 80, to: 18 } },
      limit('K', 3, null),
      { ...limit('K', 3, null), code: 'XX' },
    ];
    expect(limitFaults(limits).map(({ row, field, kind }) => `${row} ${field} ${kind}`)).toEqual([
      '1 high low-not-below-high',
      '2 low no-limit',
      '3 low outside-hard-limits',
      '3 high outside-hard-limits',
      '4 ages reversed',
      '5 ages overlap',
      '6 code unknown-item',
    ]);
  });

  it('is none of the examples, and two ages of one item may stand beside each other', () => {
    expect(limitFaults(EXAMPLE_LIMITS)).toEqual([]);
    const young: CriticalLimit = { ...limit('HGB', 50, null), ages: { from: 0, to: 64 } };
    expect(limitFaults([young, { ...young, ages: { from: 65, to: 130 } }])).toEqual([]);
  });
});
