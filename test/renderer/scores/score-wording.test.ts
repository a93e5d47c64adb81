import { describe, expect, it } from 'vitest';
import { anchorsOf, groupAt, SCORE_GROUPS } from '../../../renderer/features/scores/score-groups.ts';
import {
  boundsRemark,
  boundsText,
  boundsValue,
  noteText,
  refusalText,
  remarks,
  resultText,
  sampleSpan,
} from '../../../renderer/features/scores/score-wording.ts';
import { scoreIds } from '../../../shared/clinical/score-definition.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const AT = '2026-11-22T01:00:00Z';
const { t } = createI18n('zh-CN');
const en = createI18n('en').t;

/** A snapshot as the services store it. */
function assessed(scoreId: string, inputs: Record<string, number | string | boolean>): Assessment {
  const { value, raw, grade, bounds, missing, notes, refused } = evaluate(scoreId, inputs);
  return {
    id: ID,
    patientId: ID,
    episodeId: ID,
    scoreId,
    scoreVersion: '1',
    anchorAt: AT,
    computedAt: AT,
    inputs: Object.entries(inputs).map(([key, given]) => ({
      key,
      value: given,
      comparator: null,
      sampledAt: AT,
      sourceId: null,
    })),
    outcome: { value, raw, grade, bounds, missing, notes, refused },
  };
}

/** Worked patient E2 of the clinical reference. */
const E2 = {
  sex: 'female',
  age: 52,
  tbil: 320,
  crea: 95,
  inr: 1.9,
  na: 132,
  alb: 29,
  wbc: 8.2,
  neut: 6,
  urea: 6.8,
  he: 1,
};

describe('how a score reads', () => {
  it('shows a result with the decimals of its score and a real minus', () => {
    expect(resultText(assessed('cossh-aclf-ii', { ...E2, hbv: true }), t)).toBe('7.84');
    expect(resultText(assessed('albi', E2), t)).toBe('−0.81');
    expect(resultText(assessed('meld', { ...E2, dialysis: false }), t)).toBe('25');
    const risk = { ...assessed('meld', E2), scoreId: 'catch-life' };
    expect(resultText({ ...risk, outcome: { ...risk.outcome, value: 14.5 } }, t)).toBe('14.5 %'); // not points
  });

  it('shows bounds with what they are for, and never as a plain result where they stand alone', () => {
    const { he, ...noHe } = E2;
    const bounded = assessed('cossh-aclf-ii', { ...noHe, hbv: true });
    expect(resultText(bounded, t)).toBeNull();
    expect(boundsValue(bounded, t)).toBe('7.38 至 8.30');
    expect(boundsRemark(bounded, t)).toContain('肝性脑病');
    const certain: Assessment = {
      ...bounded,
      outcome: { ...bounded.outcome, bounds: { low: 7, high: 7 } },
    };
    expect(boundsValue(certain, t)).toBe('7.00');
    expect(boundsText(certain, t)).toBe('7.00（缺项不影响结果）');
  });

  it('says why there is no result', () => {
    expect(refusalText(assessed('meld', { inr: 1.9 }), t)).toMatch(/缺少数据：.*总胆红素/);
    expect(refusalText(assessed('easl-aclf', { ...E2, cirrhosis: false }), t)).toContain('肝硬化');
    expect(refusalText(assessed('catch-life', E2), t)).toMatch(/未安装此模型.*8 项输入已有 \d 项/);
    expect(refusalText(assessed('meld', { ...E2, dialysis: false }), t)).toBe('');
  });

  it('puts all assumptions into one remark and leaves the organ points to the arithmetic', () => {
    expect(remarks(['assumed:rrt', 'organ:liver=2', 'assumed:vasopressor'], t)).toEqual([
      '未填，按“无”计算：肾脏替代治疗、血管活性药',
    ]);
  });

  it('words every kind of note in both languages, and shows an unknown one as it is', () => {
    expect(noteText('too-old:inr:30', t)).toContain('30 小时');
    expect(noteText('spread:13', en)).toContain('13');
    expect(noteText('failure:kidney', t)).toContain('肾');
    expect(noteText('news-of-a-later-version:x', t)).toBe('news-of-a-later-version:x');
  });

  it('names the span of the samples', () => {
    const base = assessed('meld', { ...E2, dialysis: false });
    const [first, ...others] = base.inputs;
    if (!first) throw new Error('no inputs');
    const older = { ...base, inputs: [{ ...first, sampledAt: '2026-11-21T20:00:00Z' }, ...others] };
    expect(sampleSpan(older)).toEqual({ from: '2026-11-21T20:00:00Z', to: AT });
    expect(sampleSpan({ ...base, inputs: [] })).toBeNull();
  });
});

it('lists every score of the engine once', () => {
  expect(Object.values(SCORE_GROUPS).flat().toSorted()).toEqual([...scoreIds].toSorted());
});

it('gives one line a score at each sample time, newest time first', () => {
  const older = { ...assessed('meld', E2), anchorAt: '2026-11-21T01:00:00Z' };
  const newer = assessed('meld', E2);
  expect(anchorsOf([older, newer, newer])).toEqual([AT, older.anchorAt]);
  expect(groupAt([older, newer], 'core', AT)).toEqual([newer]);
});
