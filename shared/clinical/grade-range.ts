import type { InputKey } from './analytes.ts';
import type { ClinicalValues } from './inputs.ts';
import { fillMissing } from './missing-range.ts';
import type { ScoreDefinition, ScoreResult } from './score-definition.ts';

/** With more inputs missing than this nothing useful is certain. */
const MOST_MISSING = 5;

/**
 * Where the grade of a score lies, whatever its missing inputs are: both ends of the hard range of each, in every
 * combination. A score that refuses for want of an input may still be certain of a grade or of its absence (the Chinese
 * stage is pre-failure or worse at PTA 45 % and bilirubin 100 µmol/L, however many complications there are).
 * @returns null where nothing can be said
 */
export function gradeRange(
  definition: ScoreDefinition,
  { grade, bounds, missing, refused }: ScoreResult,
  values: ClinicalValues,
): { low: string; high: string } | null {
  if (grade !== null) return { low: grade, high: grade };
  if (bounds !== null) return { low: String(bounds.low), high: String(bounds.high) };
  const { grades } = definition;
  if (refused?.code !== 'missing-input' || grades === null || missing.length > MOST_MISSING) return null;
  const possible = corners(definition, values, missing).map(corner => definition.compute(corner)?.grade ?? null);
  const steps = possible.map(each => (each === null ? -1 : grades.indexOf(each)));
  const low = grades[Math.min(...steps)];
  const high = grades[Math.max(...steps)];
  return low === undefined || high === undefined ? null : { low, high };
}

function corners(definition: ScoreDefinition, values: ClinicalValues, missing: readonly InputKey[]): ClinicalValues[] {
  return missing.reduce<ClinicalValues[]>(
    (filled, key) =>
      filled.flatMap(each => [
        fillMissing(each, [key], definition.inputs, 'best'),
        fillMissing(each, [key], definition.inputs, 'worst'),
      ]),
    [values],
  );
}
