import type { CourseSources } from '../../../renderer/charts/course-model.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';

const ID = '00000000-0000-4000-8000-000000000001';

export const lab = (code: LabCode, day: number, valueSi: number, more: Partial<Observation> = {}): Observation => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  code,
  valueSi,
  comparator: null,
  text: null,
  missing: null,
  enteredValue: String(valueSi),
  enteredUnit: code === 'INR' ? '1' : 'umol/L',
  sampledAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
  timeSource: 'collected',
  laboratory: '',
  source: 'typed',
  version: 1,
  recordedAt: `2026-11-${String(day).padStart(2, '0')}T01:00:00Z`,
  recordedBy: 'test',
  voidedAt: null,
  ...more,
});

export const treatment = (kind: Treatment['kind'], startedAt: string, endedAt: string | null): Treatment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  kind,
  startedAt,
  endedAt,
  detail: '',
  version: 1,
  recordedAt: startedAt,
  recordedBy: 'test',
  voidedAt: null,
});

export const score = (day: number, value: number | null): Assessment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  scoreId: 'meld',
  scoreVersion: '1',
  anchorAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
  computedAt: `2026-11-${String(day).padStart(2, '0')}T01:00:00Z`,
  inputs: [
    {
      key: 'tbil',
      value: 100,
      comparator: null,
      sampledAt: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`,
      sourceId: ID,
    },
  ],
  outcome: { value, raw: value, grade: null, bounds: null, missing: [], notes: [], refused: null },
});

export const sources = (more: Partial<CourseSources>): CourseSources => ({
  observations: [],
  assessments: [],
  treatments: [],
  person: { sex: 'male', ageYears: 58 },
  t0: Date.parse('2026-11-01T00:00:00Z'),
  aclfScore: 'cossh-aclf-ii',
  textOf: observation => observation.enteredValue ?? '',
  ...more,
});
