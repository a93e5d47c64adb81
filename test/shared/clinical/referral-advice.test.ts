import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareInputs, type ScoreInputs } from '../../../shared/clinical/inputs.ts';
import {
  type AdviceBasis,
  adviseReferral,
  isStanding,
  type ReferralAdvice,
} from '../../../shared/clinical/referral-advice.ts';
import {
  defaultReferralPolicy,
  isMoreUrgent,
  mostUrgent,
  ReferralPolicy,
} from '../../../shared/clinical/referral-policy.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { partialInputs } from './arbitrary-inputs.ts';

const basisOf = (inputs: ScoreInputs, more: Partial<AdviceBasis> = {}): AdviceBasis => ({
  prepared: prepareInputs(inputs),
  resultOf: id => evaluate(id, inputs),
  ...more,
});

const advise = (inputs: ScoreInputs, policy = defaultReferralPolicy): ReferralAdvice =>
  adviseReferral(policy, basisOf(inputs));

const inState = ({ rules }: ReferralAdvice, state: string) =>
  rules.filter(rule => rule.state === state).map(({ id }) => id);

const ruleOf = ({ rules }: ReferralAdvice, id: string) => rules.find(rule => rule.id === id);

/** A patient of whom everything is known and nothing is wrong. */
const well: ScoreInputs = {
  ...workedPatients.E1,
  ...{ tbil: 30, inr: 1.1, pta: 90, crea: 70, wbc: 5, na: 140, age: 30, he: 0, variceal_bleed: 'none' },
  tbil_rise_per_day: 0,
};

