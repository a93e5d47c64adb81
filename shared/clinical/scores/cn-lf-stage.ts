import type { InputKey } from '../analytes.ts';
import { above, type Cutoff, from, isAcross, stepOf } from '../cutoffs.ts';
import type { ClinicalValues } from '../inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { type ClauseId, type ClauseTerm, clauseTerm } from '../terms.ts';

const JAUNDICE: readonly Cutoff[] = [from(85.5), from(171)]; // tbil µmol/L: 5 mg/dL; 10 × ULN
const RISE = from(17.1); // µmol/L per day
const PTA: readonly Cutoff[] = [above(20), above(30), above(40), above(50)]; // %
const INR: readonly Cutoff[] = [from(1.5), from(1.9), from(2.6)];

const stages = ['none', 'pre', 'early', 'middle', 'late'] as const;
const PRE = 1;
const EARLY = 2;
const LATE = 4;

interface Judgement {
  /** 0 none, 1 pre-level, 2 ACLF level; undefined when bilirubin is unknown and the rise does not settle it. */
  readonly jaundice: number | undefined;
  /** Index into `stages` by each test, undefined when the test is missing. */
  readonly byPta: number | undefined;
  readonly byInr: number | undefined;
}

function judge(v: ClinicalValues): Judgement {
  const rises = v.tbil_rise_per_day !== undefined && isAcross(v.tbil_rise_per_day, RISE);
  const inrStep = v.inr === undefined ? undefined : stepOf(v.inr, INR);
  return {
    jaundice: v.tbil === undefined ? undefined : rises ? 2 : stepOf(v.tbil, JAUNDICE),
    byPta: v.pta === undefined ? undefined : LATE - stepOf(v.pta, PTA),
    byInr: inrStep === undefined ? undefined : inrStep === 0 ? 0 : inrStep + PRE, // INR has no pre level
  };
}

/** INR alone cannot show the pre level: below 1.5 with jaundice the PTA is needed. */
function needsPta({ jaundice, byPta, byInr }: Judgement): boolean {
  if (byPta !== undefined) return false;
  return byInr === undefined || (byInr === 0 && jaundice !== undefined && jaundice >= 1);
}

function typeNote(v: ClinicalValues): string[] {
  if (v.cirrhosis === false) return ['type:A'];
  if (v.cirrhosis !== true || v.decompensated === undefined) return [];
  return [v.decompensated ? 'type:C' : 'type:B'];
}

function partialNotes(v: ClinicalValues): string[] {
  const { byPta, byInr } = judge(v);
  const disagrees = byPta !== undefined && byInr !== undefined && byPta !== byInr;
  return [...typeNote(v), ...(disagrees ? ['disagree:pta-inr'] : [])];
}

/** @param isMet judged only for a known value: an unknown one is neither met nor not met */
function judged(
  clause: ClauseId,
  input: InputKey,
  value: number | undefined,
  isMet: (x: number) => boolean,
): ClauseTerm {
  return clauseTerm(clause, [input], value, value === undefined ? null : isMet(value));
}

function termsOf(v: ClinicalValues): ClauseTerm[] {
  const worst = Math.max(v.complications ?? 0, v.extrahepatic_of ?? 0);
  return [
    judged('cn-jaundice-pre', 'tbil', v.tbil, x => stepOf(x, JAUNDICE) >= 1),
    judged('cn-jaundice-10-uln', 'tbil', v.tbil, x => stepOf(x, JAUNDICE) === 2),
    judged('cn-jaundice-rise', 'tbil_rise_per_day', v.tbil_rise_per_day, x => isAcross(x, RISE)),
    judged('cn-coagulation-pta', 'pta', v.pta, x => stepOf(x, PTA) <= 2),
    judged('cn-coagulation-inr', 'inr', v.inr, x => stepOf(x, INR) >= 1),
    clauseTerm('cn-complications', ['complications', 'extrahepatic_of'], worst, worst >= 1),
  ];
}

/**
 * Stage of liver failure by the Chinese guideline, thresholds of the 2018 edition. The worse of PTA and INR counts;
 * the two counts are not added, one and one is middle (engineering readings of this project, clinical.md 9).
 */
