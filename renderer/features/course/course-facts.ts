import { easlGrades } from '../../../shared/clinical/aclf-grades.ts';
import { failureHistory } from '../../../shared/clinical/failure-history.ts';
import { disturbanceAt, disturbancesOf } from '../../../shared/clinical/interference.ts';
import { parseNote } from '../../../shared/clinical/note.ts';
import { scoreDifference, type TimedValue } from '../../../shared/clinical/trend.ts';
import type { AnalyteCourse, CourseFacts, TimedSample } from '../../../shared/clinical/trend-rules.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import { type Instant, wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { standing } from '../../charts/course-point.ts';

interface CourseRecord {
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
  readonly now: Instant;
}

function analyteCourse(code: LabCode, { observations, treatments, now }: CourseRecord): AnalyteCourse {
  const disturbances = disturbancesOf(code, treatments);
  const samples: TimedSample[] = [];
  let newestLeftOutAt: string | null = null;
  for (const [atMs, { valueSi: value, comparator, sampledAt: at }] of standing(code, observations)) {
    if (value === null || atMs > Date.parse(now)) continue;
    const effect = disturbanceAt(atMs, disturbances)?.effect;
    if (effect === 'exclude') newestLeftOutAt = at;
    else samples.push({ at, value, comparator, isTreated: effect === 'mark' });
  }
  return { samples, newestLeftOutAt };
}

/** The numbers of one score, newest computation of each sample time. */
function scoreCourse(scoreId: string, { assessments }: CourseRecord): TimedSample[] {
  return assessments.flatMap(({ scoreId: id, anchorAt: at, outcome: { value, notes } }) => {
    if (id !== scoreId || typeof value !== 'number') return [];
    const isTreated = notes.some(note => parseNote(note).code === 'after-treatment');
    return [{ at, value, comparator: null, isTreated }];
  });
}

const byTime = (a: { at: string }, b: { at: string }) => Date.parse(a.at) - Date.parse(b.at);

/** The EASL-CLIF grade of each sample time, or the least that it can be while an organ is not assessed. */
function easlCourse({ assessments }: CourseRecord): { at: string; least: string; isKnown: boolean }[] {
  return assessments
    .flatMap(({ scoreId, anchorAt: at, outcome: { grade, bounds } }) => {
      if (scoreId !== 'easl-aclf') return [];
      const least = grade ?? bounds?.low;
      return typeof least === 'string' ? [{ at, least, isKnown: grade !== null || bounds?.low === bounds?.high }] : [];
    })
    .sort(byTime);
}

/** What the trend rules of clinical.md 13 look at. Intensive care and transplantation have no place in the record. */
export function courseFacts(record: CourseRecord): CourseFacts {
  const grades = easlCourse(record);
  return {
    tbil: analyteCourse('TBIL', record),
    inr: analyteCourse('INR', record),
    crea: analyteCourse('CREA', record),
    lac: analyteCourse('LAC', record),
    clifCAclf: scoreCourse('clif-c-aclf', record),
    failures: failureHistory(record.assessments),
    aclfDiagnosedAt:
      grades.find(({ least }) => easlGrades.indexOf(least as (typeof easlGrades)[number]) > 0)?.at ?? null,
    gradedAt: grades.filter(({ isKnown }) => isKnown).map(({ at }) => at),
    icuAdmittedAt: null,
    isTransplanted: null,
    now: record.now,
  };
}

export interface ScoreDifference {
  readonly day: 3 | 7;
  readonly to: TimedSample;
  readonly difference: number;
}

/** COSSH-ACLF II against its first value, which is day 0 [ENG]; days are calendar days of Asia/Shanghai. */
export interface CosshCourse {
  readonly first: TimedSample;
  /** The newest score of day 3 and of day 7; absent where none was computed on that day. */
  readonly differences: readonly ScoreDifference[];
}

const DAY_MS = 24 * 3_600_000;
const dayNumber = (at: Instant): number => Date.parse(`${wallDay(at)}T00:00:00Z`) / DAY_MS;

/** @returns null before the first score */
export function cosshCourse(record: CourseRecord): CosshCourse | null {
  const scores = scoreCourse('cossh-aclf-ii', record).sort(byTime);
  const [first] = scores;
  if (first === undefined) return null;
  const differenceOn = (day: 3 | 7): ScoreDifference[] => {
    const to = scores.findLast(({ at }) => dayNumber(at) - dayNumber(first.at) === day);
    const value = ({ at, value: points }: TimedSample): TimedValue => ({ at, value: points });
    return to ? [{ day, to, difference: scoreDifference(value(first), value(to)) }] : [];
  };
  return { first, differences: [...differenceOn(3), ...differenceOn(7)] };
}
