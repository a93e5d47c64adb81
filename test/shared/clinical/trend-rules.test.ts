import { describe, expect, it } from 'vitest';
import type { FailureCount } from '../../../shared/clinical/transplant-window.ts';
import {
  type AnalyteCourse,
  type CourseFacts,
  judgeCourse,
  type TimedSample,
  type TrendFinding,
  type TrendRuleId,
} from '../../../shared/clinical/trend-rules.ts';

const at = (day: number, hour = 8) =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const sample = (day: number, value: number, more: Partial<TimedSample> = {}): TimedSample => ({
  ...{ at: at(day), value, comparator: null, isTreated: false, ...more },
});
const course = (...samples: TimedSample[]): AnalyteCourse => ({ samples, newestLeftOutAt: null });
const count = (day: number, failures: number, notAssessed: FailureCount['notAssessed'] = []): FailureCount => ({
  ...{ at: at(day), failures, notAssessed },
});

const nothing: CourseFacts = {
  ...{ tbil: course(), inr: course(), crea: course(), lac: course(), clifCAclf: [], failures: [], gradedAt: [] },
  ...{ aclfDiagnosedAt: null, icuAdmittedAt: null, isTransplanted: null, now: at(15) },
};
const judge = (id: TrendRuleId, facts: Partial<CourseFacts>): TrendFinding => {
  const found = judgeCourse({ ...nothing, ...facts }).find(finding => finding.id === id);
  if (!found) throw new Error(id);
  return found;
};
const stateOf = (id: TrendRuleId, facts: Partial<CourseFacts>) => judge(id, facts).state;

