import { describe, expect, it } from 'vitest';
import { numberOf, policyDraft, policyOf } from '../../../renderer/features/settings/policy-draft.ts';
import { defaultReferralPolicy } from '../../../shared/clinical/referral-policy.ts';

const draft = policyDraft(defaultReferralPolicy);
const { rules, rescoreAfterHours } = defaultReferralPolicy;

describe('a policy being revised', () => {
  it('comes back as it was when nothing was typed', () => {
    expect(policyOf(defaultReferralPolicy, draft)).toEqual({ rules, rescoreAfterHours });
  });

  it('takes a typed threshold, time limit and rule out of use', () => {
    const next = policyOf(defaultReferralPolicy, {
      ...draft,
      active: new Set([...draft.active].filter(id => id !== 'bilirubin-rise')),
      urgency: { ...draft.urgency, 'encephalopathy-2': 'within-24h' },
      thresholds: { ...draft.thresholds, 'apasl-thresholds.tbil': '７５．５' }, // as an input method leaves it
      rescore: '12、24',
    });
    const rule = (id: string) => next.rules.find(each => each.id === id);
    expect(rule('bilirubin-rise')?.active).toBe(false);
    expect(rule('encephalopathy-2')?.urgency).toBe('within-24h');
    expect(rule('apasl-thresholds')?.when).toMatchObject({ of: [{ key: 'tbil', value: 75.5 }, {}] });
    expect(next.rescoreAfterHours).toEqual([12, 24]);
  });

  it('guesses no number from half a text', () => {
    expect(['75', '75.5', ' 75 ', '75.', '7 5', '', 'x', '1e3'].map(numberOf)).toEqual([
      ...[75, 75.5, 75, null, null, null, null, null],
    ]);
  });
});
