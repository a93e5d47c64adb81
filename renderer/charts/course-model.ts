import type { InputKey } from '../../shared/clinical/analytes.ts';
import { type Interference, interferenceAt, labCodeOfInput } from '../../shared/clinical/interference.ts';
import { type Course, courseOf } from '../../shared/clinical/trend.ts';
import type { Assessment } from '../../shared/records/assessment.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import type { Comparator, LabCode, Observation } from '../../shared/records/observation.ts';
import { type RangePerson, type ReferenceRange, referenceRange } from '../../shared/records/reference-range.ts';
import type { Instant } from '../../shared/records/time.ts';
import type { Treatment } from '../../shared/records/treatment.ts';

/** One value on a panel, in SI (or in points). */
export interface CoursePoint {
  readonly at: number; // ms since epoch
  readonly value: number;
  /** The number as read: as written, or with the decimals of the score. */
  readonly text: string;
  readonly comparator: Comparator | null;
  /** A treatment that resets the value (`exclude`: hollow, out of the trend) or may change it (`mark`). */
  readonly treated: Interference['effect'] | null;
}

export interface CourseSeries {
  readonly id: string;
  readonly name: string;
  readonly points: readonly CoursePoint[];
}

/** Keys of `course.threshold` in shared/i18n; the constants are those of clinical.md. */
export type ThresholdId = 'tbil-apasl' | 'tbil-china' | 'tbil-easl' | 'inr-15' | 'inr-25';

export interface Threshold {
  readonly id: ThresholdId;
  readonly at: number;
}

export interface CoursePanel {
  readonly id: 'TBIL' | 'INR' | 'MELD';
  readonly unit: string;
  readonly band: ReferenceRange | null;
  readonly thresholds: readonly Threshold[];
  readonly series: readonly CourseSeries[];
  /** Slope and direction of the panel's analyte; null for scores, for which none is established. */
  readonly course: Course | null;
}

const THRESHOLDS: Record<'TBIL' | 'INR', readonly Threshold[]> = {
  TBIL: [
    { id: 'tbil-apasl', at: 85.5 }, // umol/L, 5 mg/dL, APASL 2019
    { id: 'tbil-china', at: 171 }, // umol/L, 10 × ULN, Chinese guideline
    { id: 'tbil-easl', at: 205.2 }, // umol/L, 12 mg/dL, EASL-CLIF
  ],
  INR: [
    { id: 'inr-15', at: 1.5 },
    { id: 'inr-25', at: 2.5 },
  ],
};

export interface CourseSources {
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
  readonly person: RangePerson;
  readonly textOf: (observation: Observation) => string;
}

function labPoints(code: LabCode, { observations, treatments, textOf }: CourseSources): CoursePoint[] {
  const latest = new Map<number, Observation>(); // of two values at one time the later recorded stands
  for (const observation of observations) {
    if (observation.code !== code || observation.voidedAt !== null || observation.valueSi === null) continue;
    const at = Date.parse(observation.sampledAt);
    const present = latest.get(at);
    if (!present || Date.parse(observation.recordedAt) >= Date.parse(present.recordedAt)) latest.set(at, observation);
  }
  return [...latest]
    .sort(([a], [b]) => a - b)
    .map(([at, observation]) => ({
      at,
      value: observation.valueSi ?? Number.NaN,
      text: textOf(observation),
      comparator: observation.comparator,
      treated: interferenceAt(code, observation.sampledAt, treatments)?.effect ?? null,
    }));
}

const codeOfInput = (key: string): LabCode | undefined => labCodeOfInput[key as InputKey]; // an unknown key has no code

/** A score carries the mark of its inputs: `exclude` where any of them was reset. */
function treatedScore({ inputs }: Assessment, treatments: readonly Treatment[]): CoursePoint['treated'] {
  const effects = inputs.flatMap(({ key, sampledAt }) => {
    const code = codeOfInput(key);
    const found = code === undefined || sampledAt === null ? null : interferenceAt(code, sampledAt, treatments);
    return found === null ? [] : [found.effect];
  });
  if (effects.includes('exclude')) return 'exclude';
  return effects.length > 0 ? 'mark' : null;
}

/** A look at the bedside repeats a laboratory score from older blood: that is no new point of its course. */
const hasOwnSample = ({ inputs, anchorAt }: Assessment): boolean =>
  inputs.some(
    ({ key, sampledAt }) =>
      codeOfInput(key) !== undefined && sampledAt !== null && Date.parse(sampledAt) === Date.parse(anchorAt),
  );

