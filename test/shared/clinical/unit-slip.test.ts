import { describe, expect, it } from 'vitest';
import {
  oxygenProblem,
  oxygenRatio,
  type SlipContext,
  type SlipValues,
  slipQuestions,
} from '../../../shared/clinical/unit-slip.ts';

const idsFor = (values: SlipValues, context?: SlipContext) =>
  slipQuestions(values, context).map(({ key, id }) => `${key}:${id}`);

describe('unit-slip questions', () => {
  it.each<[string, SlipValues, string]>([
    ['creatinine 1.2', { crea: 1.2 }, 'crea:mg-dl'],
    ['an earlier creatinine', { crea_baseline: 0.9 }, 'crea_baseline:mg-dl'],
    ['neutrophils 78', { neut: 78 }, 'neut:percentage'],
    ['INR 35', { inr: 35 }, 'inr:pta-percent'],
    ['INR 14', { inr: 14 }, 'inr:pt-seconds'],
    ['white cells 8200', { wbc: 8200 }, 'wbc:per-ul'],
    ['albumin 3.1', { alb: 3.1 }, 'alb:g-dl'],
    ['urea 60 with a good creatinine', { urea: 60, crea: 90 }, 'urea:mg-dl-bun'],
    ['lactate 20', { lac: 20 }, 'lac:mg-dl'],
    ['pressure in kPa', { sbp: 16 }, 'sbp:kpa'],
    ['height in metres', { height: 1.7 }, 'height:metres'],
    ['weight in jin', { weight: 140, height: 170 }, 'weight:jin'],
    ['PTA that is an INR', { pta: 2.1 }, 'pta:inr-typed'],
    ['swapped PTA and INR', { pta: 85, inr: 2 }, 'pta:pta-inr-swapped'],
    ['direct above total', { dbil: 90, tbil: 80 }, 'dbil:direct-above-total'],
    ['more neutrophils than white cells', { neut: 9, wbc: 8 }, 'neut:neutrophils-above-white-cells'],
    ['swapped pressures', { sbp: 70, dbp: 110 }, 'sbp:pressures-swapped'],
    ['a child', { age: 12 }, 'age:adults-only'],
    ['potassium 7', { k: 7 }, 'k:haemolysis'],
  ])('asks about %s', (_name, values, question) => {
    expect(idsFor(values)).toContain(question);
  });

  it('asks about bilirubin 6 only with jaundice or a long INR', () => {
    expect(idsFor({ tbil: 6 }, { hasJaundice: true })).toContain('tbil:mg-dl');
    expect(idsFor({ tbil: 6, inr: 1.5 })).toContain('tbil:mg-dl');
    expect(idsFor({ tbil: 6 })).not.toContain('tbil:mg-dl');
  });

  it('names the likely unit and what it would be, and changes nothing', () => {
    const values = Object.freeze({ crea: 1.2 });
    expect(slipQuestions(values)).toEqual([
      { key: 'crea', id: 'mg-dl', typed: 1.2, likelyUnit: 'mg/dL', wouldBe: 106.08 },
    ]);
    expect(values.crea).toBe(1.2);
  });

  it('asks plainly outside the hard and the usual range', () => {
    expect(idsFor({ tbil: 1600 })).toEqual(['tbil:outside-hard']);
    expect(idsFor({ tbil: 950 })).toEqual(['tbil:outside-usual']);
    expect(idsFor({ na: 112 })).toEqual(['na:outside-usual']);
  });

  it('is silent about ordinary values', () => {
    expect(
      slipQuestions({ age: 50, tbil: 320, crea: 95, inr: 1.9, pta: 35, alb: 29, neut: 6, wbc: 8, urea: 7 }),
    ).toEqual([]);
  });
});

describe('oxygen ratios', () => {
  it('asks whether an FiO2 of 21 to 100 is a percentage', () => {
    expect(oxygenProblem({ oxygen: 90, fio2: 40 }, 'pf')).toBe('fio2-is-percent');
    expect(oxygenProblem({ oxygen: 90, fio2: 2 }, 'pf')).toBe('fio2-out-of-range');
    expect(oxygenProblem({ oxygen: 30, fio2: 0.21 }, 'sf')).toBe('spo2-out-of-range');
    expect(oxygenProblem({ oxygen: 75, fio2: 0.21 }, 'sf')).toBeNull();
  });

  it('divides', () => {
    expect(oxygenRatio({ oxygen: 80, fio2: 0.4 })).toBe(200);
  });
});
