import type { ScoreDefinition } from '../score-definition.ts';

/**
 * The slot of the CATCH-LIFE early-warning model. Its coefficients, baseline and coding are not public, so nothing is
 * computed here: a signed model file does it (model-score.ts), and without one the score refuses.
 * No other formula is ever shown under this name.
 */
export const catchLife: ScoreDefinition = {
  id: 'catch-life',
  version: '1',
  title: { 'zh-CN': 'CATCH-LIFE 早期预警模型（8 变量）', en: 'CATCH-LIFE early-warning model (8 variables)' },
  framework: { 'zh-CN': 'CATCH-LIFE', en: 'CATCH-LIFE' },
  citations: [
    { text: 'CATCH-LIFE exploration cohort', doi: '10.1093/aje/kwy083', toBeChecked: false },
    { text: 'CATCH-LIFE validation cohort', doi: '10.1136/bmjopen-2020-037793', toBeChecked: false },
    { text: 'He & Li, J Clin Hepatol 2025;41(6):1025', doi: '10.12449/JCH250604', toBeChecked: false },
  ],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'cirrhosis', need: 'required' },
    { key: 'variceal_bleed', need: 'required' },
    { key: 'he', need: 'required' },
    { key: 'tbil', need: 'required' },
    { key: 'inr', need: 'required' },
    { key: 'urea', need: 'required' },
    { key: 'na', need: 'required' },
  ],
  formula: [],
  display: { decimals: 1 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death-or-transplant', horizonDays: [90] },
  example: 'E2',
  compute: () => undefined,
};