function scorePoints(scoreId: string, { assessments, treatments }: CourseSources): CoursePoint[] {
  return assessments
    .flatMap(assessment => {
      const { value } = assessment.outcome;
      if (assessment.scoreId !== scoreId || typeof value !== 'number' || !hasOwnSample(assessment)) return [];
      const treated = treatedScore(assessment, treatments);
      return [{ at: Date.parse(assessment.anchorAt), value, text: String(value), comparator: null, treated }];
    })
    .toSorted((a, b) => a.at - b.at);
}

/** The stacked panels: total bilirubin, INR, MELD with MELD 3.0. */
export function coursePanels(sources: CourseSources): CoursePanel[] {
  const { person, treatments } = sources;
  const labs = (['TBIL', 'INR'] as const).map((code): CoursePanel => {
    const points = labPoints(code, sources);
    const last = points.at(-1);
    const values = points.map(point => ({ at: new Date(point.at).toISOString(), value: point.value }));
    return {
      id: code,
      unit: labItem(code).unit,
      band: referenceRange(code, person),
      thresholds: THRESHOLDS[code],
      series: [{ id: code, name: code, points }],
      course: last ? courseOf(code, values, treatments, new Date(last.at).toISOString()) : null,
    };
  });
  const meld: CoursePanel = {
    id: 'MELD',
    unit: '',
    band: null,
    thresholds: [],
    series: [
      { id: 'meld', name: 'MELD', points: scorePoints('meld', sources) },
      { id: 'meld3', name: 'MELD 3.0', points: scorePoints('meld3', sources) },
    ],
    course: null,
  };
  return [...labs, meld];
}

/** All sample times of the panels, oldest first. */
export function focusTimes(panels: readonly CoursePanel[]): number[] {
  const times = panels.flatMap(panel => panel.series.flatMap(series => series.points.map(point => point.at)));
  return [...new Set(times)].sort((a, b) => a - b);
}

export const WINDOWS = ['48h', '7d', '14d', '28d', 'all'] as const;
export type WindowName = (typeof WINDOWS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Record<Exclude<WindowName, 'all'>, number> = {
  '48h': 48 * HOUR_MS,
  '7d': 7 * DAY_MS,
  '14d': 14 * DAY_MS,
  '28d': 28 * DAY_MS,
};
/** The axis goes on to the present while the last sample is fresh; an old course ends with its last sample. */
const FRESH_MS = 24 * HOUR_MS;

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const EDGE = 0.02;

/** @param instants everything that happened, ms: samples, treatments, T0 */
export function spanOf(window: WindowName, instants: readonly number[], now: Instant): TimeSpan {
  const nowMs = Date.parse(now);
  const first = Math.min(nowMs, ...instants);
  const last = instants.length === 0 ? nowMs : Math.max(...instants);
  const to = nowMs - last >= 0 && nowMs - last <= FRESH_MS ? nowMs : last;
  const from = window === 'all' ? first : to - LENGTH_MS[window];
  const length = Math.max(to - from, 12 * HOUR_MS); // one sample still needs an axis
  const room = window === 'all' ? length * EDGE : 0; // so that the first and the last marker stand free of the frame
  return { from: to - length - room, to: to + room };
}

const CHINA_MS = 8 * HOUR_MS; // Asia/Shanghai, no daylight saving
const STEPS_MS = [3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 2 * DAY_MS, 4 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS];
const MOST_TICKS = 10;

/** Ticks at whole hours or midnights of the hospital's wall clock. */
export function timeTicks({ from, to }: TimeSpan): number[] {
  const step = STEPS_MS.find(each => (to - from) / each <= MOST_TICKS) ?? 28 * DAY_MS;
  const first = Math.ceil((from + CHINA_MS) / step) * step - CHINA_MS;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, at) => first + at * step);
}

export const isMidnight = (at: number): boolean => (at + CHINA_MS) % DAY_MS === 0;

/** The sample time nearest to a place on the axis. */
export function nearestTime(times: readonly number[], at: number): number | null {
  return times.reduce<number | null>(
    (best, time) => (best === null || Math.abs(time - at) < Math.abs(best - at) ? time : best),
    null,
  );
}
