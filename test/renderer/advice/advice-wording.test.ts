import { describe, expect, it } from 'vitest';
import { conditionText, factsText, lackText } from '../../../renderer/features/advice/advice-wording.ts';
import { prepareInputs, type ScoreInputs } from '../../../shared/clinical/inputs.ts';
import { withThreshold } from '../../../shared/clinical/policy-thresholds.ts';
import { adviseReferral } from '../../../shared/clinical/referral-advice.ts';
import { defaultReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';

const { t } = createI18n('zh-CN');
const english = createI18n('en').t;

const judged = (id: string, inputs: ScoreInputs) => {
  const basis = { prepared: prepareInputs(inputs), resultOf: (score: string) => evaluate(score, inputs) };
  const rule = adviseReferral(defaultReferralPolicy, basis).rules.find(each => each.id === id);
  if (!rule) throw new Error(id);
  return rule;
};

describe('a rule in words', () => {
  it('reads its thresholds from the rule, so that a moved one shows', () => {
    const { when } = judged('apasl-thresholds', {});
    expect(conditionText(when, t, 'zh-CN')).toBe(
      '总胆红素 ≥ 85.5 µmol/L 且 (INR ≥ 1.5 或 凝血酶原活动度（PTA） < 40 %)',
    );
    expect(conditionText(withThreshold(when, 'tbil', 75), english, 'en')).toContain('75 µmol/L');
    expect(conditionText(judged('clif-c-ad-45', {}).when, t, 'zh-CN')).toContain('> 45 且 < 60');
  });

  it('says what met it with the cut-off, and marks a value beside it', () => {
    const text = factsText(judged('any-organ-failure', { tbil: 206 }), t, 'zh-CN');
    expect(text).toBe('肝衰竭：总胆红素 206 µmol/L（切点 ≥ 205.2）、接近切点（±1 %）');
  });

  it('cuts a value and never rounds it up to the cut-off', () => {
    const rule = judged('apasl-thresholds', { tbil: 85.4999, inr: 2 });
    expect(factsText(rule, t, 'zh-CN')).toContain('85.499 ');
  });

  it('names what it lacked and why', () => {
    expect(lackText(judged('apasl-thresholds', { tbil: 90 }), t)).toBe('缺：INR');
    expect(lackText(judged('easl-grade-1', { cirrhosis: true, crea: 1.2 }), t)).toBe('缺：肌酐（数值超出允许范围）');
  });
});
