import type { Assessment } from '../../shared/records/assessment.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../shared/records/observation.ts';
import { type RangeInUse, type RangePerson, rangeInUse } from '../../shared/records/reference-range.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import {
  type CoursePoint,
  labPoints,
  scorePoints,
  standing,
  viralLoadPoints,
  type WordPoint,
  wordPoints,
} from './course-point.ts';
import { type Trend, trendOf } from './course-trend.ts';
import { THRESHOLDS, type Threshold } from './thresholds.ts';

export interface CourseSeries {
  readonly id: string;
  readonly name: string;
  readonly points: readonly CoursePoint[];
  /** Its results in words, which have no place among the points but a time of their own. */
  readonly words: readonly WordPoint[];
  readonly trend: Trend;
}

/** What a series says at one instant: a number, or a word. */
export interface Reading {
  readonly at: number;
  readonly point: CoursePoint | null;
  readonly word: WordPoint | null;
}

/** What a series says at this instant; with null its newest, be it a number or a word ("not detected"). */
export function readingAt({ points, words }: CourseSeries, at: number | null): Reading | null {
  const point = (at === null ? points.at(-1) : points.find(each => each.at === at)) ?? null;
  const word = (at === null ? words.at(-1) : words.find(each => each.at === at)) ?? null;
  if (word && (!point || word.at > point.at)) return { at: word.at, point: null, word };
  return point && { at: point.at, point, word: null };
}

/** The number before the newest reading. */
export function pointBefore({ points, words }: CourseSeries): CoursePoint | undefined {
  const last = points.at(-1);
  return last && (words.at(-1)?.at ?? last.at) > last.at ? last : points.at(-2);
}

/** The panels from top to bottom; `ULN` is the view of its own. */
export const PANEL_IDS = ['TBIL', 'INR', 'PTA', 'MELD', 'ACLF', 'CREA', 'NA', 'ENZYMES', 'HBVDNA', 'ULN'] as const;
export type PanelId = (typeof PANEL_IDS)[number];

export interface CoursePanel {
  readonly id: PanelId;
  /** Of the values: SI, or log10 IU/mL for viral load; empty for scores. */
  readonly unit: string;
  /** The laboratory's newest printed range, else the catalogue's; null where there is none, or for two analytes. */
  readonly band: RangeInUse | null;
  readonly thresholds: readonly Threshold[];
  readonly series: readonly CourseSeries[];
  /** Where another laboratory began to measure: INR of two reagents is not one line. */
  readonly laboratoryChanges: readonly LaboratoryChange[];
}

