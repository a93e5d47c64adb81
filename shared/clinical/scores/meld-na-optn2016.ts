import type { ClinicalValues } from '../inputs.ts';
import { computeMeld, missingMeldInputs, partialMeldTerms } from '../meld-formula.ts';
import { roundHalfUp } from '../rounding.ts';
import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, intermediateTerm, productTerm, shortfall, type Term } from '../terms.ts';

const SODIUM_FROM = 12; // M above 11, that is from 12 on, gets the sodium term

/** M where only sodium is missing, else the summands of MELD that are known; what sodium adds depends on M. */
function partialTerms(v: ClinicalValues): Term[] {
  const base = computeMeld(v);
  return base ? [intermediateTerm('meld-rounded', roundHalfUp(base.raw), base.terms)] : partialMeldTerms(v);
}

/** MELD-Na as OPTN used it from 2016. The order matters: MELD is rounded first, and not capped. */
export const meldNaOptn2016: ScoreDefinition = {
  id: 'meld-na-optn2016',
  version: '1',
  title: { 'zh-CN': 'MELD-Na（OPTN 2016）', en: 'MELD-Na (OPTN 2016)' },
  framework: { 'zh-CN': 'MELD-Na（OPTN 2016）', en: 'MELD-Na (OPTN 2016)' },
  citations: [{ text: 'OPTN policy text 2016, MIT-LCP/mimic-code meld.sql', doi: null, toBeChecked: false }],
  inputs: [
    { key: 'tbil', need: 'required', bestAt: 'low' },
    { key: 'crea', need: 'required', bestAt: 'low' },
    { key: 'inr', need: 'required', bestAt: 'low' },
    { key: 'na', need: 'required', bestAt: 'high' },
    { key: 'dialysis', need: 'default' },
  ],
  formula: [
    { 'zh-CN': 'M = MELD（2002），先四舍五入取整，不封顶', en: 'M = MELD (2002), rounded half up, not capped' },
    'M > 11: raw = M + 1.32 × (137 − Na) − 0.033 × M × (137 − Na); M ≤ 11: raw = M',
    'Na 125–137 mmol/L',
  ],
  display: { decimals: 0, low: 6, high: 40 },
  grades: null,
  isClassification: false,
  isBounded: true,
  predicts: { code: 'death', horizonDays: [90] },
  example: 'E2',
  missing: v => missingMeldInputs(v, ['tbil', 'crea', 'inr', 'na']),
  partialTerms,
  compute: v => {
    const base = computeMeld(v);
    if (base === undefined || v.na === undefined) return undefined;
    const m = roundHalfUp(base.raw);
    const rounded = intermediateTerm('meld-rounded', m, base.terms);
    if (m < SODIUM_FROM) return { raw: m, grade: null, terms: [rounded] };
    const sodium = shortfall(137, clamped('na', 'Na', 'mmol/L', v.na, 125, 137));
    return {
      raw: m + 1.32 * sodium.y - 0.033 * m * sodium.y,
      grade: null,
      terms: [rounded, productTerm(1.32, sodium), productTerm(-0.033 * m, sodium)],
    };
  },
};