export const cnLfStage: ScoreDefinition = {
  id: 'cn-lf-stage',
  version: '1',
  title: { 'zh-CN': '肝衰竭分期（中国指南 2018 版）', en: 'Liver failure stage (Chinese guideline, 2018 edition)' },
  framework: { 'zh-CN': '中国指南 2018', en: 'Chinese guideline 2018' },
  citations: [
    { text: '肝衰竭诊治指南（2018 年版）', doi: '10.3760/cma.j.issn.1007-3418.2019.01.006', toBeChecked: true },
  ],
  inputs: [
    { key: 'tbil', need: 'required', cutoffs: JAUNDICE },
    { key: 'pta', need: 'alternative', cutoffs: PTA },
    { key: 'inr', need: 'alternative', cutoffs: INR },
    { key: 'complications', need: 'required' },
    { key: 'extrahepatic_of', need: 'required' },
    { key: 'tbil_rise_per_day', need: 'optional', cutoffs: [RISE] },
    { key: 'cirrhosis', need: 'optional' },
    { key: 'decompensated', need: 'optional' },
  ],
  formula: [
    {
      'zh-CN': '黄疸 J2：总胆红素 ≥171 µmol/L 或每日上升 ≥17.1 µmol/L；J1：总胆红素 ≥85.5',
      en: 'J2: tbil ≥171 µmol/L or rise ≥17.1 µmol/L per day; J1: tbil ≥85.5',
    },
    {
      'zh-CN':
        '凝血 C，按 PTA %：≤20 晚期，>20–30 中期，>30–40 早期，>40–50 前期；按 INR：≥2.6 晚期，1.9–<2.6 中期，1.5–<1.9 早期；取较重者',
      en: 'C by PTA %: ≤20 late, >20–30 middle, >30–40 early, >40–50 pre; by INR: ≥2.6 late, 1.9–<2.6 middle, 1.5–<1.9 early',
    },
    {
      'zh-CN': 'K = 并发症数与肝外器官衰竭数的较大者：≥2 晚期，1 中期，0 早期',
      en: 'K = max(complications, extra-hepatic failures): ≥2 late, 1 middle, 0 early',
    },
    {
      'zh-CN': 'J2 且 C 达早期 → 取 C 与 K 中较重者；否则 J ≥1 且 C 达前期 → 前期；否则未达标准',
      en: 'J2 and C ≥ early → worse of C and K; else J ≥1 and C ≥ pre → pre; else none',
    },
    {
      'zh-CN': 'A 型无肝硬化，B 型代偿期肝硬化，C 型失代偿期肝硬化',
      en: 'type A no cirrhosis, B compensated, C decompensated cirrhosis',
    },
  ],
  display: { decimals: 0 },
  grades: stages,
  isClassification: true,
  isBounded: false,
  predicts: { code: 'diagnosis', horizonDays: [] },
  example: 'E2',
  missing: v => {
    const missing: InputKey[] = [];
    if (v.tbil === undefined) missing.push('tbil');
    if (needsPta(judge(v))) missing.push('pta');
    if (v.complications === undefined) missing.push('complications');
    if (v.extrahepatic_of === undefined) missing.push('extrahepatic_of');
    return missing;
  },
  partialNotes,
  compute: v => {
    const { jaundice, byPta, byInr } = judge(v);
    if (jaundice === undefined || v.complications === undefined || v.extrahepatic_of === undefined) return undefined;
    const coagulation = Math.max(byPta ?? 0, byInr ?? 0);
    const count = Math.max(v.complications, v.extrahepatic_of);
    const byCount = Math.min(EARLY + count, LATE);
    const terms = termsOf(v);
    if (jaundice === 2 && coagulation >= EARLY) {
      const stage = Math.max(coagulation, byCount);
      const notes = coagulation === byCount ? [] : ['mixed'];
      return { raw: null, grade: stages[stage] ?? 'late', terms, rule: 'cn-aclf', notes };
    }
    if (jaundice >= 1 && coagulation >= PRE) {
      const isMixed = jaundice !== 1 || coagulation !== PRE; // one criterion is beyond the pre level, the other is not
      return { raw: null, grade: 'pre', terms, rule: 'cn-pre', notes: isMixed ? ['mixed'] : [] };
    }
    return { raw: null, grade: 'none', terms, rule: 'cn-none' };
  },
};
