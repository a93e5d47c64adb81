import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyFaults } from '../../../shared/clinical/policy-check.ts';
import { thresholdsOf, withThreshold } from '../../../shared/clinical/policy-thresholds.ts';
import {
  type Condition,
  defaultReferralPolicy,
  type PolicyRule,
  type ReferralPolicy,
} from '../../../shared/clinical/referral-policy.ts';

function withRule(id: string, change: Partial<PolicyRule>): ReferralPolicy {
  const rules = defaultReferralPolicy.rules.map(rule => (rule.id === id ? { ...rule, ...change } : rule));
  return { ...defaultReferralPolicy, rules };
}

function moved(id: string, path: string, value: number | string): ReferralPolicy {
  const rule = defaultReferralPolicy.rules.find(each => each.id === id);
  if (!rule) throw new Error(id);
  return withRule(id, { when: withThreshold(rule.when, path, value) });
}

describe('a rule table', () => {
  it('of the program has no fault', () => {
    expect(policyFaults(defaultReferralPolicy)).toEqual([]);
  });

  it.each<[string, string, number | string, string]>([
    ['apasl-thresholds', 'tbil', 8550, 'implausible'], // a slipped decimal point
    ['apasl-thresholds', 'tbil', 5, 'implausible'], // mg/dL
    ['apasl-thresholds', 'inr', 15, 'implausible'],
    ['apasl-thresholds', 'pta', 0, 'implausible'],
    ['encephalopathy-2', 'he', 2.5, 'implausible'],
    ['encephalopathy-2', 'he', 0, 'implausible'], // everybody
    ['bilirubin-rise', 'tbil_rise_per_day', -5, 'implausible'],
    ['easl-grade-1', 'easl-aclf.grade', '0', 'always-fires'],
    ['easl-grade-1', 'easl-aclf.grade', 'II', 'unknown-grade'],
    ['clif-c-ad-60', 'clif-c-ad.atLeast', 600, 'implausible'],
    ['clif-c-ad-45', 'clif-c-ad.below', 40, 'implausible'], // ends before it begins
  ])('is refused where %s has %s at %s, naming both', (rule, field, value, why) => {
    expect(policyFaults(moved(rule, field, value))).toContainEqual({ rule, field, why });
  });

  it('may not leave a gap in which a higher score is less urgent', () => {
    const gap = { rule: 'clif-c-ad-45', field: 'clif-c-ad.below', why: 'gap' };
    expect(policyFaults(moved('clif-c-ad-60', 'clif-c-ad.atLeast', 65))).toEqual([gap]);
    expect(policyFaults(withRule('clif-c-ad-60', { active: false }))).toEqual([gap]);
    expect(policyFaults(withRule('clif-c-ad-60', { urgency: 'within-48h' }))).toEqual([gap]);
    expect(policyFaults(moved('clif-c-ad-60', 'clif-c-ad.atLeast', 55))).toEqual([]);
  });

  it('may not turn a threshold round, ask for no bleeding, or compare one input twice', () => {
    const low: Condition = { kind: 'input', key: 'tbil', operator: '<', value: 85.5 };
    expect(policyFaults(withRule('bilirubin-rise', { when: low }))).toEqual([
      { rule: 'bilirubin-rise', field: 'tbil', why: 'wrong-direction' },
    ]);
    const pta: Condition = { kind: 'input', key: 'pta', operator: '>=', value: 40 };
    expect(policyFaults(withRule('bilirubin-rise', { when: pta }))[0]?.why).toBe('wrong-direction');
    const none: Condition = { kind: 'choice', key: 'variceal_bleed', equals: 'none' };
    expect(policyFaults(withRule('active-variceal-bleeding', { when: none }))[0]?.why).toBe('wrong-direction');
    const high: Condition = { ...low, operator: '>=' };
    const twice: Condition = { kind: 'all', of: [high, { ...high, value: 90 }] };
    expect(policyFaults(withRule('bilirubin-rise', { when: twice }))[0]).toMatchObject({ field: 'tbil', why: 'twice' });
  });

  it('keeps at least one rule, each id once, and asks for a new score in good time', () => {
    const rules = defaultReferralPolicy.rules.map(rule => ({ ...rule, active: false }));
    expect(policyFaults({ ...defaultReferralPolicy, rules })).toEqual([
      { rule: null, field: 'rules', why: 'none-active' },
    ]);
    const doubled = [...defaultReferralPolicy.rules, ...defaultReferralPolicy.rules.slice(0, 1)];
    expect(policyFaults({ ...defaultReferralPolicy, rules: doubled })).toEqual([
      { rule: 'any-organ-failure', field: 'id', why: 'twice' },
    ]);
    for (const rescoreAfterHours of [[], [48, 24], [24, 24], [0], [24, 100], [Number.NaN]])
      expect(policyFaults({ ...defaultReferralPolicy, rescoreAfterHours })).toEqual([
        { rule: null, field: 'rescoreAfterHours', why: 'implausible' },
      ]);
  });

  it('reads back every threshold that was moved, and moves no other', () => {
    const places = defaultReferralPolicy.rules.flatMap(rule =>
      thresholdsOf(rule.when).map(each => [rule, each] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.double({ noNaN: true }), ([rule, threshold], number) => {
        const value = threshold.kind === 'grade' ? '9' : number;
        const after = thresholdsOf(withThreshold(rule.when, threshold.path, value));
        expect(after).toEqual(
          thresholdsOf(rule.when).map(each => (each.path === threshold.path ? { ...each, value } : each)),
        );
      }),
    );
  });
});
