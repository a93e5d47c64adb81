import type { ClinicalValues } from '../inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, coded, ln, type ProductTerm, plain, productTerm } from '../terms.ts';

/** HE as the paper codes it: 1 (grade 0), 2 (grades 1–2), 3 (grades 3–4). */
function encephalopathyCode(he: number): number {
  if (he === 0) return 1;
  return he <= 2 ? 2 : 3;
}

const TERMS = 6;

/** The summands of every input that is known, in the order of the formula. */
function summandsOf({ inr, he, neut, tbil, urea, age }: ClinicalValues): ProductTerm[] {
  const terms: ProductTerm[] = [];
  if (inr !== undefined) terms.push(productTerm(1.649, ln(clamped('inr', 'INR', '', inr))));
  if (he !== undefined) terms.push(productTerm(0.457, coded('he', 'H', 'code', [he, encephalopathyCode(he)])));
  if (neut !== undefined) terms.push(productTerm(0.425, ln(clamped('neut', 'neut', '10*9/L', neut))));
  if (tbil !== undefined) terms.push(productTerm(0.396, ln(clamped('tbil', 'tbil', 'umol/L', tbil))));
  if (urea !== undefined) terms.push(productTerm(0.576, ln(clamped('urea', 'urea', 'mmol/L', urea))));
  if (age !== undefined) terms.push(productTerm(0.033, plain(clamped('age', 'age', 'a', age))));
  return terms;
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
  partialTerms: summandsOf,
  compute: v => {
    const terms = summandsOf(v);
    if (terms.length < TERMS) return undefined;
    let raw = 0;
    for (const term of terms) raw += term.contribution;
    return { raw, grade: null, terms };
  },
};
