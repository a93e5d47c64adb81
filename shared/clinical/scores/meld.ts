import { computeMeld, missingMeldInputs } from '../meld-formula.ts';
import type { ScoreDefinition } from '../score-definition.ts';

/** MELD as UNOS/OPTN used it from 2002; see meld-formula.ts. */
export const meld: ScoreDefinition = {
  id: 'meld',
  version: '1',
  title: { 'zh-CN': 'MELD（UNOS/OPTN 2002）', en: 'MELD (UNOS/OPTN 2002)' },
  framework: { 'zh-CN': 'MELD', en: 'MELD' },
  citations: [
    { text: 'Kamath 2001', doi: '10.1053/jhep.2001.22172', toBeChecked: true },
    { text: 'UNOS/OPTN policy text, MIT-LCP/mimic-code meld.sql; ampel-leipzig/ameld', doi: null, toBeChecked: false },
  ],
  inputs: [
    { key: 'tbil', need: 'required' },
    { key: 'crea', need: 'required' },
    { key: 'inr', need: 'required' },
    { key: 'dialysis', need: 'default' },
  ],
  formula: [
    'raw = 10 × [0.957 × ln Cr + 0.378 × ln Bil + 1.120 × ln INR + 0.643]',
    {
      'zh-CN':
        'Bil = 总胆红素 / 17.1，Cr = 肌酐 / 88.4（mg/dL）；Bil、Cr、INR 低于 1.0 按 1.0；Cr 高于 4.0 按 4.0；透析时 Cr = 4.0',
      en: 'Bil = tbil / 17.1, Cr = crea / 88.4 (mg/dL); Bil, Cr, INR ≥ 1.0; Cr ≤ 4.0; dialysis → Cr = 4.0',
    },
  ],
  display: { decimals: 0, low: 6, high: 40 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death', horizonDays: [90] },
  example: 'E2',
  missing: v => missingMeldInputs(v, ['tbil', 'crea', 'inr']),
  compute: v => {
    const result = computeMeld(v);
    return result && { ...result, grade: null };
  },
};
