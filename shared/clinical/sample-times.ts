import type { InputKey } from './analytes.ts';
import type { ClinicalValues } from './inputs.ts';
import type { ScoreInput } from './score-definition.ts';

/** Sampling time of each input, ISO 8601 with offset. */
export type SampleTimes = { readonly [K in InputKey]?: string };

const HOUR_MS = 3_600_000;

/**
 * Facts that describe the patient, and values that are meant to be old: neither belongs to "the same sample".
 */
const TIMELESS: ReadonlySet<InputKey> = new Set([
  'age',
  'sex',
  'weight',
  'height',
  'cirrhosis',
  'decompensated',
  'hbv',
  'cholestatic',
  'crea_baseline',
  'crea_48h_ago',
  'tbil_rise_per_day',
]);

export function isTimed(key: InputKey): boolean {
  return !TIMELESS.has(key);
}

/** Hours between the earliest and the latest sample among the known inputs of a score; 0 with fewer than two times. */
export function spreadHours(
  inputs: readonly Pick<ScoreInput, 'key'>[],
  values: ClinicalValues,
  sampledAt: SampleTimes,
): number {
  let earliest = Infinity;
  let latest = -Infinity;
  for (const { key } of inputs) {
    const time = sampledAt[key];
    if (time === undefined || values[key] === undefined || !isTimed(key)) continue;
    const instant = Date.parse(time);
    if (Number.isNaN(instant)) continue;
    earliest = Math.min(earliest, instant);
    latest = Math.max(latest, instant);
  }
  return latest > earliest ? (latest - earliest) / HOUR_MS : 0;
}
