import { describe, expect, it } from 'vitest';
import { quantitySpec, quantitySpecs } from '../../../shared/clinical/analytes.ts';
import { prepareInputs } from '../../../shared/clinical/inputs.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';

/** Copied by hand from clinical.md 1.1: one conventional unit in SI, at 6 decimals. */
const conversions: [string, number, string, number][] = [
  ['tbil', 12, 'mg/dL', 205.2],
  ['crea', 1.5, 'mg/dL', 132.6],
  ['crea_baseline', 4, 'mg/dL', 353.6],
  ['crea_48h_ago', 0.7, 'mg/dL', 61.88],
  ['urea', 28.01, 'mg/dL{BUN}', 10],
  ['alb', 3.5, 'g/dL', 35],
  ['na', 140, 'mEq/L', 140],
  ['lac', 18.016, 'mg/dL', 2],
  ['wbc', 8200, '/uL', 8.2],
  ['neut', 6050, '/uL', 6.05],
];

/** Copied by hand from clinical.md 12. */
const limits: Record<string, [[number, number], [number, number] | null]> = {
  age: [
    [18, 110],
    [18, 85],
  ],
  tbil: [
    [1, 1500],
    [20, 900],
  ],
  crea: [
    [10, 2500],
    [35, 800],
  ],
  crea_baseline: [
    [10, 2500],
    [35, 800],
  ],
  crea_48h_ago: [
    [10, 2500],
    [35, 800],
  ],
  urea: [
    [0.3, 100],
    [1.5, 50],
  ],
  alb: [
    [5, 70],
    [15, 50],
  ],
  inr: [
    [0.5, 20],
    [0.9, 8],
  ],
  pta: [
    [1, 150],
    [10, 120],
  ],
  na: [
    [90, 180],
    [115, 155],
  ],
  wbc: [
    [0.1, 150],
    [1.5, 35],
  ],
  neut: [
    [0.05, 150],
    [0.5, 30],
  ],
  lac: [
    [0.2, 30],
    [0.5, 15],
  ],
  sbp: [[40, 260], null],
  dbp: [[20, 160], null],
  map: [[20, 200], null],
  pf: [[20, 700], null],
  sf: [[40, 480], null],
  he: [[0, 4], null],
  weight: [[25, 250], null],
  height: [[100, 230], null],
  tbil_rise_per_day: [[-500, 500], null],
  complications: [[0, 10], null],
  extrahepatic_of: [[0, 5], null],
};

describe('units', () => {
  it.each(conversions)('%s %d %s is %d in SI', (key, value, unit, si) => {
    expect(prepareInputs({ [key]: { value, unit } }).values).toMatchObject({ [key]: si });
  });

  it('knows no other unit than these', () => {
    const accepted = quantitySpecs.flatMap(spec => spec.accepted.map(({ unit }) => `${spec.key} ${unit}`));
    expect(accepted.toSorted()).toEqual(conversions.map(([key, , unit]) => `${key} ${unit}`).toSorted());
  });
});

describe('limits', () => {
  it('are those of the reference', () => {
    expect(Object.fromEntries(quantitySpecs.map(({ key, hard, usual }) => [key, [hard, usual]]))).toEqual(limits);
  });

  it('ask whole numbers for grades and counts only', () => {
    const whole = quantitySpecs.filter(({ isInteger }) => isInteger).map(({ key }) => key);
    expect(whole).toEqual(['he', 'complications', 'extrahepatic_of']);
    expect(quantitySpec('age').isInteger).toBe(false);
  });
});

describe('steps that lie between two whole results', () => {
  it('CLIF-C AD is low up to exactly 45 and high from exactly 60', () => {
    const inputs = { age: 100, crea: 88.4, inr: 1, wbc: 1 };
    const at = (na: number) => evaluate('clif-c-ad', { ...inputs, na });
    expect(at(130)).toMatchObject({ raw: 45, grade: 'low' });
    expect(at(129.9).grade).toBe('intermediate');
    expect(at(100.1).grade).toBe('intermediate');
    expect(at(100)).toMatchObject({ raw: 60, grade: 'high' });
  });

  it('MELD-Na (OPTN 2016) has no sodium term at a MELD of 11, and has one at 12', () => {
    const at = (inr: number) => evaluate('meld-na-optn2016', { tbil: 17.1, crea: 88.4, inr, na: 125 });
    expect(at(1.5)).toMatchObject({ raw: 11 }); // MELD 10.97
    expect(at(1.6).raw).toBeCloseTo(12 + 1.32 * 12 - 0.033 * 12 * 12, 9); // MELD 11.69
  });

  it('NACSELD counts encephalopathy from grade 3', () => {
    const at = (he: number) => evaluate('nacseld', { he, vasopressor: true }).value;
    expect([0, 1, 2, 3, 4].map(at)).toEqual([1, 1, 1, 2, 2]);
  });

  it('ALBI is graded on the raw number', () => {
    expect(evaluate('albi', { tbil: 10, alb: 38.35 })).toMatchObject({ value: -2.6, grade: '2' });
    expect(evaluate('albi', { tbil: 10, alb: 38.36 })).toMatchObject({ value: -2.6, grade: '1' });
  });
});
