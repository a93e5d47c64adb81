import type { Finding } from '../records/finding.ts';
import type { InputKey } from './analytes.ts';
import type { Comparator } from './inputs.ts';
import { roundSi } from './rounding.ts';
import { oxygenProblem, oxygenRatio } from './unit-slip.ts';

/** A value with the time at which it was seen or sampled, and the row that it came from. */
export interface Sample {
  readonly id: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly value: number | string | boolean;
  readonly comparator: Comparator | null;
}

/** A bedside row as the engine reads it; `code` is wider than our list, so that any input key can be handed in. */
export type BedsideRow = Pick<Finding, 'id' | 'value' | 'observedAt' | 'recordedAt' | 'voidedAt'> & {
  readonly code: string;
};

/** What a score can read of a finding's value: a list counts, a dry weight is its kilograms. */
function scored(value: BedsideRow['value']): Sample['value'] {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' ? value.kg : value;
}

function samplesOf(findings: readonly BedsideRow[], code: string, untilMs: number): Sample[] {
  return findings
    .filter(row => row.code === code && row.voidedAt === null && Date.parse(row.observedAt) <= untilMs)
    .map(({ id, value, observedAt, recordedAt }) => ({
      ...{ id, at: observedAt, recordedAt, comparator: null },
      value: scored(value),
    }));
}

const OXYGEN_OF = { pf: 'pao2', sf: 'spo2' } as const;

/**
 * Ratios of an oxygen reading and the FiO2 of the same look: only where both were given. A flow in L/min is no fraction,
 * and a reading outside its limits gives none. The row of the oxygen stands as the source.
 */
function oxygenSamples(findings: readonly BedsideRow[], kind: 'pf' | 'sf', untilMs: number): Sample[] {
  const fractions = samplesOf(findings, 'fio2', untilMs);
  return samplesOf(findings, OXYGEN_OF[kind], untilMs).flatMap(sample => {
    const fraction = newest(fractions.filter(({ at }) => Date.parse(at) === Date.parse(sample.at)));
    if (typeof sample.value !== 'number' || typeof fraction?.value !== 'number') return [];
    const reading = { oxygen: sample.value, fio2: fraction.value };
    return oxygenProblem(reading, kind) === null ? [{ ...sample, value: roundSi(oxygenRatio(reading)) }] : [];
  });
}

/** The bedside values of a score input up to a moment, in any order. */
export function bedsideSamples(findings: readonly BedsideRow[], key: InputKey, untilMs: number): Sample[] {
  const given = samplesOf(findings, key, untilMs);
  return key === 'pf' || key === 'sf' ? [...given, ...oxygenSamples(findings, key, untilMs)] : given;
}

/** What energy is computed with: the dry weight that a clinician confirmed, else the weight as it was measured. */
export function weightSamples(findings: readonly BedsideRow[], untilMs: number): Sample[] {
  const dry = samplesOf(findings, 'dry_weight', untilMs);
  return dry.length > 0 ? dry : samplesOf(findings, 'weight', untilMs);
}

/** The latest by its time; of two at the same time the one recorded last. */
export function newest<Timed extends Pick<Sample, 'at' | 'recordedAt'>>(samples: readonly Timed[]): Timed | undefined {
  let best: Timed | undefined;
  for (const sample of samples) {
    const gap = best === undefined ? 1 : Date.parse(sample.at) - Date.parse(best.at);
    const isNewer =
      best === undefined || gap > 0 || (gap === 0 && Date.parse(sample.recordedAt) >= Date.parse(best.recordedAt));
    if (isNewer) best = sample;
  }
  return best;
}
