import { areAllGraded } from '../aclf-grades.ts';
import {
  gradeOrgans,
  missingOrganInputs,
  organComparisons,
  organNotes,
  organPoints,
  organTerms,
} from '../organ-failure.ts';
import { organInputs } from '../organ-inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';

/** CLIF-C organ failure total, 6–18. An organ that was not looked at gives bounds, never "normal". */
export const clifCOf: ScoreDefinition = {
  id: 'clif-c-of',
  version: '1',
  title: { 'zh-CN': 'CLIF-C 器官衰竭评分（CLIF-C OF）', en: 'CLIF-C organ failure score (CLIF-C OF)' },
  framework: { 'zh-CN': 'CLIF-C', en: 'CLIF-C' },
  citations: [
    { text: 'Moreau 2013', doi: '10.1053/j.gastro.2013.02.042', toBeChecked: true },
    { text: 'Jalan 2014', doi: '10.1016/j.jhep.2014.06.012', toBeChecked: false },
    { text: 'EASL CPG 2023', doi: '10.1016/j.jhep.2023.04.021', toBeChecked: true },
    { text: 'efclif.com score calculators', doi: null, toBeChecked: false },
  ],
  inputs: organInputs('required'),
  formula: [
    {
      'zh-CN': '肝，总胆红素 µmol/L：<102.6 → 1，102.6–<205.2 → 2，≥205.2 → 3*',
      en: 'liver, tbil µmol/L: <102.6 → 1, 102.6–<205.2 → 2, ≥205.2 → 3*',
    },
    {
      'zh-CN': '肾，肌酐 µmol/L：<176.8 → 1，176.8–<309.4 → 2*，≥309.4 或肾脏替代 → 3*',
      en: 'kidney, crea µmol/L: <176.8 → 1, 176.8–<309.4 → 2*, ≥309.4 or RRT → 3*',
    },
    {
      'zh-CN': '脑，肝性脑病：0 级 → 1，1–2 级 → 2，3–4 级或因肝性脑病插管 → 3*',
      en: 'brain, HE: 0 → 1, 1–2 → 2, 3–4 or ventilated for HE → 3*',
    },
    {
      'zh-CN': '凝血，INR：<2.0 → 1，2.0–<2.5 → 2，≥2.5 → 3*',
      en: 'coagulation, INR: <2.0 → 1, 2.0–<2.5 → 2, ≥2.5 → 3*',
    },
    {
      'zh-CN': '循环，平均动脉压 mmHg：≥70 → 1，<70 → 2，使用血管活性药 → 3*',
      en: 'circulation, MAP mmHg: ≥70 → 1, <70 → 2, vasopressor → 3*',
    },
    {
      'zh-CN': '呼吸，P/F（S/F）：>300（>357）→ 1，>200–300（>214–357）→ 2，≤200（≤214）或因呼吸衰竭通气 → 3*',
      en: 'respiration, P/F (S/F): >300 (>357) → 1, >200–300 (>214–357) → 2, ≤200 (≤214) or ventilated → 3*',
    },
    { 'zh-CN': '* 为器官衰竭；总分 6–18', en: '* = organ failure; total 6–18' },
  ],
  display: { decimals: 0 },
  grades: null,
  isClassification: false,
  isBounded: true,
  predicts: { code: 'severity', horizonDays: [] },
  example: 'E2',
  missing: v => missingOrganInputs(gradeOrgans(v)),
  comparisons: v => organComparisons(gradeOrgans(v), false),
  partialNotes: v => organNotes(gradeOrgans(v)),
  partialTerms: v => organTerms(gradeOrgans(v)),
  compute: v => {
    const organs = gradeOrgans(v);
    if (!areAllGraded(organs)) return undefined;
    return { raw: organPoints(organs), grade: null, terms: organTerms(organs) };
  },
};
