import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, coded, ln, plain, productTerm } from '../terms.ts';

/** HE as the paper codes it: 1 (grade 0), 2 (grades 1–2), 3 (grades 3–4). */
function encephalopathyCode(he: number): number {
  if (he === 0) return 1;
  return he <= 2 ? 2 : 3;
}

/** COSSH-ACLF II: the HBV score for county use, no organ assessment. Strata and their mortality are not established. */
export const cosshAclfIi: ScoreDefinition = {
  id: 'cossh-aclf-ii',
  version: '1',
  title: { 'zh-CN': 'COSSH-ACLF II 评分', en: 'COSSH-ACLF II score' },
  framework: { 'zh-CN': 'COSSH（乙肝相关）', en: 'COSSH (HBV-related)' },
  citations: [{ text: 'Li J, J Hepatol 2021;75:1104', doi: '10.1016/j.jhep.2021.05.026', toBeChecked: false }],
  inputs: [
    { key: 'age', need: 'required', bestAt: 'low' },
    { key: 'tbil', need: 'required', bestAt: 'low' },
    { key: 'urea', need: 'required', bestAt: 'low' },
    { key: 'inr', need: 'required', bestAt: 'low' },
    { key: 'neut', need: 'required', bestAt: 'low' },
    { key: 'he', need: 'required', bestAt: 'low' },
    { key: 'wbc', need: 'check' },
    { key: 'hbv', need: 'applicability' },
  ],
  formula: [
    'raw = 1.649 × ln INR + 0.457 × H + 0.425 × ln neut + 0.396 × ln tbil + 0.576 × ln urea + 0.033 × age',
    {
      'zh-CN':
        '中性粒细胞 10⁹/L，总胆红素 µmol/L，尿素 mmol/L；H = 1（肝性脑病 0 级）、2（1–2 级）、3（3–4 级）；公式内不设限值',
      en: 'neut 10⁹/L, tbil µmol/L, urea mmol/L; H = 1 (HE 0), 2 (HE 1–2), 3 (HE 3–4); no limits inside the formula',
    },
  ],
  display: { decimals: 2 },
  grades: null,
  isClassification: false,
  isBounded: true,
  predicts: { code: 'death', horizonDays: [28, 90] },
  example: 'E2',
  applicability: v => {
    if (v.hbv === false) return { isApplicable: true, notes: ['not-validated'] };
    return { isApplicable: true, notes: v.hbv === undefined ? ['unverified:hbv'] : [] };
  },
  compute: v => {
    const { age, tbil, urea, inr, neut, he } = v;
    if (age === undefined || tbil === undefined || urea === undefined) return undefined;
    if (inr === undefined || neut === undefined || he === undefined) return undefined;
    const lnInr = ln(clamped('inr', 'INR', '', inr));
    const lnNeut = ln(clamped('neut', 'neut', '10*9/L', neut));
    const lnTbil = ln(clamped('tbil', 'tbil', 'umol/L', tbil));
    const lnUrea = ln(clamped('urea', 'urea', 'mmol/L', urea));
    const code = encephalopathyCode(he);
    return {
      raw: 1.649 * lnInr.y + 0.457 * code + 0.425 * lnNeut.y + 0.396 * lnTbil.y + 0.576 * lnUrea.y + 0.033 * age,
      grade: null,
      terms: [
        productTerm(1.649, lnInr),
        productTerm(0.457, coded('he', 'H', 'code', [he, code])),
        productTerm(0.425, lnNeut),
        productTerm(0.396, lnTbil),
        productTerm(0.576, lnUrea),
        productTerm(0.033, plain(clamped('age', 'age', 'a', age))),
      ],
    };
  },
};
