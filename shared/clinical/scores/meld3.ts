import { meldFactors, missingMeldInputs } from '../meld-formula.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, coded, constantTerm, converted, productTerm, shortfall } from '../terms.ts';

const ALBUMIN = { input: 'alb', symbol: 'Alb', unit: 'g/dL', divisor: 10 } as const; // g/L per g/dL
const CREATININE_CAP = 3.0; // mg/dL, on dialysis too; web calculators that set 4.0 are wrong

/**
 * MELD 3.0 for adults. Kim WR 2021, doi:10.1053/j.gastro.2021.08.050; formula as in ampel-leipzig/ameld and the
 * openEHR MELD_3_0 archetype. Shown within 6–40; the paper has no cap at 40, so `raw` keeps the number.
 */
export const meld3: ScoreDefinition = {
  id: 'meld3',
  version: '1',
  title: { 'zh-CN': 'MELD 3.0', en: 'MELD 3.0' },
  framework: { 'zh-CN': 'MELD 3.0', en: 'MELD 3.0' },
  citations: [
    { text: 'Kim WR 2021', doi: '10.1053/j.gastro.2021.08.050', toBeChecked: true },
    { text: 'ampel-leipzig/ameld; openEHR archetype MELD_3_0', doi: null, toBeChecked: false },
  ],
  inputs: [
    { key: 'sex', need: 'required' },
    { key: 'tbil', need: 'required' },
    { key: 'crea', need: 'required' },
    { key: 'alb', need: 'required' },
    { key: 'inr', need: 'required' },
    { key: 'na', need: 'required' },
    { key: 'dialysis', need: 'default' },
  ],
  formula: [
    'raw = 1.33 × [female] + 4.56 × ln Bil + 0.82 × (137 − Na) − 0.24 × (137 − Na) × ln Bil + 9.09 × ln INR',
    '      + 11.14 × ln Cr + 1.85 × (3.5 − Alb) − 1.83 × (3.5 − Alb) × ln Cr + 6',
    {
      'zh-CN':
        'Bil = 总胆红素 / 17.1，Cr = 肌酐 / 88.4（mg/dL），Alb = 白蛋白 / 10（g/dL）；[female]：女性为 1，男性为 0',
      en: 'Bil = tbil / 17.1, Cr = crea / 88.4 (mg/dL), Alb = alb / 10 (g/dL)',
    },
    {
      'zh-CN':
        'Bil、INR、Cr 低于 1.0 按 1.0；Cr 高于 3.0 按 3.0；透析时 Cr = 3.0；Na 限于 125–137 mmol/L；Alb 限于 1.5–3.5 g/dL',
      en: 'Bil, INR, Cr ≥ 1.0; Cr ≤ 3.0; dialysis → Cr = 3.0; Na 125–137 mmol/L; Alb 1.5–3.5 g/dL',
    },
  ],
  display: { decimals: 0, low: 6, high: 40 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death', horizonDays: [90] },
  example: 'E2',
  missing: v => missingMeldInputs(v, ['sex', 'tbil', 'crea', 'alb', 'inr', 'na']),
  compute: v => {
    const factors = meldFactors(v, CREATININE_CAP);
    if (factors === undefined || v.na === undefined || v.alb === undefined || v.sex === undefined) return undefined;
    const { bilirubin: bil, inr, creatinine: cr } = factors;
    const na = shortfall(137, clamped('na', 'Na', 'mmol/L', v.na, 125, 137));
    const alb = shortfall(3.5, converted(ALBUMIN, v.alb, 1.5, 3.5));
    const female = v.sex === 'female' ? 1 : 0;
    return {
      raw:
        1.33 * female +
        4.56 * bil.y +
        0.82 * na.y -
        0.24 * na.y * bil.y +
        9.09 * inr.y +
        11.14 * cr.y +
        1.85 * alb.y -
        1.83 * alb.y * cr.y +
        6,
      grade: null,
      terms: [
        productTerm(1.33, coded('sex', 'female', 'indicator', [female, female])),
        productTerm(4.56, bil),
        productTerm(0.82, na),
        productTerm(-0.24, na, bil),
        productTerm(9.09, inr),
        productTerm(11.14, cr),
        productTerm(1.85, alb),
        productTerm(-1.83, alb, cr),
        constantTerm(6),
      ],
    };
  },
};
