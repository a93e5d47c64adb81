import { choices, type InputKey, isChoiceKey, isFlagKey, quantitySpec } from './analytes.ts';
import type { ClinicalValues, ValuesDraft } from './inputs.ts';
import type { ScoreInput } from './score-definition.ts';

type End = 'best' | 'worst';

/**
 * Sets every missing input to the end of its whole hard range that makes the result lowest (`best`) or highest.
 * The bounded scores are monotone in each input, so these two fillings enclose every other one (clinical.md 1.5).
 */
export function fillMissing(
  values: ClinicalValues,
  missing: readonly InputKey[],
  inputs: readonly ScoreInput[],
  end: End,
): ClinicalValues {
  const filled: ValuesDraft = { ...values };
  for (const key of missing) {
    const bestAt = inputs.find(input => input.key === key)?.bestAt ?? 'low';
    const wantsLow = (bestAt === 'low') === (end === 'best');
    if (key === 'ascites') {
      const levels = choices.ascites;
      filled.ascites = wantsLow ? levels[0] : levels[levels.length - 1];
    } else if (!isFlagKey(key) && !isChoiceKey(key)) {
      const [low, high] = quantitySpec(key).hard;
      const top = key === 'neut' ? Math.min(high, values.wbc ?? high) : high; // neutrophils cannot exceed white cells
      filled[key] = wantsLow ? low : top;
    }
  }
  return filled;
}
