import type { InputKey } from '../analytes.ts';
import { type Cutoff, from, isAcross } from '../cutoffs.ts';
import type { ClinicalValues } from '../inputs.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { type ClauseTerm, clauseTerm } from '../terms.ts';

const BILIRUBIN = from(85.5); // µmol/L, 5 mg/dL exactly (papers print 85), APASL 2019
const INR = from(1.5);
const PTA: Cutoff = from(40); // %: met below 40, so exactly 40 is not met

/** True as soon as one part is known true, false when all known parts are false, null while none is known. */
function anyOf(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(true)) return true;
  return parts.every(part => part === null) ? null : false;
}

function coagulationClause(v: ClinicalValues): boolean | null {
  const byInr = v.inr === undefined ? null : isAcross(v.inr, INR);
  const byPta = v.pta === undefined ? null : !isAcross(v.pta, PTA);
  return anyOf([byInr, byPta]); // either test alone decides
}

function complicationClause(v: ClinicalValues): boolean | null {
  const byAscites = v.ascites === undefined ? null : v.ascites !== 'none';
  const byBrain = v.he === undefined ? null : v.he >= 1;
  if (byAscites === true || byBrain === true) return true;
  return byAscites === null || byBrain === null ? null : false; // both must be known to rule it out
}

interface Clauses {
  readonly bilirubin: boolean | null;
  readonly coagulation: boolean | null;
  readonly complication: boolean | null;
}

function judge(v: ClinicalValues): Clauses {
  return {
    bilirubin: v.tbil === undefined ? null : isAcross(v.tbil, BILIRUBIN),
    coagulation: coagulationClause(v),
    complication: complicationClause(v),
  };
}

/** One clause known false settles "no", whatever is missing. */
function isRuledOut({ bilirubin, coagulation, complication }: Clauses): boolean {
  return bilirubin === false || coagulation === false || complication === false;
}

function termsOf(v: ClinicalValues, { bilirubin, coagulation, complication }: Clauses): ClauseTerm[] {
  return [
    clauseTerm('apasl-bilirubin', ['tbil'], v.tbil, bilirubin),
    clauseTerm('apasl-coagulation', ['inr', 'pta'], v.inr ?? v.pta, coagulation),
    clauseTerm('apasl-complication', ['ascites', 'he'], v.he, complication),
  ];
}

/** APASL definition of 2019 in chronic liver disease; thresholds labelled 2019 (Kyoto 2025 clauses not established). */
export const apaslAclf: ScoreDefinition = {
  id: 'apasl-aclf',
  version: '1',
  title: { 'zh-CN': 'APASL ACLF 定义（2019）', en: 'APASL definition of ACLF (2019)' },
  framework: { 'zh-CN': 'APASL 2019', en: 'APASL 2019' },
  citations: [{ text: 'APASL 2019', doi: '10.1007/s12072-019-09946-3', toBeChecked: true }],
  inputs: [
    { key: 'tbil', need: 'required', cutoffs: [BILIRUBIN] },
    { key: 'inr', need: 'alternative', cutoffs: [INR] },
    { key: 'pta', need: 'alternative', cutoffs: [PTA] },
    { key: 'ascites', need: 'alternative' },
    { key: 'he', need: 'alternative' },
    { key: 'decompensated', need: 'applicability' },
  ],
  formula: [
    {
      'zh-CN': '慢性肝病基础上的急性肝损伤：总胆红素 ≥85.5 µmol/L 且（INR ≥1.5 或 PTA <40 %）',
      en: 'acute hepatic insult in chronic liver disease: tbil ≥85.5 µmol/L and (INR ≥1.5 or PTA <40 %)',
    },
    {
      'zh-CN': '4 周内并发腹水（任何程度）和/或肝性脑病 ≥1 级',
      en: 'complicated within 4 weeks by ascites (any) and/or HE ≥1',
    },
  ],
  display: { decimals: 0 },
  grades: ['no', 'yes'],
  isClassification: true,
  isBounded: false,
  predicts: { code: 'diagnosis', horizonDays: [] },
  example: 'E2',
  applicability: v => {
    if (v.decompensated === true) {
      return { isApplicable: false, reason: 'prior-decompensation', inputs: ['decompensated'] };
    }
    return { isApplicable: true, notes: v.decompensated === undefined ? ['unverified:decompensated'] : [] };
  },
  missing: v => {
    const clauses = judge(v);
    if (isRuledOut(clauses)) return [];
    const missing: InputKey[] = [];
    if (clauses.bilirubin === null) missing.push('tbil');
    if (clauses.coagulation === null) missing.push('inr');
    if (clauses.complication === null) {
      if (v.ascites === undefined) missing.push('ascites');
      if (v.he === undefined) missing.push('he');
    }
    return missing;
  },
  compute: v => {
    const clauses = judge(v);
    const isMet = clauses.bilirubin === true && clauses.coagulation === true && clauses.complication === true;
    if (!isMet && !isRuledOut(clauses)) return undefined;
    return { raw: null, grade: isMet ? 'yes' : 'no', terms: termsOf(v, clauses) };
  },
};
