import { describe, expect, it } from 'vitest';
import { cosshCourse, courseFacts } from '../../../renderer/features/course/course-facts.ts';
import { judgeCourse, type TrendRuleId } from '../../../shared/clinical/trend-rules.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { lab, score, treatment } from '../charts/course-records.ts';

const now = '2026-11-20T00:00:00Z';
const nothing = { observations: [], assessments: [], treatments: [], now };
type Outcome = Partial<Assessment['outcome']>;
const assessed = (scoreId: string, day: number, value: number | null, outcome: Outcome = {}): Assessment => {
  const { outcome: plain, ...rest } = score(day, value);
  return { ...rest, scoreId, outcome: { ...plain, ...outcome } };
};
const on = (day: number) => `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;

describe('what the trend rules look at', () => {
  it('is measured, standing and undisturbed: no word, no void value, none of the future, none after an exchange', () => {
    const observations = [
      lab('TBIL', 10, 300),
      lab('TBIL', 11, 310, { voidedAt: now }),
      lab('TBIL', 12, 180), // after the exchange
      lab('TBIL', 13, 320, { valueSi: null, missing: 'pending' }),
      lab('TBIL', 15, 330),
      lab('TBIL', 25, 400),
    ];
    const treatments = [treatment('plasma-exchange', '2026-11-11T09:00:00Z', '2026-11-11T12:00:00Z')];
    const facts = courseFacts({ ...nothing, observations, treatments });
    expect(facts.tbil.samples.map(({ value }) => value)).toEqual([300, 330]);
    expect(facts.tbil.newestLeftOutAt).toBe(on(12));
  });

  it('marks creatinine under dialysis, and keeps a limit as a limit', () => {
    const observations = [lab('CREA', 10, 200), lab('CREA', 12, 90), lab('TBIL', 12, 513, { comparator: '>' })];
    const treatments = [treatment('renal-replacement', '2026-11-11T00:00:00Z', null)];
    const facts = courseFacts({ ...nothing, observations, treatments });
    expect(facts.crea.samples.map(({ isTreated }) => isTreated)).toEqual([false, true]);
    expect(facts.tbil.samples[0]?.comparator).toBe('>');
  });

  it('a worsening course with an exchange in the middle is not called harmless', () => {
    const observations = [
      ...[lab('TBIL', 10, 190), lab('INR', 10, 1.6)],
      ...[lab('TBIL', 12, 90), lab('INR', 12, 1.2)], // both reset by the plasma
    ];
    const treatments = [treatment('plasma-exchange', '2026-11-11T09:00:00Z', '2026-11-11T12:00:00Z')];
    const found = judgeCourse(courseFacts({ ...nothing, observations, treatments }));
    const stateOf = (id: TrendRuleId) => found.find(finding => finding.id === id)?.state;
    expect(stateOf('cossh-crossing')).toBe('not-judged');
    expect(stateOf('apasl-crossing')).toBe('fired'); // the undisturbed values stand
    expect(stateOf('bilirubin-rise')).toBe('not-judged');
  });

  it('takes the diagnosis from the first EASL-CLIF grade of 1 or more, certain or at least so', () => {
    const bounded = { grade: null, bounds: { low: '1a', high: '2' } };
    const assessments = [
      assessed('easl-aclf', 14, null, { grade: '2' }),
      assessed('easl-aclf', 12, null, bounded),
      assessed('easl-aclf', 10, null, { grade: '0' }),
    ];
    const facts = courseFacts({ ...nothing, assessments });
    expect(facts.aclfDiagnosedAt).toBe(on(12));
    expect(facts.gradedAt).toEqual([on(10), on(14)]); // a span is no grade
    expect(courseFacts({ ...nothing, assessments: assessments.slice(2) }).aclfDiagnosedAt).toBeNull();
  });

  it('knows no transplant and no intensive care: they have no place in the record', () => {
    expect(courseFacts(nothing)).toMatchObject({ isTransplanted: null, icuAdmittedAt: null });
  });

  it('marks a score that rests on a value after treatment', () => {
    const assessments = [assessed('clif-c-aclf', 12, 50, { notes: ['after-treatment:inr'] })];
    expect(courseFacts({ ...nothing, assessments }).clifCAclf).toMatchObject([{ value: 50, isTreated: true }]);
  });
});

describe('COSSH-ACLF II over the days', () => {
  it('is the plain difference to the first score, on day 3 and day 7', () => {
    const assessments = [8, 4, 1, 6].map((day, nth) =>
      assessed('cossh-aclf-ii', day, [7.84, 7.5, 7.02, 7.6][nth] ?? 0),
    );
    expect(cosshCourse({ ...nothing, assessments })).toMatchObject({
      first: { value: 7.02 },
      differences: [
        { day: 3, to: { value: 7.5 }, difference: 0.48 },
        { day: 7, to: { value: 7.84 }, difference: 0.82 },
      ],
    });
  });

  it('has no difference on a day without a score, and nothing before the first', () => {
    expect(cosshCourse({ ...nothing, assessments: [assessed('cossh-aclf-ii', 1, 7)] })?.differences).toEqual([]);
    expect(cosshCourse(nothing)).toBeNull();
    expect(cosshCourse({ ...nothing, assessments: [assessed('cossh-aclf-ii', 1, null)] })).toBeNull();
  });
});
