import type { InputKey } from '../../shared/clinical/analytes.ts';
import {
  disturbanceAt,
  disturbancesOf,
  type Interference,
  labCodeOfInput,
} from '../../shared/clinical/interference.ts';
import { roundSi } from '../../shared/clinical/rounding.ts';
import { scoreDefinition } from '../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../shared/records/assessment.ts';
import type { Comparator, LabCode, Observation } from '../../shared/records/observation.ts';
import { type RangeFlag, type RangePerson, rangeFlag, rangeInUse } from '../../shared/records/reference-range.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import { isConverted } from '../features/labs/lab-table.ts';
import { enteredText } from '../features/labs/value-wording.ts';

/** One value on a panel, in SI (or in points). */
export interface CoursePoint {
  readonly at: number; // ms since epoch
  readonly value: number;
  /** The number as read: as written, or with the decimals of the score. */
  readonly text: string;
  readonly comparator: Comparator | null;
  /** A treatment that resets the value (`exclude`: hollow, out of the trend) or may change it (`mark`). */
  readonly treated: Interference['effect'] | null;
  /** Against the range that the laboratory printed for this very value, else the catalogue's. */
  readonly flag: RangeFlag | null;
  readonly source: Observation['source'] | 'computed';
  readonly isCorrected: boolean;
  readonly isConverted: boolean;
  /** Nothing is known of the stretch before it: the line to the value before is not drawn. */
  readonly isAfterGap: boolean;
  /** Empty where it is not known, and for scores. */
  readonly laboratory: string;
  /** As it was written down, with its unit, where that is not what the panel shows; else empty. */
  readonly written: string;
}

const DAY_MS = 24 * 3_600_000;
/** A longer stretch without a value is missing, not straight [ENG]. */
const LONGEST_STRETCH_MS = 7 * DAY_MS;

interface PointSources {
  readonly treatments: readonly Treatment[];
  readonly person: RangePerson;
  readonly textOf: (observation: Observation) => string;
}

/** The values that stand, oldest first: of two at one time the later recorded; samples without a number included. */
export function standing(code: LabCode, observations: readonly Observation[]): [at: number, Observation][] {
  const latest = new Map<number, Observation>();
  for (const observation of observations) {
    if (observation.code !== code || observation.voidedAt !== null) continue;
    const at = Date.parse(observation.sampledAt);
    const present = latest.get(at);
    if (!present || Date.parse(observation.recordedAt) >= Date.parse(present.recordedAt)) latest.set(at, observation);
  }
  return [...latest].sort(([a], [b]) => a - b);
}

/** The numbers of one analyte. A sample that gave no number, or a long silence, leaves a gap. */
export function labPoints(
  code: LabCode,
  samples: readonly [at: number, Observation][],
  { treatments, person, textOf }: PointSources,
): CoursePoint[] {
  const disturbances = disturbancesOf(code, treatments);
  const points: CoursePoint[] = [];
  let isBroken = false;
  for (const [at, observation] of samples) {
    const { valueSi: value, comparator, source, version, laboratory, range } = observation;
    if (value === null) {
      isBroken = true;
      continue;
    }
    const before = points.at(-1);
    points.push({
      at,
      value,
      text: textOf(observation),
      comparator,
      treated: disturbanceAt(at, disturbances)?.effect ?? null,
      flag: rangeFlag(rangeInUse(code, person, range), value, comparator),
      source,
      isCorrected: version > 1,
      isConverted: isConverted(observation),
      isAfterGap: before !== undefined && (isBroken || at - before.at > LONGEST_STRETCH_MS),
      laboratory,
      written: isConverted(observation) ? enteredText(observation) : '',
    });
    isBroken = false;
  }
  return points;
}

const codeOfInput = (key: string): LabCode | undefined => labCodeOfInput[key as InputKey]; // an unknown key has no code

/** What treatments do to a sample of any analyte; each analyte's stretches are worked out once. */
function effectFinder(treatments: readonly Treatment[]) {
  const known = new Map<LabCode, ReturnType<typeof disturbancesOf>>();
  return (code: LabCode, sampledAt: string): Interference['effect'] | null => {
    const disturbances = known.get(code) ?? disturbancesOf(code, treatments);
    known.set(code, disturbances);
    return disturbanceAt(Date.parse(sampledAt), disturbances)?.effect ?? null;
  };
}

/** A look at the bedside repeats a laboratory score from older blood: that is no new point of its course. */
const hasOwnSample = ({ inputs, anchorAt }: Assessment): boolean =>
  inputs.some(
    ({ key, sampledAt }) =>
      codeOfInput(key) !== undefined && sampledAt !== null && Date.parse(sampledAt) === Date.parse(anchorAt),
  );

/** The numbers of one score. Each carries the mark of its inputs: `exclude` where any of them was reset. */
export function scorePoints(
  scoreId: string,
  assessments: readonly Assessment[],
  treatments: readonly Treatment[],
): CoursePoint[] {
  const effectOf = effectFinder(treatments);
  const decimals = scoreDefinition(scoreId)?.display.decimals ?? 0;
  const own = assessments
    .filter(assessment => assessment.scoreId === scoreId && hasOwnSample(assessment))
    .map(assessment => ({ at: Date.parse(assessment.anchorAt), assessment }))
    .sort((a, b) => a.at - b.at);
  const points: CoursePoint[] = [];
  let isBroken = false;
  for (const { at, assessment } of own) {
    const { value } = assessment.outcome;
    if (typeof value !== 'number') {
      isBroken = true;
      continue;
    }
    const effects = assessment.inputs.map(({ key, sampledAt }) => {
      const code = codeOfInput(key);
      return code === undefined || sampledAt === null ? null : effectOf(code, sampledAt);
    });
    const before = points.at(-1);
    points.push({
      at,
      value,
      text: value.toFixed(decimals),
      comparator: null,
      treated: effects.includes('exclude') ? 'exclude' : effects.includes('mark') ? 'mark' : null,
      flag: null,
      source: 'computed',
      isCorrected: false,
      isConverted: false,
      isAfterGap: before !== undefined && (isBroken || at - before.at > LONGEST_STRETCH_MS),
      laboratory: '',
      written: '',
    });
    isBroken = false;
  }
  return points;
}

/** A result in words at its sample time. */
export interface WordPoint {
  readonly at: number;
  readonly code: LabCode;
  readonly observation: Observation;
}

/** Results that a laboratory gave in words, for the lane under the panels. */
export const wordPoints = (code: LabCode, samples: readonly [at: number, Observation][]): WordPoint[] =>
  samples.flatMap(([at, observation]) =>
    observation.text !== null || hasNoLogarithm(code, observation) ? [{ at, code, observation }] : [],
  );

/** A viral load of zero stands in the lane: on the panel it would be nowhere. */
const hasNoLogarithm = (code: LabCode, { valueSi }: Observation): boolean => code === 'HBVDNA' && valueSi === 0;

/** Viral load as log10 IU/mL, as every report of its course reads; what was written stays beside it. */
export function viralLoadPoints(
  samples: readonly [at: number, Observation][],
  points: readonly CoursePoint[],
): CoursePoint[] {
  const written = new Map(samples.map(([at, observation]) => [at, enteredText(observation)]));
  return points.flatMap(point => {
    if (point.value <= 0) return [];
    const value = roundSi(Math.log10(point.value));
    return [{ ...point, value, text: value.toFixed(2), written: written.get(point.at) ?? '' }];
  });
}
