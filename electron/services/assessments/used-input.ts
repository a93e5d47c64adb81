import type { InputKey } from '../../../shared/clinical/analytes.ts';
import type { ChosenInputs } from '../../../shared/clinical/chosen-inputs.ts';
import type { AssessmentInput } from '../../../shared/records/assessment.ts';

/** An input as it was used: value, when it was sampled and the row that it came from; none where it is missing. */
export function usedInput(key: InputKey, chosen: ChosenInputs): AssessmentInput[] {
  const given = chosen.inputs[key];
  if (given === undefined || given === null) return [];
  const { value, comparator = null } = typeof given === 'object' ? given : { value: given };
  return [{ key, value, comparator, sampledAt: chosen.sampledAt[key] ?? null, sourceId: chosen.sources[key] ?? null }];
}
