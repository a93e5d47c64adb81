import { above, type Cutoff, from, stepOf } from '../cutoffs.ts';
import type { ClinicalValues } from '../inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { type PointsTerm, pointsTerm } from '../terms.ts';

const ITEMS = 5;
const BILIRUBIN: readonly Cutoff[] = [from(256.5), above(427.5)]; // µmol/L: 15 and 25 mg/dL
const INR: readonly Cutoff[] = [from(1.8), above(2.5)];
const LACTATE: readonly Cutoff[] = [from(1.5), above(2.5)]; // mmol/L
const CREATININE: readonly Cutoff[] = [from(61.88), above(132.6)]; // µmol/L: 0.7 and 1.5 mg/dL

/** Points of every input that is known, in the order of the table. */
function pointsOf({ tbil, he, inr, lac, crea }: ClinicalValues): PointsTerm[] {
  const terms: PointsTerm[] = [];
  if (tbil !== undefined) terms.push(pointsTerm('tbil', tbil, 1 + stepOf(tbil, BILIRUBIN)));
  if (he !== undefined) terms.push(pointsTerm('he', he, he === 0 ? 1 : he <= 2 ? 2 : 3));
  if (inr !== undefined) terms.push(pointsTerm('inr', inr, 1 + stepOf(inr, INR)));
  if (lac !== undefined) terms.push(pointsTerm('lac', lac, 1 + stepOf(lac, LACTATE)));
  if (crea !== undefined) terms.push(pointsTerm('crea', crea, 1 + stepOf(crea, CREATININE)));
  return terms;
}

function gradeOf(points: number): string {
  if (points <= 7) return 'I';
  return points <= 10 ? 'II' : 'III';
}

/** AARC-ACLF score, 5–15 points; lactate is mandatory, without it only bounds are given. */
export const aarc: ScoreDefinition = {
  id: 'aarc',
  version: '1',
  title: { 'zh-CN': 'AARC-ACLF 评分', en: 'AARC-ACLF score' },
  framework: { 'zh-CN': 'AARC（APASL）', en: 'AARC (APASL)' },
  citations: [{ text: 'Choudhury 2017', doi: '10.1007/s12072-017-9816-z', toBeChecked: true }],
  inputs: [
    { key: 'tbil', need: 'required', bestAt: 'low', cutoffs: BILIRUBIN },
    { key: 'crea', need: 'required', bestAt: 'low', cutoffs: CREATININE },
    { key: 'inr', need: 'required', bestAt: 'low', cutoffs: INR },
    { key: 'lac', need: 'required', bestAt: 'low', cutoffs: LACTATE },
    { key: 'he', need: 'required', bestAt: 'low' },
  ],
  formula: [
    {
      'zh-CN': '总胆红素 µmol/L：<256.5 → 1，256.5–427.5 → 2，>427.5 → 3',
      en: 'tbil µmol/L: <256.5 → 1, 256.5–427.5 → 2, >427.5 → 3',
    },
    { 'zh-CN': '肝性脑病：0 级 → 1，1–2 级 → 2，3–4 级 → 3', en: 'HE: 0 → 1, 1–2 → 2, 3–4 → 3' },
    'INR: <1.8 → 1, 1.8–2.5 → 2, >2.5 → 3',
    { 'zh-CN': '乳酸 mmol/L：<1.5 → 1，1.5–2.5 → 2，>2.5 → 3', en: 'lactate mmol/L: <1.5 → 1, 1.5–2.5 → 2, >2.5 → 3' },
    {
      'zh-CN': '肌酐 µmol/L：<61.88 → 1，61.88–132.6 → 2，>132.6 → 3',
      en: 'crea µmol/L: <61.88 → 1, 61.88–132.6 → 2, >132.6 → 3',
    },
    'I 5–7, II 8–10, III 11–15',
  ],
  display: { decimals: 0 },
  grades: ['I', 'II', 'III'],
  isClassification: false,
  isBounded: true,
  predicts: { code: 'death', horizonDays: [28] },
  example: 'E2',
  partialTerms: pointsOf,
  compute: v => {
    const terms = pointsOf(v);
    if (terms.length < ITEMS) return undefined;
    let raw = 0;
    for (const term of terms) raw += term.contribution;
    return { raw, grade: gradeOf(raw), terms };
  },
};
