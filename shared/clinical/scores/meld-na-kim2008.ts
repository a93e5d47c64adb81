import { computeMeld, missingMeldInputs } from '../meld-formula.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, constantTerm, intermediateTerm, plain, productTerm, shortfall } from '../terms.ts';

/** MELD-Na of Kim 2008: another formula under the same name, on the unrounded MELD. */
export const meldNaKim2008: ScoreDefinition = {
  id: 'meld-na-kim2008',
  version: '1',
  title: { 'zh-CN': 'MELD-Na（Kim 2008）', en: 'MELD-Na (Kim 2008)' },
  framework: { 'zh-CN': 'MELD-Na（Kim 2008）', en: 'MELD-Na (Kim 2008)' },
  citations: [{ text: 'Kim WR 2008', doi: '10.1056/NEJMoa0801209', toBeChecked: true }],
  inputs: [
    { key: 'tbil', need: 'required' },
    { key: 'crea', need: 'required' },
    { key: 'inr', need: 'required' },
    { key: 'na', need: 'required' },
    { key: 'dialysis', need: 'default' },
  ],
  formula: [
    'raw = MELD − Na − 0.025 × MELD × (140 − Na) + 140',
    { 'zh-CN': 'MELD（2002）不取整；Na 限于 125–140 mmol/L', en: 'MELD (2002) unrounded; Na 125–140 mmol/L' },
  ],
  display: { decimals: 0, low: 6, high: 40 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death', horizonDays: [90] },
  example: 'E2',
  missing: v => missingMeldInputs(v, ['tbil', 'crea', 'inr', 'na']),
  compute: v => {
    const base = computeMeld(v);
    if (base === undefined || v.na === undefined) return undefined;
    const sodium = clamped('na', 'Na', 'mmol/L', v.na, 125, 140);
    const gap = shortfall(140, sodium);
    return {
      raw: base.raw - sodium.x - 0.025 * base.raw * gap.y + 140,
      grade: null,
      terms: [
        intermediateTerm('meld', base.raw, base.terms),
        productTerm(-1, plain(sodium)),
        productTerm(-0.025 * base.raw, gap),
        constantTerm(140),
      ],
    };
  },
};
