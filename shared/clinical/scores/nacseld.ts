import type { ScoreDefinition } from '../score-definition.ts';
import { pointsTerm } from '../terms.ts';

/** NACSELD: bedside organ failures, ACLF from two on. */
export const nacseld: ScoreDefinition = {
  id: 'nacseld',
  version: '1',
  title: { 'zh-CN': 'NACSELD ACLF', en: 'NACSELD ACLF' },
  framework: { 'zh-CN': 'NACSELD', en: 'NACSELD' },
  citations: [
    { text: 'Bajaj 2014', doi: '10.1002/hep.27077', toBeChecked: true },
    { text: "O'Leary 2018", doi: '10.1002/hep.29773', toBeChecked: true },
  ],
  inputs: [
    { key: 'he', need: 'required' },
    { key: 'rrt', need: 'default' },
    { key: 'vasopressor', need: 'default' },
    { key: 'ventilation', need: 'default' },
  ],
  formula: [
    {
      'zh-CN': '计数：血管活性药；肝性脑病 3–4 级；肾脏替代治疗；机械通气（任何原因）',
      en: 'count of: vasopressor; HE 3–4; RRT; mechanical ventilation (either kind)',
    },
    { 'zh-CN': '≥2 项为 ACLF', en: 'ACLF from 2' },
  ],
  display: { decimals: 0 },
  grades: ['no', 'yes'],
  isClassification: false,
  isBounded: false,
  predicts: { code: 'survival', horizonDays: [30] },
  example: 'E3',
  compute: v => {
    if (v.he === undefined) return undefined;
    const ventilation = v.ventilation ?? 'none';
    const terms = [
      pointsTerm('vasopressor', v.vasopressor === true, v.vasopressor === true ? 1 : 0),
      pointsTerm('he', v.he, v.he >= 3 ? 1 : 0),
      pointsTerm('rrt', v.rrt === true, v.rrt === true ? 1 : 0),
      pointsTerm('ventilation', ventilation, ventilation === 'none' ? 0 : 1),
    ];
    let raw = 0;
    for (const term of terms) raw += term.contribution;
    return { raw, grade: raw >= 2 ? 'yes' : 'no', terms };
  },
};
