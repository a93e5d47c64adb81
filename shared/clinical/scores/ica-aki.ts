import type { InputKey } from '../analytes.ts';
import { above, type Comparison, type Cutoff, from, isAcross } from '../cutoffs.ts';
import type { ClinicalValues } from '../inputs.ts';
import { roundSi } from '../rounding.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { type ClauseTerm, clauseTerm } from '../terms.ts';

const RISE = from(26.5); // µmol/L within 48 h
const RATIO_1 = from(1.5);
const RATIO_2 = above(2); // exactly twice is stage 1 here, stage 2 in KDIGO
const RATIO_3 = above(3);
const STAGE_1B = from(132.6); // µmol/L, 1.5 mg/dL
const STAGE_3 = from(353.6); // µmol/L, 4.0 mg/dL
const CREATININE: readonly Cutoff[] = [STAGE_1B, STAGE_3];
const RATIO: readonly Cutoff[] = [RATIO_1, RATIO_2, RATIO_3];

interface Change {
  /** µmol/L, undefined when the value of 48 h ago is unknown. */
  readonly rise: number | undefined;
  /** To the baseline, which falls back to the value of 48 h ago. */
  readonly ratio: number | undefined;
}

function changeOf({ crea, crea_baseline, crea_48h_ago }: ClinicalValues): Change {
  const baseline = crea_baseline ?? crea_48h_ago;
  return {
    rise: crea === undefined || crea_48h_ago === undefined ? undefined : roundSi(crea - crea_48h_ago),
    ratio: crea === undefined || baseline === undefined ? undefined : roundSi(crea / baseline),
  };
}

function stageOf(crea: number, { rise, ratio = 0 }: Change): string {
  const isAki = isAcross(ratio, RATIO_1) || (rise !== undefined && isAcross(rise, RISE));
  if (!isAki) return '0';
  if (isAcross(ratio, RATIO_3) || isAcross(crea, STAGE_3)) return '3';
  if (isAcross(ratio, RATIO_2)) return '2';
  return isAcross(crea, STAGE_1B) ? '1B' : '1A';
}

function termsOf(crea: number, { rise, ratio }: Change): ClauseTerm[] {
  return [
    clauseTerm('aki-rise-48h', ['crea', 'crea_48h_ago'], rise, rise === undefined ? null : isAcross(rise, RISE)),
    clauseTerm('aki-ratio', ['crea', 'crea_baseline'], ratio, ratio === undefined ? null : isAcross(ratio, RATIO_1)),
    clauseTerm('aki-creatinine', ['crea'], crea, isAcross(crea, STAGE_1B)),
  ];
}

/** Acute kidney injury in cirrhosis by the International Club of Ascites 2015; urine output is not used. */
export const icaAki: ScoreDefinition = {
  id: 'ica-aki',
  version: '1',
  title: { 'zh-CN': 'ICA-AKI 分期（2015）', en: 'ICA-AKI stage (2015)' },
  framework: { 'zh-CN': 'ICA-AKI 2015', en: 'ICA-AKI 2015' },
  citations: [{ text: 'International Club of Ascites 2015', doi: '10.1136/gutjnl-2014-308874', toBeChecked: false }],
  inputs: [
    { key: 'crea', need: 'required', cutoffs: CREATININE },
    { key: 'crea_baseline', need: 'alternative' },
    { key: 'crea_48h_ago', need: 'alternative' },
    { key: 'rrt', need: 'default' },
  ],
  formula: [
    {
      'zh-CN': '比值 = 肌酐 / 基线（3 个月内最近值，无则取 48 小时前）；升高 = 肌酐 − 48 小时前肌酐',
      en: 'ratio = crea / baseline (latest within 3 months, else 48 h ago); rise = crea − crea 48 h ago',
    },
    {
      'zh-CN': 'AKI：升高 ≥26.5 µmol/L，或比值 ≥1.5（7 天内）；肾脏替代治疗 → 3 期',
      en: 'AKI: rise ≥26.5 µmol/L or ratio ≥1.5 (within 7 days); RRT → 3',
    },
    {
      'zh-CN': '3 期：比值 >3 或肌酐 ≥353.6 µmol/L；2 期：比值 >2；1B 期：肌酐 ≥132.6；1A 期：低于此值',
      en: '3: ratio >3 or crea ≥353.6 µmol/L; 2: ratio >2; 1B: crea ≥132.6; 1A: below',
    },
  ],
  display: { decimals: 0 },
  grades: ['0', '1A', '1B', '2', '3'],
  isClassification: true,
  isBounded: false,
  predicts: { code: 'diagnosis', horizonDays: [] },
  example: 'E3',
  missing: v => {
    if (v.rrt === true) return []; // renal replacement is stage 3 whatever the creatinine
    const missing: InputKey[] = [];
    if (v.crea === undefined) missing.push('crea');
    if (v.crea_baseline === undefined && v.crea_48h_ago === undefined) missing.push('crea_baseline');
    return missing;
  },
  comparisons: v => {
    if (v.rrt === true || v.crea === undefined) return [];
    const { rise, ratio } = changeOf(v);
    const comparisons: Comparison[] = [{ key: 'crea', value: v.crea, cutoffs: CREATININE }];
    // Ratio and rise are steps of creatinine seen from the earlier value, so they mark creatinine.
    if (ratio !== undefined) comparisons.push({ key: 'crea', quantity: 'ratio', value: ratio, cutoffs: RATIO });
    if (rise !== undefined) comparisons.push({ key: 'crea', quantity: 'rise', value: rise, cutoffs: [RISE] });
    return comparisons;
  },
  partialNotes: v => (v.crea_48h_ago === undefined && v.rrt !== true ? ['not-assessed:rise48'] : []),
  compute: v => {
    if (v.rrt === true) return { raw: null, grade: '3', terms: [clauseTerm('aki-rrt', ['rrt'], undefined, true)] };
    const change = changeOf(v);
    if (v.crea === undefined || change.ratio === undefined) return undefined;
    return { raw: null, grade: stageOf(v.crea, change), terms: termsOf(v.crea, change) };
  },
};
