import { computeMeld, missingMeldInputs } from '../meld-formula.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, constantTerm, intermediateTerm, plain, productTerm } from '../terms.ts';

/** iMELD: MELD unrounded, sodium not clamped. No verified bands: for the trend only. */
export const imeld: ScoreDefinition = {
  id: 'imeld',
  version: '1',
  title: { 'zh-CN': 'iMELD（整合 MELD）', en: 'iMELD (integrated MELD)' },
  framework: { 'zh-CN': 'iMELD', en: 'iMELD' },
  citations: [{ text: 'Luca 2007', doi: '10.1002/lt.21197', toBeChecked: true }],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'tbil', need: 'required' },
    { key: 'crea', need: 'required' },
    { key: 'inr', need: 'required' },
    { key: 'na', need: 'required' },
    { key: 'dialysis', need: 'default' },
  ],
  formula: [
    'raw = MELD + 0.3 × age − 0.7 × Na + 100',
    { 'zh-CN': 'MELD（2002）不取整；Na 取实测值', en: 'MELD (2002) unrounded; Na as measured' },
  ],
  display: { decimals: 1 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'severity', horizonDays: [] },
  example: 'E2',
  missing: v => missingMeldInputs(v, ['age', 'tbil', 'crea', 'inr', 'na']),
  compute: v => {
    const base = computeMeld(v);
    if (base === undefined || v.age === undefined || v.na === undefined) return undefined;
    return {
      raw: base.raw + 0.3 * v.age - 0.7 * v.na + 100,
      grade: null,
      terms: [
        intermediateTerm('meld', base.raw, base.terms),
        productTerm(0.3, plain(clamped('age', 'age', 'a', v.age))),
        productTerm(-0.7, plain(clamped('na', 'Na', 'mmol/L', v.na))),
        constantTerm(100),
      ],
    };
  },
};
