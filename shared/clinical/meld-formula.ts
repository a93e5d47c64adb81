import type { ClinicalValues } from './inputs.ts';
import {
  type ClampedInput,
  clamped,
  constantTerm,
  converted,
  type Factor,
  ln,
  productTerm,
  type Term,
} from './terms.ts';

export const BILIRUBIN_MG_DL = 17.1; // µmol/L per mg/dL
export const CREATININE_MG_DL = 88.4; // µmol/L per mg/dL

export const BILIRUBIN = { input: 'tbil', symbol: 'Bil', unit: 'mg/dL', divisor: BILIRUBIN_MG_DL } as const;
export const CREATININE = { input: 'crea', symbol: 'Cr', unit: 'mg/dL', divisor: CREATININE_MG_DL } as const;

/** Everything in the MELD family knows these limits: Bil, INR, Cr at least 1.0, Cr at most `creatinineCap` mg/dL. */
export interface MeldFactors {
  readonly bilirubin: Factor;
  readonly inr: Factor;
  readonly creatinine: Factor;
}

/** Logarithmic factors in mg/dL; on dialysis creatinine is the cap, whatever was measured. */
export function meldFactors(v: ClinicalValues, creatinineCap: number): MeldFactors | undefined {
  const isOnDialysis = v.dialysis === true;
  if (v.tbil === undefined || v.inr === undefined || (v.crea === undefined && !isOnDialysis)) return undefined;
  const creatinine: ClampedInput = isOnDialysis
    ? { ...CREATININE, si: null, x: creatinineCap, clamp: { kind: 'replaced', to: creatinineCap } }
    : converted(CREATININE, v.crea ?? 0, 1, creatinineCap);
  return {
    bilirubin: ln(converted(BILIRUBIN, v.tbil, 1)),
    inr: ln(clamped('inr', 'INR', '', v.inr, 1)),
    creatinine: ln(creatinine),
  };
}

/** Required inputs that are absent; creatinine is not needed on dialysis (clinical.md 1.3). */
export function missingMeldInputs<K extends keyof ClinicalValues>(v: ClinicalValues, required: readonly K[]): K[] {
  return required.filter(key => v[key] === undefined && !(key === 'crea' && v.dialysis === true));
}

export interface Meld {
  readonly raw: number;
  readonly terms: readonly Term[];
}

/**
 * MELD (UNOS/OPTN 2002), unrounded: 10·[0.957·ln Cr + 0.378·ln Bil + 1.120·ln INR + 0.643].
 * Kamath 2001, doi:10.1053/jhep.2001.22172; no aetiology term. Creatinine is capped at 4.0 mg/dL.
 */
export function computeMeld(v: ClinicalValues): Meld | undefined {
  const factors = meldFactors(v, 4.0);
  if (factors === undefined) return undefined;
  const { bilirubin, inr, creatinine } = factors;
  return {
    raw: 10 * (0.957 * creatinine.y + 0.378 * bilirubin.y + 1.12 * inr.y + 0.643),
    terms: [productTerm(9.57, creatinine), productTerm(3.78, bilirubin), productTerm(11.2, inr), constantTerm(6.43)],
  };
}
