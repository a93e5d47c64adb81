import { areAllGraded, easlGrades, gradeEasl } from '../aclf-grades.ts';
import { from } from '../cutoffs.ts';
import {
  gradeOrgans,
  KIDNEY,
  KIDNEY_DYSFUNCTION,
  missingOrganInputs,
  organComparisons,
  organNotes,
  organTerms,
} from '../organ-failure.ts';
import { needsCirrhosis, organInputs } from '../organ-inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';

/** EASL-CLIF grade of ACLF: cirrhosis with acute decompensation. */
export const easlAclf: ScoreDefinition = {
  id: 'easl-aclf',
  version: '1',
  title: { 'zh-CN': 'EASL-CLIF ACLF 分级', en: 'EASL-CLIF grade of ACLF' },
  framework: { 'zh-CN': 'EASL-CLIF', en: 'EASL-CLIF' },
  citations: [
    { text: 'Moreau 2013', doi: '10.1053/j.gastro.2013.02.042', toBeChecked: true },
    { text: 'EASL CPG 2023', doi: '10.1016/j.jhep.2023.04.021', toBeChecked: true },
    { text: 'efclif.com score calculators', doi: null, toBeChecked: false },
  ],
  inputs: [
    ...organInputs('required', { crea: [from(KIDNEY_DYSFUNCTION), ...KIDNEY] }),
    { key: 'cirrhosis', need: 'applicability' },
  ],
  formula: [
    {
      'zh-CN': '器官衰竭按 CLIF-C OF；肾功能障碍 KD = 肌酐 132.6–<176.8 µmol/L；脑功能障碍 BD = 肝性脑病 1–2 级',
      en: 'organ failures by CLIF-C OF; KD = crea 132.6–<176.8 µmol/L; BD = HE 1–2',
    },
    { 'zh-CN': '无衰竭 → 0；仅肾衰竭 → 1a', en: 'no failure → 0; kidney alone → 1a' },
    {
      'zh-CN': '仅肝、凝血、循环或呼吸之一衰竭：合并 KD 或 BD → 1b，否则 0',
      en: 'liver, coagulation, circulation or respiration alone → 1b with KD or BD, else 0',
    },
    { 'zh-CN': '仅脑衰竭：合并 KD → 1b，否则 0', en: 'brain alone → 1b with KD, else 0' },
    { 'zh-CN': '两个 → 2；三个 → 3a；四至六个 → 3b', en: 'two → 2; three → 3a; four to six → 3b' },
  ],
  display: { decimals: 0 },
  grades: easlGrades,
  isClassification: true,
  isBounded: true,
  predicts: { code: 'death', horizonDays: [28, 90] },
  example: 'E2',
  missing: v => missingOrganInputs(gradeOrgans(v)),
  applicability: needsCirrhosis,
  comparisons: v => organComparisons(gradeOrgans(v), true),
  partialNotes: v => organNotes(gradeOrgans(v)),
  partialTerms: v => organTerms(gradeOrgans(v)),
  compute: v => {
    const organs = gradeOrgans(v);
    if (!areAllGraded(organs)) return undefined;
    return { raw: null, ...gradeEasl(organs), terms: organTerms(organs) };
  },
};