describe('trend rules', () => {
  it('are not judged without values, say why, and each names its evidence', () => {
    for (const { state, evidence, lacks } of judgeCourse(nothing)) {
      expect(state).toBe('not-judged');
      expect(lacks).not.toEqual([]);
      expect(evidence).not.toBe('');
    }
  });

  it('fire at their thresholds, with the numbers and times they used', () => {
    expect(judge('bilirubin-rise', { tbil: course(sample(10, 100), sample(11, 117.1)) })).toMatchObject({
      state: 'fired',
      change: 17.1,
      used: [
        { what: 'tbil', at: at(10), value: 100 },
        { what: 'tbil', at: at(11), value: 117.1 },
      ],
    });
    expect(stateOf('bilirubin-rise', { tbil: course(sample(10, 100), sample(11, 117)) })).toBe('not-met');
    const both = { tbil: course(sample(10, 85.5)), inr: course(sample(10, 1.5)) };
    expect(stateOf('apasl-crossing', both)).toBe('fired');
    expect(stateOf('cossh-crossing', both)).toBe('not-met');
    expect(judge('creatinine-rise-48h', { crea: course(sample(10, 80), sample(12, 106.5)) })).toMatchObject({
      state: 'fired',
      change: 26.5,
    });
    expect(stateOf('creatinine-rise-48h', { crea: course(sample(9, 80), sample(12, 200)) })).toBe('not-judged');
    expect(stateOf('lactate-band', { lac: course(sample(10, 2.6)) })).toBe('fired');
    expect(stateOf('lactate-band', { lac: course(sample(10, 2.5)) })).toBe('not-met');
  });

  it('take a value beyond a limit only for what it proves', () => {
    const over = { comparator: '>' } as const;
    const inr = course(sample(10, 2));
    expect(stateOf('cossh-crossing', { tbil: course(sample(10, 500, over)), inr })).toBe('fired');
    expect(judge('cossh-crossing', { tbil: course(sample(10, 200, over)), inr })).toMatchObject({
      state: 'not-judged',
      lacks: ['beyond-limit'],
    });
    expect(stateOf('apasl-crossing', { tbil: course(sample(10, 10, { comparator: '<' })), inr })).toBe('not-met');
    const rising = course(sample(10, 100), sample(11, 500, over));
    expect(judge('bilirubin-rise', { tbil: rising })).toMatchObject({ state: 'not-judged', lacks: ['beyond-limit'] });
    expect(stateOf('lactate-band', { lac: course(sample(10, 2.5, over)) })).toBe('fired');
    expect(stateOf('lactate-band', { lac: course(sample(10, 2, over)) })).toBe('not-judged');
  });

  it('never call it "not met" while a newer value was left out after a treatment', () => {
    const low = { samples: [sample(10, 60)], newestLeftOutAt: at(12) };
    expect(judge('apasl-crossing', { tbil: low })).toMatchObject({
      state: 'not-judged',
      lacks: ['no-inr', 'newer-left-out'],
    });
    expect(stateOf('apasl-crossing', { tbil: { ...low, newestLeftOutAt: at(9) } })).toBe('not-met');
    const falling = { samples: [sample(9, 300), sample(10, 290)], newestLeftOutAt: at(12) };
    expect(stateOf('bilirubin-rise', { tbil: falling })).toBe('not-judged');
    const dialysed = course(sample(10, 80), sample(11, 70, { isTreated: true }));
    expect(judge('creatinine-rise-48h', { crea: dialysed }).lacks).toEqual(['under-dialysis']);
  });

  it('ask for the grade of days 3 to 7 until it is taken', () => {
    const facts = { aclfDiagnosedAt: at(10) };
    expect(stateOf('regrade-day-3-7', { ...facts, now: at(12) })).toBe('not-met');
    expect(stateOf('regrade-day-3-7', { ...facts, now: at(13) })).toBe('fired');
    expect(stateOf('regrade-day-3-7', { ...facts, now: at(14), gradedAt: [at(10), at(12)] })).toBe('fired');
    expect(stateOf('regrade-day-3-7', { ...facts, now: at(14), gradedAt: [at(13)] })).toBe('not-met');
    expect(judge('regrade-day-3-7', { ...facts, now: at(18) }).lacks).toEqual(['not-regraded']);
  });

  it('know 65 points or four failures on days 3 to 7, and do not take an unknown transplant for none', () => {
    const facts = { aclfDiagnosedAt: at(10), clifCAclf: [sample(13, 65.1)], isTransplanted: false };
    expect(stateOf('aclf-65-day-3-7', facts)).toBe('fired');
    expect(stateOf('aclf-65-day-3-7', { ...facts, isTransplanted: true })).toBe('not-met');
    expect(judge('aclf-65-day-3-7', { ...facts, isTransplanted: null })).toMatchObject({
      state: 'not-judged',
      lacks: ['transplant-unknown'],
    });
    expect(stateOf('aclf-65-day-3-7', { ...facts, clifCAclf: [], failures: [count(14, 4)] })).toBe('fired');
    // Before day 3 it says nothing; one of the two alone rules nothing out.
    expect(stateOf('aclf-65-day-3-7', { ...facts, clifCAclf: [sample(11, 80)] })).toBe('not-judged');
    expect(judge('aclf-65-day-3-7', { ...facts, clifCAclf: [sample(13, 50)] }).lacks).toEqual(['no-count-in-window']);
    const low = { ...facts, clifCAclf: [sample(13, 50)], isTransplanted: null };
    expect(stateOf('aclf-65-day-3-7', { ...low, failures: [count(13, 2)] })).toBe('not-met'); // whatever was transplanted
    expect(judge('aclf-65-day-3-7', { ...low, failures: [count(13, 3, ['brain'])] }).lacks).toEqual(['organs-unseen']);
    const treated = { ...low, clifCAclf: [sample(13, 50, { isTreated: true })], failures: [count(13, 2)] };
    expect(judge('aclf-65-day-3-7', treated).lacks).toEqual(['score-treated']);
  });

  it('know 48 h of intensive care, and do not guess that there was none', () => {
    const facts = { icuAdmittedAt: at(10), clifCAclf: [sample(12, 70)] };
    expect(stateOf('aclf-70-after-48h-icu', facts)).toBe('fired');
    expect(stateOf('aclf-70-after-48h-icu', { ...facts, clifCAclf: [sample(11, 90)] })).toBe('not-judged');
    expect(judge('aclf-70-after-48h-icu', { ...facts, icuAdmittedAt: null }).lacks).toEqual(['icu-unknown']);
  });
});
