import type { InputKey } from './analytes.ts';
import type { Comparison, Cutoff } from './cutoffs.ts';
import type { ClinicalValues } from './inputs.ts';
import type { Term } from './terms.ts';
import type { WorkedPatientId } from './worked-patients.ts';

export const scoreIds = [
  'meld',
  'meld-na-optn2016',
  'meld-na-kim2008',
  'meld3',
  'imeld',
  'child-pugh',
  'albi',
  'clif-c-of',
  'easl-aclf',
  'clif-c-aclf',
  'clif-c-ad',
  'cossh-aclf',
  'cossh-aclf-ii',
  'aarc',
  'apasl-aclf',
  'nacseld',
  'cn-lf-stage',
  'ica-aki',
  'ree-harris-benedict',
  'ree-mifflin',
  'map',
  'catch-life',
] as const;

export type ScoreId = (typeof scoreIds)[number];

export interface Localized {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** Mathematics alone, or a rule in words. */
export type FormulaLine = string | Localized;

export const formulaText = (line: FormulaLine, language: keyof Localized): string =>
  typeof line === 'string' ? line : line[language];

export interface Citation {
  readonly text: string;
  readonly doi: string | null;
  /** True where this project took the content from the literature and has yet to hold it against the paper (†). */
  readonly toBeChecked: boolean;
}

/**
 * How a score needs an input.
 * `required`, `optional`: as said. `default`: absent is taken as false or none, with a note.
 * `alternative`: one of a group is enough (P/F or S/F). `applicability`: only decides whether the score is meant for
 * this patient. `check`: only read to test another input.
 */
export type Need = 'required' | 'optional' | 'default' | 'alternative' | 'applicability' | 'check';

export interface ScoreInput {
  readonly key: InputKey;
  readonly need: Need;
  /** For bounds: at which end of its range the input makes the result lowest. */
  readonly bestAt?: 'low' | 'high';
  /** Steps of this score for this input, in SI. */
  readonly cutoffs?: readonly Cutoff[];
}

export interface PredictedOutcome {
  /** Key of `clinical.outcome` in shared/i18n. */
  readonly code: 'death' | 'death-or-transplant' | 'survival' | 'severity' | 'diagnosis' | 'energy' | 'pressure';
  readonly horizonDays: readonly number[];
}

export interface Display {
  readonly decimals: number;
  /** What a clinician reads is shown within these ends; `raw` keeps the number. */
  readonly low?: number;
  readonly high?: number;
}

export type RefusalCode =
  | 'missing-input'
  | 'out-of-range'
  | 'not-applicable'
  | 'model-not-installed'
  | 'unknown-score'
  | 'unknown-unit';

/** Why a score is not meant for this patient; texts in `clinical.notApplicable` of shared/i18n. */
export type NotApplicableReason =
  | 'no-cirrhosis'
  | 'grade-0'
  | 'organ-failure-proven'
  | 'not-hbv'
  | 'prior-decompensation';

export type Applicability =
  | { readonly isApplicable: false; readonly reason: NotApplicableReason; readonly inputs: readonly InputKey[] }
  | { readonly isApplicable: true; readonly notes: readonly string[] };

/** The outcome of a formula on complete inputs. */
export interface Computation {
  /** Unrounded; null for classifications. */
  readonly raw: number | null;
  readonly grade: string | null;
  readonly terms: readonly Term[];
  readonly notes?: readonly string[];
  /** Key of `clinical.rule` in shared/i18n: the clause that decided a classification. */
  readonly rule?: string;
}

export interface ScoreDefinition {
  readonly id: ScoreId;
  readonly version: '1';
  readonly title: Localized;
  /** Whose grade or points these are; always shown beside the grade. */
  readonly framework: Localized;
  readonly citations: readonly Citation[];
  readonly inputs: readonly ScoreInput[];
  /** As printed in the handbook; one line each, in two languages where it needs words. */
  readonly formula: readonly FormulaLine[];
  readonly display: Display;
  /** Ordered from best to worst; null where the score has no grade. */
  readonly grades: readonly string[] | null;
  /** True where value and grade are the same text. */
  readonly isClassification: boolean;
  /** True where missing inputs give bounds instead of a refusal (clinical.md 1.5). */
  readonly isBounded: boolean;
  readonly predicts: PredictedOutcome;
  readonly example: WorkedPatientId;
  /** Absent: the `required` inputs that have no value. */
  readonly missing?: (values: ClinicalValues) => InputKey[];
  /** Absent: meant for everybody. */
  readonly applicability?: (values: ClinicalValues) => Applicability;
  /** Absent: every known input against its `cutoffs`. */
  readonly comparisons?: (values: ClinicalValues) => Comparison[];
  /** Notes on inputs that are known, whether or not the score can be computed. */
  readonly partialNotes?: (values: ClinicalValues) => string[];
  /** The lines that are certain although something is missing, for the explanation of bounds. */
  readonly partialTerms?: (values: ClinicalValues) => readonly Term[];
  /** @returns undefined only where a required input has no value; the caller has then already listed it as missing */
  readonly compute: (values: ClinicalValues) => Computation | undefined;
}

export interface Bounds {
  readonly low: number | string;
  readonly high: number | string;
}

export interface Refusal {
  readonly code: RefusalCode;
  /** English, for the command line; screens use the code. Names inputs, never values. */
  readonly message: string;
}

/** Exactly the result of cli.md, without the case's id. */
export interface ScoreResult {
  readonly score: string;
  readonly version: string;
  readonly value: number | string | null;
  readonly raw: number | null;
  readonly grade: string | null;
  readonly bounds: Bounds | null;
  readonly missing: InputKey[];
  readonly notes: string[];
  readonly refused: Refusal | null;
}
