import { expect, it } from 'vitest';
import { sessionEffects } from '../../../shared/clinical/session-effect.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';

const start = Date.parse('2026-11-01T00:00:00Z');
const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
const ID = '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001';
const recorded = {
  id: ID,
  patientId: ID,
  episodeId: ID,
  version: 1,
  recordedAt: at(0),
  recordedBy: 'u',
  voidedAt: null,
};

const lab = (code: LabCode, hours: number, valueSi: number, more: Partial<Observation> = {}): Observation => ({
  ...recorded,
  code,
  valueSi,
  comparator: null,
  text: null,
  missing: null,
  enteredValue: String(valueSi),
  enteredUnit: '',
  sampledAt: at(hours),
  timeSource: 'collected',
  laboratory: '',
  source: 'typed',
  ...more,
});
const treatment = (kind: TreatmentKind, from: number, to: number, more: Partial<Treatment> = {}): Treatment => ({
  ...recorded,
  kind,
  startedAt: at(from),
  endedAt: at(to),
  detail: '',
  ...more,
});
const meld = (hours: number, value: number, notes: string[] = []): Assessment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  scoreId: 'meld',
  scoreVersion: '1',
  anchorAt: at(hours),
  computedAt: at(hours),
  inputs: [],
  outcome: { value, raw: value, grade: null, bounds: null, missing: [], notes, refused: null },
});

it('shows the last value before, the marked one within 48 h, and the first untouched one after', () => {
  const observations = [
    lab('TBIL', 2, 400),
    lab('TBIL', 9, 420),
    lab('TBIL', 20, 200),
    lab('TBIL', 50, 260),
    lab('TBIL', 66, 390),
  ];
  const assessments = [meld(9, 30), meld(20, 24, ['after-treatment:tbil']), meld(66, 31)];
  const [effect] = sessionEffects({ observations, assessments, treatments: [treatment('plasma-exchange', 10, 13)] });
  expect(effect?.measures.TBIL).toMatchObject({
    before: { at: at(9), value: 420, isAfterTreatment: false },
    after: { at: at(50), value: 260, isAfterTreatment: true },
    later: { at: at(66), value: 390, isAfterTreatment: false },
  });
  expect(effect?.measures.meld).toMatchObject({
    before: { value: 30, isAfterTreatment: false },
    after: { value: 24, isAfterTreatment: true },
    later: { value: 31, isAfterTreatment: false },
  });
  expect(effect?.measures.INR).toEqual({ before: null, after: null, later: null });
});

it('calls nothing untouched that another treatment reaches, and ends where the next session begins', () => {
  const observations = [lab('TBIL', 5, 420), lab('TBIL', 40, 250), lab('TBIL', 80, 240)];
  const treatments = [treatment('dpmas', 48, 50), treatment('plasma-exchange', 10, 13)];
  const [first, second] = sessionEffects({ observations, assessments: [], treatments });
  expect(first?.treatment.kind).toBe('plasma-exchange');
  expect(first?.measures.TBIL.later).toBeNull();
  expect(second?.measures.TBIL.before).toMatchObject({ at: at(40), value: 250, isAfterTreatment: true });
  expect(second?.measures.TBIL.after).toMatchObject({ value: 240, isAfterTreatment: true });
});

it('leaves out void sessions, void values, and numbers that are only limits', () => {
  const observations = [
    lab('INR', 5, 2.1, { voidedAt: at(6) }),
    lab('INR', 6, 9, { comparator: '>' }),
    lab('INR', 4, 1.9),
  ];
  const treatments = [treatment('dpmas', 10, 13), treatment('dpmas', 20, 22, { voidedAt: at(23) })];
  const effects = sessionEffects({ observations, assessments: [], treatments });
  expect(effects).toHaveLength(1);
  expect(effects[0]?.measures.INR.before?.value).toBe(1.9);
});
