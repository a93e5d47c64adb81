import { areAllGraded } from '../aclf-grades.ts';
import { from } from '../cutoffs.ts';
import {
  gradeOrgans,
  KIDNEY,
  KIDNEY_DYSFUNCTION,
  missingOrganInputs,
  organComparisons,
  organNotes,
  organPoints,
  organTerms,
} from '../organ-failure.ts';
import { easlGradeRange, needsCirrhosis, organInputs } from '../organ-inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, constantTerm, intermediateTerm, ln, plain, productTerm } from '../terms.ts';

/** CLIF-C ACLF, only for EASL-CLIF grade 1 and above. No official bands. */
export const clifCAclf: ScoreDefinition = {
  id: 'clif-c-aclf',
  version: '1',
  title: { 'zh-CN': 'CLIF-C ACLF 评分', en: 'CLIF-C ACLF score' },
  framework: { 'zh-CN': 'CLIF-C', en: 'CLIF-C' },
  citations: [
    { text: 'Jalan 2014', doi: '10.1016/j.jhep.2014.06.012', toBeChecked: false },
    { text: 'efclif.com score calculators', doi: null, toBeChecked: false },
  ],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'wbc', need: 'required' },
    ...organInputs('required', { crea: [from(KIDNEY_DYSFUNCTION), ...KIDNEY] }),
    { key: 'cirrhosis', need: 'applicability' },
  ],
  formula: [
    'raw = 10 × [0.33 × OF + 0.04 × age + 0.63 × ln WBC − 2]',
    { 'zh-CN': 'OF = CLIF-C OF 总分；WBC 以 10⁹/L 计', en: 'OF = CLIF-C OF total; WBC in 10⁹/L' },
  ],
  display: { decimals: 1, low: 0, high: 100 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'death', horizonDays: [] },
  example: 'E2',
  missing: v => [
    ...(['age', 'wbc'] as const).filter(key => v[key] === undefined),
    ...missingOrganInputs(gradeOrgans(v)),
  ],
  applicability: v => {
    const cirrhosis = needsCirrhosis(v);
    if (!cirrhosis.isApplicable) return cirrhosis;
    const { highest } = easlGradeRange(v);
    return highest === '0' ? { isApplicable: false, reason: 'grade-0', inputs: [] } : cirrhosis;
  },
  comparisons: v => organComparisons(gradeOrgans(v), true),
  partialNotes: v => organNotes(gradeOrgans(v)),
  compute: v => {
    const organs = gradeOrgans(v);
    if (v.age === undefined || v.wbc === undefined || !areAllGraded(organs)) return undefined;
    const points = organPoints(organs);
    const wbc = ln(clamped('wbc', 'WBC', '10*9/L', v.wbc));
    return {
      raw: 10 * (0.33 * points + 0.04 * v.age + 0.63 * wbc.y - 2),
      grade: null,
      terms: [
        intermediateTerm('organ-failure-points', points, organTerms(organs), 3.3),
        productTerm(0.4, plain(clamped('age', 'age', 'a', v.age))),
        productTerm(6.3, wbc),
        constantTerm(-20),
      ],
    };
  },
};
