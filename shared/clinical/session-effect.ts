import type { Assessment } from '../records/assessment.ts';
import type { LabCode, Observation } from '../records/observation.ts';
import type { Treatment } from '../records/treatment.ts';
import { FORM_OF_KIND } from '../records/treatment-particulars.ts';
import { INTERFERENCE_HOURS, interferenceAt } from './interference.ts';

const HOUR_MS = 3_600_000;
/** What a session is judged by, and no more (clinical.md 11). */
export const SESSION_MEASURES = ['TBIL', 'INR', 'meld'] as const;
export type SessionMeasure = (typeof SESSION_MEASURES)[number];

/** A laboratory value in SI, or a score. */
export interface MeasuredPoint {
  readonly at: string;
  readonly value: number;
  /** Where it was measured; null for a score. */
  readonly observation: Observation | null;
  /** Reset by some treatment within its window: shown, never called improvement. */
  readonly isAfterTreatment: boolean;
}

export interface SessionEffect {
  readonly treatment: Treatment;
  readonly measures: {
    readonly [M in SessionMeasure]: {
      /** The last one not later than the start. */
      readonly before: MeasuredPoint | null;
      /** The last one within 48 h of the end: what the session itself did to the number. */
      readonly after: MeasuredPoint | null;
      /** The first one after the 48 h, before the next session begins. */
      readonly later: MeasuredPoint | null;
    };
  };
}

interface Facts {
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
}

/** Each session of artificial liver with the values around it, the oldest session first. */
export function sessionEffects({ observations, assessments, treatments }: Facts): SessionEffect[] {
  const present = treatments.filter(({ voidedAt }) => voidedAt === null);
  const sessions = present
    .filter(({ kind }) => FORM_OF_KIND[kind] === 'artificial-liver')
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const points: Record<SessionMeasure, MeasuredPoint[]> = {
    TBIL: labPoints('TBIL', observations, present),
    INR: labPoints('INR', observations, present),
    meld: scorePoints('meld', assessments),
  };
  return sessions.map((treatment, index) => {
    const next = sessions[index + 1];
    const around = (measure: SessionMeasure) => aroundSession(points[measure], treatment, next);
    return { treatment, measures: { TBIL: around('TBIL'), INR: around('INR'), meld: around('meld') } };
  });
}

function aroundSession(
  points: readonly MeasuredPoint[],
  { startedAt, endedAt }: Treatment,
  next: Treatment | undefined,
) {
  const start = Date.parse(startedAt);
  const end = Date.parse(endedAt ?? startedAt);
  const window = end + INTERFERENCE_HOURS * HOUR_MS;
  const limit = next ? Date.parse(next.startedAt) : Number.POSITIVE_INFINITY;
  const within = (from: number, to: number) =>
    points.filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= Math.min(to, limit));
  return {
    before: points.findLast(({ at }) => Date.parse(at) <= start) ?? null,
    after: within(start, window).at(-1) ?? null,
    later: within(window, Number.POSITIVE_INFINITY)[0] ?? null,
  };
}

/** Oldest first. Of a censored value the number alone would mislead: it is left out. */
function labPoints(code: LabCode, observations: readonly Observation[], treatments: readonly Treatment[]) {
  return inOrder(
    observations.flatMap(observation => {
      const { code: of, valueSi, comparator, voidedAt, sampledAt } = observation;
      if (of !== code || voidedAt !== null || valueSi === null || comparator !== null) return [];
      const isAfterTreatment = interferenceAt(code, sampledAt, treatments)?.effect === 'exclude';
      return [{ at: sampledAt, value: valueSi, observation, isAfterTreatment }];
    }),
  );
}

/** A score carries the mark of any input that a treatment has touched. */
function scorePoints(scoreId: string, assessments: readonly Assessment[]): MeasuredPoint[] {
  return inOrder(
    assessments.flatMap(({ scoreId: of, anchorAt, outcome: { value, notes } }) => {
      if (of !== scoreId || typeof value !== 'number') return [];
      const isAfterTreatment = notes.some(note => note.startsWith('after-treatment:'));
      return [{ at: anchorAt, value, observation: null, isAfterTreatment }];
    }),
  );
}

const inOrder = (points: MeasuredPoint[]): MeasuredPoint[] =>
  points.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
