import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, log10, plain, productTerm } from '../terms.ts';

function gradeOf(raw: number): string {
  if (raw <= -2.6) return '1';
  return raw <= -1.39 ? '2' : '3';
}

/** ALBI in SI units; graded on `raw`. Derived in hepatocellular carcinoma, so no survival is shown. */
export const albi: ScoreDefinition = {
  id: 'albi',
  version: '1',
  title: { 'zh-CN': 'ALBI（白蛋白-胆红素）', en: 'ALBI (albumin-bilirubin)' },
  framework: { 'zh-CN': 'ALBI', en: 'ALBI' },
  citations: [{ text: 'Johnson 2015', doi: '10.1200/JCO.2014.57.9151', toBeChecked: true }],
  inputs: [
    { key: 'tbil', need: 'required' },
    { key: 'alb', need: 'required' },
  ],
  formula: [
    'raw = 0.66 × log10(tbil) − 0.085 × alb (µmol/L, g/L)',
    {
      'zh-CN': '1 级：≤ −2.60；2 级：≤ −1.39；3 级：更高（按未取整的数）',
      en: '1: ≤ −2.60; 2: ≤ −1.39; 3: above (on raw)',
    },
  ],
  display: { decimals: 2 },
  grades: ['1', '2', '3'],
  isClassification: false,
  isBounded: false,
  predicts: { code: 'severity', horizonDays: [] },
  example: 'E2',
  compute: v => {
    if (v.tbil === undefined || v.alb === undefined) return undefined;
    const tbil = log10(clamped('tbil', 'tbil', 'umol/L', v.tbil));
    const raw = 0.66 * tbil.y - 0.085 * v.alb;
    return {
      raw,
      grade: gradeOf(raw),
      terms: [productTerm(0.66, tbil), productTerm(-0.085, plain(clamped('alb', 'alb', 'g/L', v.alb)))],
    };
  },
};
