import { describe, expect, it } from 'vitest';
import { prepareInputs, type ScoreInputs } from '../../../shared/clinical/inputs.ts';
import { adviseReferral, type ReferralAdvice } from '../../../shared/clinical/referral-advice.ts';
import { defaultReferralPolicy, ReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';

function advise(inputs: ScoreInputs, policy = defaultReferralPolicy): ReferralAdvice {
  return adviseReferral(policy, { values: prepareInputs(inputs).values, resultOf: id => evaluate(id, inputs) });
}

const firedBy = (inputs: ScoreInputs) => advise(inputs).fired.map(({ rule }) => rule.id);

/** A patient of whom everything is known and nothing is wrong. */
const well: ScoreInputs = {
  ...workedPatients.E1,
  ...{ tbil: 30, inr: 1.1, pta: 90, crea: 70, wbc: 5, na: 140, age: 30, he: 0, variceal_bleed: 'none' },
  tbil_rise_per_day: 0,
};

describe('referral advice of the default policy', () => {
  it('is to score again when every rule was judged and none fired', () => {
    const advice = advise(well);
    expect(advice).toMatchObject({ urgency: 're-score', rescoreAfterHours: [24, 48], fired: [], notJudged: [] });
    expect(advice.notMet).toHaveLength(defaultReferralPolicy.rules.length);
  });

  it.each<[string, ScoreInputs]>([
    ['any-organ-failure', { tbil: 205.2 }],
    ['any-organ-failure', { vasopressor: true }],
    ['encephalopathy-2', { he: 2 }],
    ['active-variceal-bleeding', { variceal_bleed: 'current' }],
    ['easl-grade-1', { crea: 180 }],
    ['cossh-grade-1', { tbil: 210, inr: 1.5 }],
  ])('now: %s', (rule, inputs) => {
    expect(firedBy({ ...well, ...inputs })).toContain(rule);
    expect(advise({ ...well, ...inputs }).urgency).toBe('now');
  });

  it.each<[string, ScoreInputs]>([
    ['apasl-thresholds', { tbil: 85.5, inr: 1.5 }],
    ['apasl-thresholds', { tbil: 85.5, pta: 39 }],
    ['cn-pre-failure', { tbil: 90, pta: 50 }],
    ['clif-c-ad-60', { age: 80, wbc: 20, inr: 1.6, na: 128 }],
  ])('within 24 h: %s', (rule, inputs) => {
    expect(firedBy({ ...well, ...inputs })).toContain(rule);
    expect(advise({ ...well, ...inputs }).urgency).toBe('24h');
  });

  it.each<[string, ScoreInputs]>([
    ['clif-c-ad-45', { age: 60, wbc: 8, inr: 1.3 }],
    ['bilirubin-rise', { tbil_rise_per_day: 17.1 }],
  ])('within 48 h: %s', (rule, inputs) => {
    expect(firedBy({ ...well, ...inputs })).toContain(rule);
    expect(advise({ ...well, ...inputs }).urgency).toBe('48h');
  });

  it('judges CLIF-C AD on the unrounded score', () => {
    const basis = { values: prepareInputs(well).values };
    const urgencyAt = (raw: number) =>
      adviseReferral(defaultReferralPolicy, {
        ...basis,
        resultOf: id => (id === 'clif-c-ad' ? { ...evaluate(id, well), raw } : evaluate(id, well)),
      }).urgency;
    expect([45, 45.01, 59.99, 60].map(urgencyAt)).toEqual(['re-score', '48h', '48h', '24h']);
  });

  it('fires on what is certain although inputs are missing, and names what it could not judge', () => {
    const advice = advise({ tbil: 250, he: 1, cirrhosis: true, hbv: true });
    expect(advice.urgency).toBe('now');
    expect(advice.fired.map(({ rule }) => rule.id)).toEqual(['any-organ-failure', 'easl-grade-1', 'cossh-grade-1']);
    const open = new Map(advice.notJudged.map(({ rule, judgement }) => [rule.id, judgement]));
    expect(open.get('active-variceal-bleeding')).toEqual({
      ...{ state: 'not-judged', reason: 'missing-input', missing: ['variceal_bleed'] },
    });
    expect(open.get('apasl-thresholds')).toMatchObject({ missing: ['inr'] });
    expect(open.get('bilirubin-rise')).toMatchObject({ missing: ['tbil_rise_per_day'] });
  });

  it('judges nothing of an empty record, and never calls it safe silently', () => {
    const advice = advise({});
    expect(advice.fired).toEqual([]);
    expect(advice.notJudged).toHaveLength(defaultReferralPolicy.rules.length);
  });

  it('says when a score does not apply', () => {
    const advice = advise({ ...well, cirrhosis: false });
    expect(advice.notMet.find(({ rule }) => rule.id === 'easl-grade-1')?.judgement.state).toBe('not-applicable');
  });

  it('names a score that the self-check has switched off', () => {
    const advice = adviseReferral(defaultReferralPolicy, {
      values: prepareInputs(well).values,
      resultOf: id => (id === 'easl-aclf' ? undefined : evaluate(id, well)),
    });
    expect(advice.notJudged).toEqual([
      {
        rule: expect.objectContaining({ id: 'easl-grade-1' }),
        judgement: expect.objectContaining({ reason: 'score-disabled' }),
      },
    ]);
  });
});

describe('the policy is data', () => {
  it('is versioned and every rule names its evidence and that the urgency is the hospital’s', () => {
    expect(advise(well).policy).toEqual({ id: 'ganqiao-default', version: '1' });
    for (const { evidence } of defaultReferralPolicy.rules) {
      expect(evidence).toMatch(/10\.\d{4}/);
      expect(evidence).toContain('[ENG]');
    }
  });

  it('may be replaced by a hospital, and is checked', () => {
    const own = ReferralPolicy.parse({
      ...{ id: 'county-7', version: '3', rescoreAfterHours: [12] },
      rules: [{ id: 'meld-25', urgency: '24h', when: { kind: 'raw', score: 'meld', atLeast: 25 }, evidence: 'own' }],
    });
    expect(advise(workedPatients.E2, own)).toMatchObject({ urgency: '24h', policy: { id: 'county-7', version: '3' } });
    expect(
      ReferralPolicy.safeParse({
        ...own,
        rules: [{ ...own.rules[0], when: { kind: 'grade', score: 'sofa', atLeast: '1' } }],
      }).success,
    ).toBe(false);
  });
});
