import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment-kind.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-09-01T00:00:00Z');
const SAMPLES = 334; // times 6 panels: 2,004 values
const TREATMENTS = 200;
const STEP_MS = 4 * 3_600_000;

export const NOW = new Date(START + SAMPLES * STEP_MS).toISOString();
export const T0 = new Date(START).toISOString();

/** Middle and swing of each panel's values, in SI. */
const COURSES: readonly [LabCode, number, number][] = [
  ['TBIL', 320, 150],
  ['INR', 2, 0.6],
  ['PTA', 40, 15],
  ['CREA', 120, 60],
  ['NA', 134, 6],
  ['HBVDNA', 2e5, 1.9e5],
];

const at = (nth: number) => new Date(START + nth * STEP_MS).toISOString();
const stored = (instant: string) => ({
  id: '00000000-0000-4000-8000-000000000001',
  patientId: '00000000-0000-4000-8000-000000000001',
  episodeId: '00000000-0000-4000-8000-000000000001',
  version: 1,
  recordedAt: instant,
  recordedBy: 'bench',
  voidedAt: null,
});

/** 2,004 values of six analytes, some imported, corrected, converted and below a limit. */
export const observations: readonly Observation[] = COURSES.flatMap(([code, middle, swing]) =>
  Array.from({ length: SAMPLES }, (_, nth): Observation => {
    const value = Number((middle + swing * Math.sin(nth / 9) * Math.cos(nth / 40)).toFixed(2));
    return {
      ...stored(at(nth)),
      code,
      valueSi: value,
      comparator: nth % 50 === 0 ? '<' : null,
      text: null,
      missing: null,
      enteredValue: String(value),
      enteredUnit: '',
      sampledAt: at(nth),
      timeSource: 'collected',
      laboratory: 'A',
      source: nth % 3 === 0 ? 'imported' : 'typed',
      version: nth % 20 === 0 ? 2 : 1,
    };
  }),
);

/** 200 treatments of every kind, spread over the course. */
export const treatments: readonly Treatment[] = Array.from({ length: TREATMENTS }, (_, nth): Treatment => {
  const start = START + (nth * SAMPLES * STEP_MS) / TREATMENTS;
  const startedAt = new Date(start).toISOString();
  const kind = TREATMENT_KINDS[nth % TREATMENT_KINDS.length] ?? 'other';
  return { ...stored(startedAt), kind, startedAt, endedAt: new Date(start + DAY_MS / 8).toISOString(), detail: '' };
});

/** The same points as a bare chart reads them. */
export const bareSeries = COURSES.map(([code]) => ({
  code,
  rows: observations
    .filter(each => each.code === code)
    .map(({ sampledAt, valueSi }) => ({
      at: Date.parse(sampledAt),
      value: code === 'HBVDNA' ? Math.log10(valueSi ?? 1) : valueSi,
    })),
}));