describe('referral advice of the default policy', () => {
  it('is to score again when every rule was judged and none fired', () => {
    const advice = advise(well);
    expect(advice).toMatchObject({ level: 're-score', rescoreAfterHours: [24, 48] });
    expect(inState(advice, 'not-met')).toEqual(defaultReferralPolicy.rules.map(({ id }) => id));
  });

  it.each<[string, ScoreInputs]>([
    ['any-organ-failure', { tbil: 205.2 }],
    ['any-organ-failure', { vasopressor: true }],
    ['encephalopathy-2', { he: 2 }],
    ['active-variceal-bleeding', { variceal_bleed: 'current' }],
    ['easl-grade-1', { crea: 180 }],
    ['cossh-grade-1', { tbil: 210, inr: 1.5 }],
  ])('now: %s', (rule, inputs) => {
    const advice = advise({ ...well, ...inputs });
    expect(inState(advice, 'fired')).toContain(rule);
    expect(advice.level).toBe('now');
  });

  it.each<[string, ScoreInputs]>([
    ['apasl-thresholds', { tbil: 85.5, inr: 1.5 }],
    ['apasl-thresholds', { tbil: 85.5, pta: 39 }],
    ['cn-pre-failure', { tbil: 90, pta: 50 }],
    ['clif-c-ad-60', { age: 80, wbc: 20, inr: 1.6, na: 128 }],
  ])('within 24 h: %s', (rule, inputs) => {
    const advice = advise({ ...well, ...inputs });
    expect(inState(advice, 'fired')).toContain(rule);
    expect(advice.level).toBe('within-24h');
  });

  it.each<[string, ScoreInputs]>([
    ['clif-c-ad-45', { age: 60, wbc: 8, inr: 1.3 }],
    ['bilirubin-rise', { tbil_rise_per_day: 17.1 }],
  ])('within 48 h: %s', (rule, inputs) => {
    const advice = advise({ ...well, ...inputs });
    expect(inState(advice, 'fired')).toContain(rule);
    expect(advice.level).toBe('within-48h');
  });

  it.each<[string, ScoreInputs, ScoreInputs]>([
    ['any-organ-failure', { tbil: 205.2 }, { tbil: 205.19 }],
    ['any-organ-failure', { inr: 2.5 }, { inr: 2.49 }],
    ['any-organ-failure', { crea: 176.8 }, { crea: 176.7 }],
    ['apasl-thresholds', { tbil: 85.5, inr: 1.5 }, { tbil: 85.49, inr: 1.5 }],
    ['apasl-thresholds', { tbil: 85.5, inr: 1.5 }, { tbil: 85.5, inr: 1.49 }],
    ['apasl-thresholds', { tbil: 85.5, pta: 39.99 }, { tbil: 85.5, pta: 40 }],
    ['cn-pre-failure', { tbil: 85.5, pta: 50 }, { tbil: 85.5, pta: 50.01 }],
    ['bilirubin-rise', { tbil_rise_per_day: 17.1 }, { tbil_rise_per_day: 17.09 }],
  ])('%s fires at its threshold and not a step below', (rule, at, below) => {
    expect(ruleOf(advise({ ...well, ...at }), rule)?.state).toBe('fired');
    expect(ruleOf(advise({ ...well, ...below }), rule)?.state).toBe('not-met');
  });

  it('fires on 12 mg/dL of bilirubin, which is 205.2 in SI and no other number', () => {
    expect(ruleOf(advise({ ...well, tbil: { value: 12, unit: 'mg/dL' } }), 'any-organ-failure')?.state).toBe('fired');
    expect(ruleOf(advise({ ...well, tbil: 205 }), 'any-organ-failure')).toMatchObject({
      state: 'not-met',
      facts: expect.arrayContaining([expect.objectContaining({ organ: 'liver', cutoff: 205.2, isNear: true })]),
    });
  });

  it('judges CLIF-C AD on the unrounded score', () => {
    const levelAt = (raw: number) =>
      adviseReferral(
        defaultReferralPolicy,
        basisOf(well, {
          resultOf: id => (id === 'clif-c-ad' ? { ...evaluate(id, well), raw } : evaluate(id, well)),
        }),
      ).level;
    const levels = [45, 45.0001, 59.9999, 60].map(levelAt);
    expect(levels).toEqual(['re-score', 'within-48h', 'within-48h', 'within-24h']);
  });

  it('says what it looked at: value, cut-off, whose, and what made it fire', () => {
    const sampledAt = { tbil: '2026-11-22T00:00:00.000Z' };
    const inputs: ScoreInputs = { ...well, tbil: 250, inr: 1.6 };
    const advice = adviseReferral(defaultReferralPolicy, basisOf(inputs, { sampledAt, treated: ['tbil'] }));
    expect(ruleOf(advice, 'any-organ-failure')).toMatchObject({
      framework: { en: 'CLIF-C organ failures' },
      evidence: {
        'zh-CN': expect.stringContaining('10.1053/j.gastro.2013.02.042'),
        en: expect.stringContaining('10.1053/j.gastro.2013.02.042'),
      },
      facts: expect.arrayContaining(
        [
          {
            kind: 'organ',
            organ: 'liver',
            key: 'tbil',
            value: 250,
            operator: '>=',
            cutoff: 205.2,
            isMet: true,
          } as never,
        ].map(fact => expect.objectContaining({ ...(fact as object), sampledAt: sampledAt.tbil, isTreated: true })),
      ),
    });
    expect(ruleOf(advice, 'cossh-grade-1')?.facts).toEqual([
      { kind: 'grade', scoreId: 'cossh-aclf', low: '1', high: '1', atLeast: '1', isMet: true, isTreated: false },
    ]);
    expect(ruleOf(advice, 'apasl-thresholds')?.facts).toHaveLength(3);
  });

  it('fires on what is certain although inputs are missing, and names what it could not judge', () => {
    const advice = advise({ tbil: 250, he: 1, cirrhosis: true, hbv: true });
    expect(advice.level).toBe('now');
    expect(inState(advice, 'fired')).toEqual(['any-organ-failure', 'easl-grade-1', 'cossh-grade-1']);
    expect(ruleOf(advice, 'active-variceal-bleeding')).toMatchObject({
      state: 'not-judged',
      reason: 'missing-input',
      missing: [{ key: 'variceal_bleed', why: 'absent', ageHours: null }],
    });
    expect(ruleOf(advice, 'apasl-thresholds')?.missing.map(({ key }) => key)).toEqual(['inr']);
    expect(ruleOf(advice, 'bilirubin-rise')?.missing.map(({ key }) => key)).toEqual(['tbil_rise_per_day']);
  });

  it('knows the Chinese stage to be pre-failure or worse although nobody counted complications', () => {
    const { complications: _count, extrahepatic_of: _failures, ...county } = well;
    expect(evaluate('cn-lf-stage', { ...county, tbil: 90, pta: 45 }).refused?.code).toBe('missing-input');
    expect(ruleOf(advise({ ...county, tbil: 90, pta: 45 }), 'cn-pre-failure')).toMatchObject({
      state: 'fired',
      facts: [{ low: 'pre', high: 'pre' }],
    });
    expect(ruleOf(advise({ ...county, tbil: 180, pta: 35 }), 'cn-pre-failure')?.facts).toMatchObject([
      { low: 'early', high: 'late' },
    ]);
    expect(ruleOf(advise({ ...county, tbil: 60 }), 'cn-pre-failure')?.state).toBe('not-met');
    const { pta: _pta, ...withoutPta } = county;
    expect(ruleOf(advise({ ...withoutPta, tbil: 90, inr: 1.3 }), 'cn-pre-failure')).toMatchObject({
      state: 'not-judged',
      missing: expect.arrayContaining([{ key: 'pta', why: 'absent', ageHours: null }]),
    });
  });

  it('says why a value was not used: out of range, unknown unit, too old', () => {
    const slip = advise({ ...well, crea: 1.2 });
    expect(ruleOf(slip, 'any-organ-failure')?.missing).toEqual([{ key: 'crea', why: 'out-of-range', ageHours: null }]);
    expect(ruleOf(slip, 'easl-grade-1')?.missing).toEqual([{ key: 'crea', why: 'out-of-range', ageHours: null }]);
    const unit = advise({ ...well, inr: 1.6, tbil: { value: 3, unit: 'mg/L' } });
    expect(ruleOf(unit, 'apasl-thresholds')?.missing[0]?.why).toBe('unknown-unit');
    const { inr: _inr, pta: _pta, ...old } = { ...well, tbil: 90 };
    const aged = adviseReferral(defaultReferralPolicy, basisOf(old, { tooOld: [{ key: 'inr', ageHours: 31 }] }));
    expect(ruleOf(aged, 'apasl-thresholds')?.missing).toEqual([{ key: 'inr', why: 'too-old', ageHours: 31 }]);
  });

  it('does not believe a blood pressure whose two numbers are the wrong way round', () => {
    const { map: _map, ...pressed } = well;
    const swapped = advise({ ...pressed, sbp: 60, dbp: 110 });
    expect(ruleOf(swapped, 'any-organ-failure')?.missing).toEqual([
      { key: 'map', why: 'out-of-range', ageHours: null },
    ]);
  });

  it('holds a rule that the last known values fire, where recent ones are lacking', () => {
    const { tbil: _tbil, ...later } = { ...well, tbil: 250 };
    const lastKnown = basisOf({ ...well, tbil: 250 });
    const advice = adviseReferral(
      defaultReferralPolicy,
      basisOf(later, { tooOld: [{ key: 'tbil', ageHours: 40 }] }),
      lastKnown,
    );
    expect(advice.level).toBe('now');
    expect(ruleOf(advice, 'any-organ-failure')).toMatchObject({
      state: 'held',
      missing: [{ key: 'tbil', why: 'too-old', ageHours: 40 }],
    });
    const recovered = adviseReferral(defaultReferralPolicy, basisOf(well), lastKnown);
    expect(recovered.level).toBe('re-score'); // a recent value decides, whatever came before
  });

  it('judges nothing of an empty record, and never calls it safe silently', () => {
    const advice = advise({});
    expect(advice.level).toBe('re-score');
    expect(inState(advice, 'not-judged')).toHaveLength(defaultReferralPolicy.rules.length);
    for (const { missing } of advice.rules) expect(missing).not.toEqual([]);
  });

  it('says when a score does not apply', () => {
    expect(ruleOf(advise({ ...well, cirrhosis: false }), 'easl-grade-1')?.state).toBe('not-applicable');
  });

  it('names a score that the self-check has switched off', () => {
    const advice = adviseReferral(
      defaultReferralPolicy,
      basisOf(well, { resultOf: id => (id === 'easl-aclf' ? undefined : evaluate(id, well)) }),
    );
    expect(inState(advice, 'not-judged')).toEqual(['easl-grade-1']);
    expect(ruleOf(advice, 'easl-grade-1')?.reason).toBe('score-disabled');
  });

  it('accounts for every rule, whatever is known, and is as urgent as the most urgent rule that stands', () => {
    fc.assert(
      fc.property(partialInputs, inputs => {
        const advice = advise(inputs as ScoreInputs);
        expect(advice.rules.map(({ id }) => id)).toEqual(defaultReferralPolicy.rules.map(({ id }) => id));
        const fired = advice.rules.filter(isStanding).map(({ urgency }) => urgency);
        expect(advice.level).toBe(mostUrgent(fired));
        for (const rule of advice.rules)
          if (rule.state === 'not-judged') expect([rule.reason, rule.missing.length]).not.toEqual(['missing-input', 0]);
      }),
      { numRuns: 300 },
    );
  });

  it('is never less urgent for a completed record than for the part of it that was known', () => {
    fc.assert(
      fc.property(partialInputs, fc.double({ min: 1, max: 1500, noNaN: true }), (inputs, tbil) => {
        const { tbil: _known, ...part } = inputs;
        const before = advise(part as ScoreInputs);
        const after = advise({ ...part, tbil } as ScoreInputs);
        for (const rule of before.rules.filter(({ state }) => state === 'fired'))
          if (rule.id !== 'clif-c-ad-45' && rule.id !== 'clif-c-ad-60')
            // both end where organ failure begins
            expect(ruleOf(after, rule.id)?.state).toBe('fired');
        const isBanded = before.rules.some(({ id, state }) => id.startsWith('clif-c-ad') && state === 'fired');
        if (!isBanded) expect(isMoreUrgent(before.level, after.level)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the policy is data', () => {
  it('is versioned and every rule names its evidence and that the urgency is the hospital’s', () => {
    expect(defaultReferralPolicy).toMatchObject({ id: 'ganqiao-default', version: '1' });
    for (const { evidence } of defaultReferralPolicy.rules) {
      const dois = Object.values(evidence).map(text => /10\.\d{4}[^\s，†;；]*/.exec(text)?.[0]);
      expect(dois[0]).toBeDefined();
      expect(dois[1]).toBe(dois[0]);
      for (const text of Object.values(evidence)) expect(text).toContain('[ENG]');
      expect(evidence['zh-CN']).toMatch(/[一-鿿]/);
    }
  });

  it('leaves out a rule that the hospital has set aside, and still lists it', () => {
    const rules = defaultReferralPolicy.rules.map(rule => ({ ...rule, active: rule.id !== 'encephalopathy-2' }));
    const advice = advise({ ...well, he: 2 }, { ...defaultReferralPolicy, rules });
    expect(inState(advice, 'inactive')).toEqual(['encephalopathy-2']);
    expect(advice.level).toBe('re-score');
  });

  it('may be replaced by a hospital, and is checked', () => {
    const framework = { 'zh-CN': 'MELD', en: 'MELD' };
    const rule = {
      id: 'meld-25',
      active: true,
      urgency: 'within-24h',
      framework,
      evidence: { 'zh-CN': '本院', en: 'own' },
    };
    const own = ReferralPolicy.parse({
      ...{ id: 'county-7', version: '3', rescoreAfterHours: [12] },
      rules: [{ ...rule, when: { kind: 'raw', score: 'meld', atLeast: 25 } }],
    });
    expect(advise(workedPatients.E2, own)).toMatchObject({ level: 'within-24h', rescoreAfterHours: [12] });
    const wrong = { ...own, rules: [{ ...rule, when: { kind: 'grade', score: 'sofa', atLeast: '1' } }] };
    expect(ReferralPolicy.safeParse(wrong).success).toBe(false);
  });
});
