import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { LANGUAGES } from '../../../shared/i18n/i18n.ts';
import { summaryOf, writeSbar } from '../../../shared/referral/sbar.ts';
import { signedPackets } from '../fhir/packets.ts';

const full = samplePacket('full');
const PARTS = ['situation', 'background', 'assessment', 'recommendation'] as const;

describe('the summary written from the record', () => {
  it('tells first and last value with their sample times', () => {
    const { assessment } = writeSbar(full, 'zh-CN');
    expect(assessment).toContain('总胆红素 TBIL 214.3 → 241.7 µmol/L（2026-11-21 21:40 → 2026-11-22 09:10）');
    expect(assessment).toContain('肝性脑病');
  });

  it('says of each gap that it is one, and never writes a number for it', () => {
    const { assessment, situation } = writeSbar(samplePacket('minimal'), 'zh-CN');
    expect(assessment).toContain('总胆红素 TBIL：无记录');
    expect(assessment).toContain('评分：');
    expect(situation).toContain('主诉：未填写');
    const pending = full.observations
      .filter(({ code }) => code === 'INR')
      .slice(0, 1)
      .map(row => ({ ...row, valueSi: null, enteredValue: null, missing: 'pending' as const }));
    const observations = [...full.observations.filter(({ code }) => code !== 'INR'), ...pending];
    expect(writeSbar({ ...full, observations }, 'zh-CN').assessment).toMatch(/INR：.*未回报/);
  });

  it('says of a number after a plasma exchange that it proves no recovery, and names what bounds lack', () => {
    expect(writeSbar(full, 'zh-CN').assessment).toMatch(/总胆红素 TBIL .*不能据此判断好转/);
    expect(writeSbar({ ...full, treatments: [] }, 'zh-CN').assessment).not.toMatch(/TBIL .*不能据此判断好转/);
    expect(writeSbar(full, 'zh-CN').assessment).toMatch(/MELD 3\.0 .*所用数值含治疗后 48 小时内的值/);
    const [score] = full.assessments.filter(({ scoreId }) => scoreId === 'meld3');
    if (!score) throw new Error('the sample has no MELD 3.0');
    const outcome = { ...score.outcome, value: null, bounds: { low: 20, high: 30 }, missing: ['alb', 'na'] };
    expect(writeSbar({ ...full, assessments: [{ ...score, outcome }] }, 'zh-CN').assessment).toMatch(
      /缺 白蛋白、(血)?钠/,
    );
  });

  it('fits its fields and leaves no blank and no unfilled place in either language', () => {
    fc.assert(
      fc.property(signedPackets, fc.constantFrom(...LANGUAGES), (packet, language) => {
        const sbar = writeSbar(packet, language);
        for (const part of PARTS) {
          expect(sbar[part]).not.toMatch(/\{\{|undefined|NaN|null/);
          expect(sbar[part].split('\n').every(line => line.trim() !== '')).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    const overflow = writeSbar(samplePacket('overflow'), 'zh-CN');
    expect(overflow.situation.length).toBeLessThanOrEqual(2000);
    expect(overflow.background.length).toBeLessThanOrEqual(3000);
    expect(overflow.assessment.length).toBeLessThanOrEqual(4000);
    expect(overflow.recommendation.length).toBeLessThanOrEqual(2000);
  });

  it('tells what the rules advised apart from what a physician made of it', () => {
    const { advice } = full;
    if (!advice) throw new Error('the sample has no advice');
    expect(advice.level).not.toBe(advice.computed.level);
    expect(writeSbar(full, 'zh-CN').situation).toContain('按本院规则建议：立即转诊；医师决定：24 小时内转诊');
  });

  it('does not say that nothing is under way where nothing was recorded', () => {
    expect(writeSbar({ ...full, treatments: [] }, 'zh-CN').recommendation).toContain('正在进行：无记录');
  });

  it('is in English where English is asked for', () => {
    for (const part of PARTS) {
      const own = writeSbar({ ...full, form: { ...full.form } }, 'en')[part];
      expect(own).toMatch(/^[A-Z\p{Script=Han}]/u);
    }
    expect(writeSbar(full, 'en').assessment).toContain('Total bilirubin TBIL 214.3 → 241.7');
  });

  it('keeps the words of the doctor who edited it, in both languages', () => {
    const sbar = { situation: '甲', background: '乙', assessment: '丙', recommendation: '丁', isEdited: true };
    const { isEdited, zh, en } = summaryOf({ ...full, form: { ...full.form, sbar } });
    expect(isEdited).toBe(true);
    expect(zh).toEqual(en);
    expect(zh.assessment).toBe('丙');
  });
});
