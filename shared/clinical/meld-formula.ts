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

type KnownFactors = { readonly [K in keyof MeldFactors]: Factor | undefined };

/** Creatinine in mg/dL within its limits; on dialysis it is the cap, whatever was measured. */
function creatinineOf({ crea, dialysis }: ClinicalValues, cap: number): ClampedInput | undefined {
  if (dialysis === true) return { ...CREATININE, si: null, x: cap, clamp: { kind: 'replaced', to: cap } };
  return crea === undefined ? undefined : converted(CREATININE, crea, 1, cap);
}

/** The logarithmic factors of the inputs that are known. */
function knownFactors(v: ClinicalValues, creatinineCap: number): KnownFactors {
  const creatinine = creatinineOf(v, creatinineCap);
  return {
    bilirubin: v.tbil === undefined ? undefined : ln(converted(BILIRUBIN, v.tbil, 1)),
    inr: v.inr === undefined ? undefined : ln(clamped('inr', 'INR', '', v.inr, 1)),
    creatinine: creatinine === undefined ? undefined : ln(creatinine),
  };
}

/** Logarithmic factors in mg/dL; undefined while one is missing. */
export function meldFactors(v: ClinicalValues, creatinineCap: number): MeldFactors | undefined {
  const { bilirubin, inr, creatinine } = knownFactors(v, creatinineCap);
  return bilirubin && inr && creatinine ? { bilirubin, inr, creatinine } : undefined;
}

/** Required inputs that are absent; creatinine is not needed on dialysis (clinical.md 1.3). */
export function missingMeldInputs<K extends keyof ClinicalValues>(v: ClinicalValues, required: readonly K[]): K[] {
  return required.filter(key => v[key] === undefined && !(key === 'crea' && v.dialysis === true));
}

export interface Meld {
  readonly raw: number;
  readonly terms: readonly Term[];
}

const CREATININE_CAP = 4.0; // mg/dL

function meldTerms({ bilirubin, inr, creatinine }: KnownFactors): Term[] {
  const terms: Term[] = [];
  if (creatinine !== undefined) terms.push(productTerm(9.57, creatinine));
  if (bilirubin !== undefined) terms.push(productTerm(3.78, bilirubin));
  if (inr !== undefined) terms.push(productTerm(11.2, inr));
  terms.push(constantTerm(6.43));
  return terms;
}

/** The summands of MELD that are certain although an input is missing. */
export const partialMeldTerms = (v: ClinicalValues): Term[] => meldTerms(knownFactors(v, CREATININE_CAP));

/**
 * MELD (UNOS/OPTN 2002), unrounded: 10·[0.957·ln Cr + 0.378·ln Bil + 1.120·ln INR + 0.643].
 * Kamath 2001, doi:10.1053/jhep.2001.22172; no aetiology term. Creatinine is capped at 4.0 mg/dL.
 */
export function computeMeld(v: ClinicalValues): Meld | undefined {
  const factors = meldFactors(v, CREATININE_CAP);
  if (factors === undefined) return undefined;
  const { bilirubin, inr, creatinine } = factors;
  return {
    raw: 10 * (0.957 * creatinine.y + 0.378 * bilirubin.y + 1.12 * inr.y + 0.643),
    terms: meldTerms(factors),
  };
}