export interface LaboratoryChange {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/** In the order of preference; CLIF-C AD last: it is for who has no ACLF. */
export const ACLF_SCORES = ['cossh-aclf-ii', 'clif-c-aclf', 'aarc', 'cossh-aclf', 'clif-c-ad'] as const;
export type AclfScore = (typeof ACLF_SCORES)[number];

const SCORE_NAMES: Readonly<Record<string, string>> = {
  meld: 'MELD',
  'meld-na-optn2016': 'MELD-Na',
  meld3: 'MELD 3.0',
  'cossh-aclf': 'COSSH-ACLF',
  'cossh-aclf-ii': 'COSSH-ACLF II',
  'clif-c-aclf': 'CLIF-C ACLF',
  'clif-c-ad': 'CLIF-C AD',
  aarc: 'AARC-ACLF',
};
export const scoreName = (scoreId: string): string => SCORE_NAMES[scoreId] ?? scoreId;

export interface CourseSources {
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
  readonly person: RangePerson;
  /** First presentation, ms: changes are counted from it. */
  readonly t0: number;
  readonly aclfScore: AclfScore;
  readonly textOf: (observation: Observation) => string;
}

export interface CourseModel {
  readonly panels: readonly CoursePanel[];
  /** Results in words, of the analytes of the panels and of HBsAg. */
  readonly words: readonly WordPoint[];
}

type Samples = ReturnType<typeof standing>;

const LAB_PANELS: Readonly<Partial<Record<PanelId, readonly LabCode[]>>> = {
  TBIL: ['TBIL'],
  INR: ['INR'],
  PTA: ['PTA'],
  CREA: ['CREA'],
  NA: ['NA'],
  ENZYMES: ['ALT', 'AST'],
  HBVDNA: ['HBVDNA'],
};
const WORD_CODES: readonly LabCode[] = [...Object.values(LAB_PANELS).flat(), 'HBSAG'];
/** Always there, though empty: what every course is read by. */
const ALWAYS: readonly PanelId[] = ['TBIL', 'INR'];

function newestRange(code: LabCode, samples: Samples, person: RangePerson): RangeInUse | null {
  const printed = samples.findLast(([, { range }]) => range !== undefined)?.[1].range;
  return rangeInUse(code, person, printed);
}

function laboratoryChanges(points: readonly CoursePoint[]): LaboratoryChange[] {
  const named = points.filter(({ laboratory }) => laboratory !== '');
  return named.flatMap((point, nth) => {
    const from = named[nth - 1]?.laboratory;
    return from === undefined || from === point.laboratory ? [] : [{ at: point.at, from, to: point.laboratory }];
  });
}

/** The stacked panels that have something to show, and the results in words. */
export function courseModel(sources: CourseSources): CourseModel {
  const { observations, assessments, treatments, person, t0, aclfScore } = sources;
  const samples = new Map(WORD_CODES.map(code => [code, standing(code, observations)]));
  const labPanel = (id: PanelId, codes: readonly LabCode[]): CoursePanel => {
    const series = codes.map((code): CourseSeries => {
      const own = samples.get(code) ?? [];
      const measured = labPoints(code, own, sources);
      const isLoad = code === 'HBVDNA';
      const points = isLoad ? viralLoadPoints(own, measured) : measured;
      return {
        id: code,
        name: isLoad ? `${code} lg` : code,
        points,
        words: wordPoints(code, own),
        trend: trendOf(code, points, treatments, t0),
      };
    });
    const [code] = codes;
    const isAlone = code !== undefined && codes.length === 1;
    return {
      id,
      unit: code === undefined ? '' : code === 'HBVDNA' ? 'log10 IU/mL' : labItem(code).unit,
      band: isAlone ? newestRange(code, samples.get(code) ?? [], person) : null,
      thresholds: (isAlone && THRESHOLDS[code]) || [],
      series: isAlone ? series : series.filter(({ points }) => points.length > 0),
      laboratoryChanges: code === 'INR' ? laboratoryChanges(series[0]?.points ?? []) : [],
    };
  };
  const scorePanel = (id: PanelId, scoreIds: readonly string[]): CoursePanel => {
    const series = scoreIds.map((scoreId): CourseSeries => {
      const points = scorePoints(scoreId, assessments, treatments);
      return { id: scoreId, name: scoreName(scoreId), points, words: [], trend: trendOf(null, points, treatments, t0) };
    });
    const shown = series.filter(({ points }) => points.length > 0);
    return { id, unit: '', band: null, thresholds: [], series: shown, laboratoryChanges: [] };
  };
  const panels = PANEL_IDS.flatMap((id): CoursePanel[] => {
    const codes = LAB_PANELS[id];
    if (codes) return [labPanel(id, codes)];
    if (id === 'MELD') return [scorePanel(id, ['meld', 'meld-na-optn2016', 'meld3'])];
    return id === 'ACLF' ? [scorePanel(id, [aclfScore])] : [];
  });
  const words = WORD_CODES.flatMap(code => wordPoints(code, samples.get(code) ?? []));
  return { panels: panels.filter(panel => ALWAYS.includes(panel.id) || hasPoints(panel)), words };
}

const hasPoints = ({ series }: CoursePanel): boolean =>
  series.some(({ points, words }) => points.length > 0 || words.length > 0);

/** ACLF scores that have a result, those with a course to show (two or more) first. */
export function availableScores(assessments: readonly Assessment[]): AclfScore[] {
  const counted = ACLF_SCORES.map(id => ({
    id,
    count: assessments.filter(({ scoreId, outcome }) => scoreId === id && typeof outcome.value === 'number').length,
  }));
  const known = counted.filter(({ count }) => count > 0);
  return [...known.filter(({ count }) => count > 1), ...known.filter(({ count }) => count === 1)].map(({ id }) => id);
}

/** All sample times of the panels, oldest first. */
export function focusTimes(panels: readonly CoursePanel[]): number[] {
  const times = panels.flatMap(panel =>
    panel.series.flatMap(({ points, words }) => [...points, ...words].map(({ at }) => at)),
  );
  return [...new Set(times)].sort((a, b) => a - b);
}
