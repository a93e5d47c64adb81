import type { LabCode } from '../../shared/records/observation.ts';

/** Whose lines: each can be shown or left out (records-and-forms 8.5; the constants are those of clinical.md). */
export const THRESHOLD_SETS = ['apasl', 'china', 'easl', 'practice'] as const;
export type ThresholdSet = (typeof THRESHOLD_SETS)[number];

/** Keys of `course.threshold` in shared/i18n, which name the number with its source. */
export type ThresholdId =
  | 'tbil-apasl'
  | 'tbil-china'
  | 'tbil-easl'
  | 'inr-15'
  | 'inr-25'
  | 'pta-40'
  | 'crea-dysfunction'
  | 'crea-failure'
  | 'na-130'
  | 'na-125';

export interface Threshold {
  readonly id: ThresholdId;
  readonly set: ThresholdSet;
  /** In SI, the exact constant. */
  readonly at: number;
}

export const THRESHOLDS: Readonly<Partial<Record<LabCode, readonly Threshold[]>>> = {
  TBIL: [
    { id: 'tbil-apasl', set: 'apasl', at: 85.5 }, // umol/L, 5 mg/dL, APASL 2019
    { id: 'tbil-china', set: 'china', at: 171 }, // umol/L, 10 × ULN, Chinese guideline
    { id: 'tbil-easl', set: 'easl', at: 205.2 }, // umol/L, 12 mg/dL, EASL-CLIF
  ],
  INR: [
    { id: 'inr-15', set: 'apasl', at: 1.5 }, // APASL, COSSH
    { id: 'inr-25', set: 'easl', at: 2.5 }, // EASL-CLIF coagulation failure
  ],
  PTA: [{ id: 'pta-40', set: 'china', at: 40 }], // %, Chinese guideline
  CREA: [
    { id: 'crea-dysfunction', set: 'easl', at: 132.6 }, // umol/L, 1.5 mg/dL, EASL-CLIF kidney dysfunction
    { id: 'crea-failure', set: 'easl', at: 176.8 }, // umol/L, 2 mg/dL, EASL-CLIF kidney failure
  ],
  NA: [
    { id: 'na-130', set: 'practice', at: 130 }, // mmol/L, general practice
    { id: 'na-125', set: 'practice', at: 125 },
  ],
};
