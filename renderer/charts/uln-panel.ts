import { roundHalfUp } from '../../shared/clinical/rounding.ts';
import type { LabCode, Observation } from '../../shared/records/observation.ts';
import { type RangePerson, rangeInUse } from '../../shared/records/reference-range.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import type { CoursePanel, CourseSeries } from './course-model.ts';
import { labPoints, standing } from './course-point.ts';
import { trendOf } from './course-trend.ts';

/** Those whose upper limit is a measure of its own; INR and PTA are ratios already. */
const CODES: readonly LabCode[] = ['TBIL', 'ALT', 'AST', 'CREA'];

/** All as multiples of the upper limit that holds for each value, which is what lets them share one axis. */
export function ulnPanel(sources: {
  observations: readonly Observation[];
  treatments: readonly Treatment[];
  person: RangePerson;
  t0: number;
}): CoursePanel {
  const { observations, treatments, person, t0 } = sources;
  const series = CODES.map((code): CourseSeries => {
    const samples = standing(code, observations);
    const limits = new Map(samples.map(([at, { range }]) => [at, rangeInUse(code, person, range)?.high ?? null]));
    const points = labPoints(code, samples, { treatments, person, textOf: () => '' }).flatMap(point => {
      const limit = limits.get(point.at);
      if (!limit) return []; // nothing to be a multiple of
      const value = point.value / limit;
      return [{ ...point, value, text: String(roundHalfUp(value, 2)) }];
    });
    return { id: code, name: code, points, words: [], trend: trendOf(null, points, treatments, t0) };
  });
  return {
    id: 'ULN',
    unit: '',
    band: null,
    thresholds: [],
    series: series.filter(({ points }) => points.length > 0),
    laboratoryChanges: [],
  };
}
