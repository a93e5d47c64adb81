import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, plain, productTerm } from '../terms.ts';

/** Mean arterial pressure from a cuff: dbp + (sbp − dbp)/3; an explicit `map` wins. */
export const map: ScoreDefinition = {
  id: 'map',
  version: '1',
  title: { 'zh-CN': '平均动脉压', en: 'Mean arterial pressure' },
  framework: { 'zh-CN': '平均动脉压', en: 'MAP' },
  citations: [{ text: 'Table as in MedCalc-Bench', doi: null, toBeChecked: false }],
  inputs: [
    { key: 'sbp', need: 'alternative' },
    { key: 'dbp', need: 'alternative' },
    { key: 'map', need: 'alternative' },
  ],
  formula: [
    {
      'zh-CN': 'MAP = 舒张压 + (收缩压 − 舒张压) / 3（mmHg）；直接测得的取实测值',
      en: 'MAP = dbp + (sbp − dbp) / 3 (mmHg); a measured MAP is taken as it is',
    },
  ],
  display: { decimals: 0 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'pressure', horizonDays: [] },
  example: 'E2',
  missing: v => (v.map !== undefined ? [] : (['sbp', 'dbp'] as const).filter(key => v[key] === undefined)),
  compute: v => {
    if (v.map !== undefined) {
      return { raw: v.map, grade: null, terms: [productTerm(1, plain(clamped('map', 'MAP', 'mm[Hg]', v.map)))] };
    }
    if (v.sbp === undefined || v.dbp === undefined) return undefined;
    return {
      raw: v.dbp + (v.sbp - v.dbp) / 3,
      grade: null,
      terms: [
        productTerm(2 / 3, plain(clamped('dbp', 'dbp', 'mm[Hg]', v.dbp))),
        productTerm(1 / 3, plain(clamped('sbp', 'sbp', 'mm[Hg]', v.sbp))),
      ],
    };
  },
};
