import { from } from '../cutoffs.ts';
import { CREATININE } from '../meld-formula.ts';
import { gradeOrgans, KIDNEY, KIDNEY_DYSFUNCTION, organComparisons } from '../organ-failure.ts';
import { easlGradeRange, needsCirrhosis, organInputs } from '../organ-inputs.ts';
import type { ScoreDefinition, ScoreInput } from '../score-definition.ts';
import { clamped, constantTerm, converted, ln, plain, productTerm } from '../terms.ts';

function gradeOf(raw: number): string {
  if (raw <= 45) return 'low';
  return raw >= 60 ? 'high' : 'intermediate';
}

const FORMULA_INPUTS = ['age', 'crea', 'inr', 'wbc', 'na'] as const;
const GATE: ScoreInput[] = organInputs('applicability', { crea: [from(KIDNEY_DYSFUNCTION), ...KIDNEY] }).map(input => {
  const isInFormula = input.key === 'crea' || input.key === 'inr';
  return { ...input, need: isInFormula ? 'required' : input.need === 'alternative' ? 'applicability' : input.need };
});

/** CLIF-C AD: acute decompensation without ACLF; organ inputs beyond the formula only serve the grade check. */
export const clifCAd: ScoreDefinition = {
  id: 'clif-c-ad',
  version: '1',
  title: { 'zh-CN': 'CLIF-C AD 评分', en: 'CLIF-C AD score' },
  framework: { 'zh-CN': 'CLIF-C AD', en: 'CLIF-C AD' },
  citations: [
    { text: 'Jalan 2015', doi: '10.1016/j.jhep.2014.11.012', toBeChecked: true },
    { text: 'efclif.com score calculators', doi: null, toBeChecked: false },
  ],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'wbc', need: 'required' },
    { key: 'na', need: 'required' },
    ...GATE,
    { key: 'cirrhosis', need: 'applicability' },
  ],
  formula: [
    'raw = 10 × [0.03 × age + 0.66 × ln Cr + 1.71 × ln INR + 0.88 × ln WBC − 0.05 × Na + 8]',
    {
      'zh-CN': 'Cr = 肌酐 / 88.4（mg/dL），WBC 以 10⁹/L 计，Na 以 mmol/L 计；公式内不设限值',
      en: 'Cr = crea / 88.4 (mg/dL), WBC in 10⁹/L, Na in mmol/L; no limits inside the formula',
    },
    {
      'zh-CN': '低危 ≤ 45；高危 ≥ 60；其间为中危（按未取整的数）',
      en: 'low ≤ 45; high ≥ 60; intermediate between (on raw)',
    },
  ],
  display: { decimals: 1 },
  grades: ['low', 'intermediate', 'high'],
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death', horizonDays: [90, 365] },
  example: 'E1',
  missing: v => FORMULA_INPUTS.filter(key => v[key] === undefined),
  applicability: v => {
    const cirrhosis = needsCirrhosis(v);
    if (!cirrhosis.isApplicable) return cirrhosis;
    const { lowest, highest } = easlGradeRange(v);
    if (lowest !== '0') return { isApplicable: false, reason: 'organ-failure-proven', inputs: [] };
    return highest === '0' ? cirrhosis : { ...cirrhosis, notes: [...cirrhosis.notes, 'unverified:easl-aclf'] };
  },
  comparisons: v => organComparisons(gradeOrgans(v), true),
  compute: v => {
    const { age, crea, inr, wbc, na } = v;
    if (age === undefined || crea === undefined || inr === undefined) return undefined;
    if (wbc === undefined || na === undefined) return undefined;
    const lnCr = ln(converted(CREATININE, crea));
    const lnInr = ln(clamped('inr', 'INR', '', inr));
    const lnWbc = ln(clamped('wbc', 'WBC', '10*9/L', wbc));
    const raw = 10 * (0.03 * age + 0.66 * lnCr.y + 1.71 * lnInr.y + 0.88 * lnWbc.y - 0.05 * na + 8);
    return {
      raw,
      grade: gradeOf(raw),
      terms: [
        productTerm(0.3, plain(clamped('age', 'age', 'a', age))),
        productTerm(6.6, lnCr),
        productTerm(17.1, lnInr),
        productTerm(8.8, lnWbc),
        productTerm(-0.5, plain(clamped('na', 'Na', 'mmol/L', na))),
        constantTerm(80),
      ],
    };
  },
};
