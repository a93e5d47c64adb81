import { areAllGraded, cosshGrades, gradeCossh } from '../aclf-grades.ts';
import { from } from '../cutoffs.ts';
import {
  COAGULATION,
  gradeOrgans,
  KIDNEY,
  KIDNEY_DYSFUNCTION,
  missingOrganInputs,
  organComparisons,
  organNotes,
  organTerms,
} from '../organ-failure.ts';
import { organInputs } from '../organ-inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';

const LIVER_WITH_INR = [from(1.5)]; // a step of its own beside those of coagulation

/** COSSH-ACLF criteria for HBV-related disease; cirrhosis is not required. Mortality per grade: not established. */
export const cosshAclf: ScoreDefinition = {
  id: 'cossh-aclf',
  version: '1',
  title: { 'zh-CN': 'COSSH-ACLF 诊断标准与分级', en: 'COSSH-ACLF criteria and grade' },
  framework: { 'zh-CN': 'COSSH（乙肝相关）', en: 'COSSH (HBV-related)' },
  citations: [{ text: 'Wu T, Gut 2018;67:2181', doi: '10.1136/gutjnl-2017-314641', toBeChecked: true }],
  inputs: [
    ...organInputs('required', {
      crea: [from(KIDNEY_DYSFUNCTION), ...KIDNEY],
      inr: [...LIVER_WITH_INR, ...COAGULATION],
    }),
    { key: 'hbv', need: 'applicability' },
  ],
  formula: [
    {
      'zh-CN': '器官衰竭按 CLIF-C OF；肾功能障碍 KD = 肌酐 132.6–<176.8 µmol/L；脑功能障碍 BD = 肝性脑病 1–2 级',
      en: 'organ failures by CLIF-C OF; KD = crea 132.6–<176.8 µmol/L; BD = HE 1–2',
    },
    { 'zh-CN': '仅肾衰竭 → 1', en: 'kidney failure alone → 1' },
    {
      'zh-CN': '仅肝衰竭（总胆红素 ≥205.2 µmol/L）合并 INR ≥1.5 和/或 KD 和/或 BD → 1',
      en: 'liver failure alone (tbil ≥205.2 µmol/L) with INR ≥1.5 and/or KD and/or BD → 1',
    },
    {
      'zh-CN': '仅凝血、循环或呼吸之一衰竭合并 KD 和/或 BD → 1',
      en: 'coagulation, circulation or respiration failure alone with KD and/or BD → 1',
    },
    { 'zh-CN': '仅脑衰竭合并 KD → 1', en: 'brain failure alone with KD → 1' },
    {
      'zh-CN': '两个衰竭 → 2；三个及以上 → 3；均不符 → 0',
      en: 'two failures → 2; three or more → 3; none of these → 0',
    },
  ],
  display: { decimals: 0 },
  grades: cosshGrades,
  isClassification: true,
  isBounded: true,
  predicts: { code: 'diagnosis', horizonDays: [] },
  example: 'E2',
  missing: v => missingOrganInputs(gradeOrgans(v)),
  applicability: v => {
    if (v.hbv === false) return { isApplicable: false, reason: 'not-hbv', inputs: ['hbv'] };
    return { isApplicable: true, notes: v.hbv === undefined ? ['unverified:hbv'] : [] };
  },
  comparisons: v => {
    const comparisons = organComparisons(gradeOrgans(v), true);
    if (v.inr !== undefined) comparisons.push({ key: 'inr', value: v.inr, cutoffs: LIVER_WITH_INR });
    return comparisons;
  },
  partialNotes: v => organNotes(gradeOrgans(v)),
  partialTerms: v => organTerms(gradeOrgans(v)),
  compute: v => {
    const organs = gradeOrgans(v);
    if (v.inr === undefined || !areAllGraded(organs)) return undefined;
    return { raw: null, ...gradeCossh(organs, v.inr), terms: organTerms(organs) };
  },
};
