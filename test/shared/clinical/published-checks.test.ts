import { describe, expect, it } from 'vitest';
import { allRiskFunctions, publishedFigures, publishedPercent } from '../../../shared/clinical/bands.ts';
import { evaluate, scoreDefinition } from '../../../shared/clinical/score-registry.ts';

const mgdl = (value: number) => ({ value, unit: 'mg/dL' });
const organs12 = { tbil: 300, crea: 200, he: 1, inr: 2.2, map: 65, pf: 400 }; // CLIF-C OF 12

/** Every "Check" line of clinical.md; the tolerance is the printed precision. */
const checks: [string, Record<string, unknown>, number, number][] = [
  ['meld', { crea: mgdl(1.9), tbil: mgdl(4.2), inr: 1.2 }, 20.0391626, 5e-8],
  ['meld', { crea: 170, tbil: 54, inr: 2.0 }, 24.798, 5e-4],
  ['meld-na-optn2016', { crea: mgdl(1.5), tbil: mgdl(3), inr: 2, na: 130 }, 26.158, 5e-4],
  ['albi', { tbil: 20.52, alb: 35 }, -2.109, 5e-4],
  ['clif-c-aclf', { ...organs12, age: 60, wbc: 10 }, 58.1063, 5e-5],
  ['clif-c-ad', { age: 60, crea: mgdl(1.5), inr: 1.6, wbc: 10, na: 130 }, 63.9759, 5e-5],
  ['clif-c-ad', { age: 60, crea: mgdl(1.2), inr: 1.5, wbc: 8, na: 135 }, 56.9, 0.05],
  ['clif-c-ad', { age: 55, crea: mgdl(1.0), inr: 1.2, wbc: 6, na: 138 }, 46.4, 0.05],
  // Printed there from rounded logarithms; exactly 7.0158, 5.9528 and 9.7409, as the worked patients confirm to 1e-6.
  ['cossh-aclf-ii', { inr: 2.0, he: 0, neut: 5, tbil: 350, urea: 5, age: 45 }, 7.0156, 5e-4],
  ['cossh-aclf-ii', { inr: 1.6, he: 0, neut: 3.5, tbil: 220, urea: 4, age: 38 }, 5.9528, 5e-4],
  ['cossh-aclf-ii', { inr: 3.0, he: 3, neut: 9, tbil: 480, urea: 9, age: 58 }, 9.7404, 5e-4],
  ['map', { sbp: 110, dbp: 70 }, 83.33, 0.005],
];

describe('check lines of the clinical reference', () => {
  it.each(checks)('%s %o is %d', (score, inputs, raw, tolerance) => {
    expect(Math.abs((evaluate(score, inputs).raw ?? Number.NaN) - raw)).toBeLessThanOrEqual(tolerance);
  });

  it('rounds MELD before the sodium term of OPTN 2016, and shows at most 40', () => {
    expect(evaluate('meld-na-optn2016', { crea: mgdl(1.5), tbil: mgdl(3), inr: 2, na: 130 }).value).toBe(26);
    expect(evaluate('meld-na-optn2016', { crea: mgdl(7.78), tbil: mgdl(36.1), inr: 2.2, na: 133 }).value).toBe(40);
  });

  it.each([
    [80, 100, 80, '0'],
    [80, 125, undefined, '1A'],
    [80, 150, undefined, '1B'],
    [80, 170, undefined, '2'],
    [80, 245, undefined, '3'],
    [100, 128, 100, '1A'],
    [150, 360, undefined, '3'],
  ])('ICA-AKI from %d to %d is %s', (crea_baseline, crea, crea_48h_ago, grade) => {
    expect(evaluate('ica-aki', { crea_baseline, crea, crea_48h_ago }).grade).toBe(grade);
  });

  it('knows the size of the usual unit errors', () => {
    const base = { inr: 2.0, he: 0, neut: 5, tbil: 350, urea: 5, age: 45 };
    const raw = (inputs: object) => evaluate('cossh-aclf-ii', { ...base, ...inputs }).raw ?? Number.NaN;
    expect(raw({ urea: 5 * 2.801 }) - raw({})).toBeCloseTo(0.593, 3);
    expect(raw({ tbil: 350 / 17.1 }) - raw({})).toBeCloseTo(-1.124, 3);
    expect(raw({ he: 1 }) - raw({})).toBeCloseTo(0.457, 9);
  });
});

function percent(score: string, horizonDays: number, value: number): number | null {
  const risk = allRiskFunctions.find(row => row.score === score && row.horizonDays === horizonDays);
  return risk === undefined ? null : publishedPercent(risk, value);
}

describe('published risk functions', () => {
  it('MELD 20 survives 90 days with 0.9237', () => {
    expect(percent('meld', 90, 20)).toBe(92.4);
  });

  it.each([
    [14, 0.981],
    [15, 0.977],
    [26, 0.855],
    [28, 0.791],
  ])('MELD 3.0 of %d agrees with the supplement (%d) within 0.01', (value, survival) => {
    expect(Math.abs((percent('meld3', 90, value) ?? 0) / 100 - survival)).toBeLessThanOrEqual(0.0105);
  });

  it.each([
    [40, 3, 13],
    [50, 8, 25],
    [60, 21, 44],
    [70, 48, 69],
    [59.2, 20, 42],
  ])('CLIF-C AD of %d gives the published %d %% and %d %%', (value, threeMonths, twelveMonths) => {
    expect(Math.round(percent('clif-c-ad', 90, value) ?? 0)).toBe(threeMonths);
    expect(Math.round(percent('clif-c-ad', 365, value) ?? 0)).toBe(twelveMonths);
  });

  it('shows a risk beside a CLIF-C AD result with its source and horizon', () => {
    const definition = scoreDefinition('clif-c-ad');
    const result = evaluate('clif-c-ad', { age: 60, crea: mgdl(1.2), inr: 1.5, wbc: 8, na: 135 });
    const figures = publishedFigures(definition, result);
    expect(figures.map(({ horizonDays }) => horizonDays)).toEqual([90, 365]);
    for (const { citation } of figures) expect(citation).toContain('10.1016/j.jhep.2014.11.012');
  });
});
