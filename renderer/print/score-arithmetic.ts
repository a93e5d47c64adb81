import { type Explanation, explain } from '../../shared/clinical/explanation.ts';
import type { Assessment } from '../../shared/records/assessment.ts';

const SAME = 1e-9;

/**
 * The arithmetic behind a frozen result, from its frozen inputs.
 * @returns null where this program's formula gives another result than the one that was signed: a sheet must never
 * explain a number that it does not show
 */
export function arithmeticOf({ scoreId, scoreVersion, inputs, outcome }: Assessment): Explanation | null {
  const given = Object.fromEntries(
    inputs.map(({ key, value, comparator }) => [
      key,
      comparator !== null && typeof value === 'number' ? { value, comparator } : value,
    ]),
  );
  const explanation = explain(scoreId, given);
  const { result } = explanation;
  const isSameRaw =
    result.raw === outcome.raw ||
    (result.raw !== null && outcome.raw !== null && Math.abs(result.raw - outcome.raw) <= SAME);
  const isSame =
    result.version === scoreVersion && result.value === outcome.value && result.grade === outcome.grade && isSameRaw;
  return isSame ? explanation : null;
}
