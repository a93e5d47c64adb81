import bandRows from './bands.json' with { type: 'json' };
import riskRows from './risk-functions.json' with { type: 'json' };
import { roundHalfUp } from './rounding.ts';
import type { ScoreDefinition, ScoreResult } from './score-definition.ts';

/**
 * Published figures per band. One source a row; two sources are never merged into one table.
 * `reviewed: false` (‡) is held back: a clinician has to compare it with the paper first.
 */
export interface Band {
  readonly score: string;
  /** Numbers: from ≤ value < to, null = open. Texts: grades, both ends included, in the order of the score. */
  readonly from: number | string | null;
  readonly to: number | string | null;
  readonly label: string;
  /** Key of `clinical.outcome` in shared/i18n. */
  readonly outcome: string;
  readonly horizonDays: number | null;
  readonly percent: number | null;
  readonly citation: string;
  readonly reviewed: boolean;
}

/** survival-power: survival = base^exp(slope·x + offset). cumulative-incidence: risk = 1 − exp(−ci·exp(beta·x)). */
export interface RiskFunction {
  readonly score: string;
  readonly form: string;
  readonly base?: number;
  readonly slope?: number;
  readonly offset?: number;
  readonly ci?: number;
  readonly beta?: number;
  readonly outcome: string;
  readonly horizonDays: number;
  readonly citation: string;
  readonly reviewed: boolean;
}

/** Everything in the file, also what is held back; for the review, never for display. */
export const allBands: readonly Band[] = bandRows;
export const allRiskFunctions: readonly RiskFunction[] = riskRows;

/** A figure ready for the screen: always with its source, outcome and horizon. */
export interface PublishedFigure {
  readonly label: string;
  readonly outcome: string;
  readonly horizonDays: number | null;
  /** Percent as printed, or computed from a published function with one decimal. */
  readonly percent: number | null;
  readonly citation: string;
}

function isInBand({ from, to }: Band, { value, grade }: ScoreResult, definition: ScoreDefinition): boolean {
  const usesGrades = typeof from === 'string' || typeof to === 'string';
  if (!usesGrades) {
    if (typeof value !== 'number') return false;
    return (typeof from !== 'number' || value >= from) && (typeof to !== 'number' || value < to);
  }
  const grades = definition.grades ?? [];
  const at = grades.indexOf(grade ?? '');
  return at >= 0 && at >= grades.indexOf(String(from)) && at <= grades.indexOf(String(to));
}

/** Reviewed bands of one score, for the handbook. */
export function bandsOf(scoreId: string): Band[] {
  return allBands.filter(band => band.score === scoreId && band.reviewed);
}

/**
 * Event percentage of a published function at the value that a clinician reads, one decimal.
 * @returns survival for `outcome: 'survival'`, else the risk; null for an unknown form
 */
export function publishedPercent(risk: RiskFunction, value: number): number | null {
  const { form, base, slope, offset, ci, beta } = risk;
  if (form === 'survival-power' && base !== undefined && slope !== undefined && offset !== undefined) {
    return roundHalfUp(100 * base ** Math.exp(slope * value + offset), 1);
  }
  if (form === 'cumulative-incidence' && ci !== undefined && beta !== undefined) {
    return roundHalfUp(100 * (1 - Math.exp(-ci * Math.exp(beta * value))), 1);
  }
  return null;
}

/** What the literature says about this result; nothing unreviewed, nothing for a bounded or refused result. */
export function publishedFigures(definition: ScoreDefinition, result: ScoreResult): PublishedFigure[] {
  if (result.refused !== null || result.value === null) return [];
  const figures: PublishedFigure[] = [];
  for (const band of bandsOf(definition.id)) {
    if (!isInBand(band, result, definition)) continue;
    const { label, outcome, horizonDays, percent, citation } = band;
    figures.push({ label, outcome, horizonDays, percent, citation });
  }
  for (const risk of allRiskFunctions) {
    if (risk.score !== definition.id || !risk.reviewed || typeof result.value !== 'number') continue;
    const { outcome, horizonDays, citation } = risk;
    figures.push({ label: '', outcome, horizonDays, percent: publishedPercent(risk, result.value), citation });
  }
  return figures;
}
