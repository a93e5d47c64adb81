import type { InputKey } from './analytes.ts';
import { roundSi } from './rounding.ts';

/**
 * A step of a score. `upper`: the exact value already counts as the next step (≥); `lower`: it does not yet (>).
 * `at` is an SI literal, never a quotient: 205.2 / 17.1 is 11.999999999999998.
 */
export interface Cutoff {
  readonly at: number;
  readonly exact: 'upper' | 'lower';
}

export const from = (at: number): Cutoff => ({ at, exact: 'upper' });
export const above = (at: number): Cutoff => ({ at, exact: 'lower' });

export function isAcross(value: number, cutoff: Cutoff): boolean {
  return cutoff.exact === 'upper' ? value >= cutoff.at : value > cutoff.at;
}

/** How many of the ascending cut-offs the value has passed. */
export function stepOf(value: number, cutoffs: readonly Cutoff[]): number {
  let step = 0;
  for (const cutoff of cutoffs) if (isAcross(value, cutoff)) step += 1;
  return step;
}

/** Creatinine against the earlier value: as a multiple, or as a difference. */
export type ComparedQuantity = 'ratio' | 'rise';

/** A value that a score compared, with the steps it was compared to. */
export interface Comparison {
  readonly key: InputKey;
  /** What was compared where it is not the input itself; `clinical.quantity` in shared/i18n. */
  readonly quantity?: ComparedQuantity;
  readonly value: number;
  readonly cutoffs: readonly Cutoff[];
}

export interface NearCutoff {
  readonly key: InputKey;
  readonly quantity: ComparedQuantity | null;
  readonly value: number;
  readonly cutoff: number;
  /** As in `Cutoff`: `upper` is ≥, `lower` is >. */
  readonly exact: Cutoff['exact'];
  readonly counted: 'upper' | 'lower';
}

const MARK_FRACTION = 0.01; // ±1 %, engineering rule of this project (clinical.md 1.2 rule 4)

export function isNear(value: number, cutoff: number): boolean {
  const distance = Math.abs(value - cutoff);
  // A cheap first look; the exact comparison is at 6 decimals like every other one.
  return distance <= cutoff * 0.011 && roundSi(distance) <= roundSi(cutoff * MARK_FRACTION);
}

export function nearCutoffs(comparisons: readonly Comparison[]): NearCutoff[] {
  const near: NearCutoff[] = [];
  for (const { key, quantity = null, value, cutoffs } of comparisons) {
    for (const cutoff of cutoffs) {
      if (isNear(value, cutoff.at)) {
        const { at, exact } = cutoff;
        near.push({ key, quantity, value, cutoff: at, exact, counted: isAcross(value, cutoff) ? 'upper' : 'lower' });
      }
    }
  }
  return near;
}
