import { above, type Comparison, type Cutoff, from, stepOf } from '../cutoffs.ts';
import type { ClinicalValues } from '../inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { type PointsTerm, pointsTerm } from '../terms.ts';

const ITEMS = 5;
const BILIRUBIN: readonly Cutoff[] = [from(34.2), above(51.3)]; // µmol/L: 2 and 3 mg/dL
const BILIRUBIN_CHOLESTATIC: readonly Cutoff[] = [from(68.4), above(171)]; // PBC and PSC: 4 and 10 mg/dL
const ALBUMIN: readonly Cutoff[] = [from(28), above(35)]; // g/L
const INR: readonly Cutoff[] = [from(1.7), above(2.3)];
const ASCITES_POINTS = { none: 1, mild: 2, 'moderate-severe': 3 } as const;

function bilirubinCutoffs(v: ClinicalValues): readonly Cutoff[] {
  return v.cholestatic === true ? BILIRUBIN_CHOLESTATIC : BILIRUBIN;
}

/** Points of every input that is known, in the order of the table. */
function pointsOf(v: ClinicalValues): PointsTerm[] {
  const { tbil, alb, inr, ascites, he } = v;
  const terms: PointsTerm[] = [];
  if (tbil !== undefined) terms.push(pointsTerm('tbil', tbil, 1 + stepOf(tbil, bilirubinCutoffs(v))));
  if (alb !== undefined) terms.push(pointsTerm('alb', alb, 3 - stepOf(alb, ALBUMIN)));
  if (inr !== undefined) terms.push(pointsTerm('inr', inr, 1 + stepOf(inr, INR)));
  if (ascites !== undefined) terms.push(pointsTerm('ascites', ascites, ASCITES_POINTS[ascites]));
  if (he !== undefined) terms.push(pointsTerm('he', he, he === 0 ? 1 : he <= 2 ? 2 : 3));
  return terms;
}

function gradeOf(points: number): string {
  if (points <= 6) return 'A';
  return points <= 9 ? 'B' : 'C';
}

/** Child-Pugh, 5–15 points. PT seconds are not used. Pugh 1973, doi:10.1002/bjs.1800600817. */
export const childPugh: ScoreDefinition = {
  id: 'child-pugh',
  version: '1',
  title: { 'zh-CN': 'Child-Pugh 分级', en: 'Child-Pugh' },
  framework: { 'zh-CN': 'Child-Pugh', en: 'Child-Pugh' },
  citations: [
    { text: 'Pugh 1973', doi: '10.1002/bjs.1800600817', toBeChecked: true },
    { text: 'Table as in MedCalc-Bench', doi: null, toBeChecked: false },
  ],
  inputs: [
    { key: 'tbil', need: 'required', bestAt: 'low', cutoffs: BILIRUBIN },
    { key: 'alb', need: 'required', bestAt: 'high', cutoffs: ALBUMIN },
    { key: 'inr', need: 'required', bestAt: 'low', cutoffs: INR },
    { key: 'ascites', need: 'required', bestAt: 'low' },
    { key: 'he', need: 'required', bestAt: 'low' },
    { key: 'cholestatic', need: 'default' },
    { key: 'cirrhosis', need: 'applicability' },
  ],
  formula: [
    {
      'zh-CN': '总胆红素 µmol/L：<34.2 → 1，34.2–51.3 → 2，>51.3 → 3（PBC/PSC：<68.4，68.4–171，>171）',
      en: 'tbil: <34.2 → 1, 34.2–51.3 → 2, >51.3 → 3 µmol/L (PBC/PSC: <68.4, 68.4–171, >171)',
    },
    { 'zh-CN': '白蛋白 g/L：>35 → 1，28–35 → 2，<28 → 3', en: 'alb: >35 → 1, 28–35 → 2, <28 → 3 g/L' },
    'INR: <1.7 → 1, 1.7–2.3 → 2, >2.3 → 3',
    { 'zh-CN': '腹水：无 → 1，轻度 → 2，中重度 → 3', en: 'ascites: none → 1, mild → 2, moderate-severe → 3' },
    { 'zh-CN': '肝性脑病：0 级 → 1，1–2 级 → 2，3–4 级 → 3', en: 'HE: 0 → 1, 1–2 → 2, 3–4 → 3' },
    'A 5–6, B 7–9, C 10–15',
  ],
  display: { decimals: 0 },
  grades: ['A', 'B', 'C'],
  isClassification: false,
  isBounded: true,
  predicts: { code: 'survival', horizonDays: [365] },
  example: 'E2',
  applicability: v => {
    if (v.cirrhosis === false) return { isApplicable: true, notes: ['reference-only'] };
    return { isApplicable: true, notes: v.cirrhosis === undefined ? ['unverified:cirrhosis'] : [] };
  },
  comparisons: v => {
    const comparisons: Comparison[] = [];
    if (v.tbil !== undefined) comparisons.push({ key: 'tbil', value: v.tbil, cutoffs: bilirubinCutoffs(v) });
    if (v.alb !== undefined) comparisons.push({ key: 'alb', value: v.alb, cutoffs: ALBUMIN });
    if (v.inr !== undefined) comparisons.push({ key: 'inr', value: v.inr, cutoffs: INR });
    return comparisons;
  },
  partialTerms: pointsOf,
  compute: v => {
    const terms = pointsOf(v);
    if (terms.length < ITEMS) return undefined;
    let raw = 0;
    for (const term of terms) raw += term.contribution;
    return { raw, grade: gradeOf(raw), terms };
  },
};
