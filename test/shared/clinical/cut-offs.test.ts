import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/clinical/explanation.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';

const normal = { tbil: 20, crea: 70, he: 0, inr: 1.1, map: 90, pf: 450 };
const mgdl = (value: number) => ({ value, unit: 'mg/dL' });
const of = (inputs: object) => evaluate('clif-c-of', { ...normal, ...inputs }).value;
const grade = (score: string, inputs: object) => evaluate(score, { ...normal, ...inputs }).grade;
const pugh = (inputs: object) =>
  evaluate('child-pugh', { tbil: 20, alb: 40, inr: 1.1, ascites: 'none', he: 0, ...inputs }).value;
const aarc = (inputs: object) => evaluate('aarc', { tbil: 100, crea: 50, inr: 1.2, lac: 1, he: 0, ...inputs }).value;

describe('cut-offs are compared in SI against the exact product', () => {
  it.each([
    ['12 mg/dL', mgdl(12), 8],
    ['205.2', 205.2, 8],
    ['205, as printed in papers', 205, 7],
    ['6 mg/dL', mgdl(6), 7],
    ['102.6', 102.6, 7],
    ['102', 102, 6],
  ])('bilirubin %s', (_name, tbil, points) => {
    expect(of({ tbil })).toBe(points);
  });

  it.each([
    [mgdl(2), 7],
    [176.8, 7],
    [176.7, 6],
    [mgdl(3.5), 8],
    [309.4, 8],
    [309.3, 7],
  ])('creatinine %o', (crea, points) => {
    expect(of({ crea })).toBe(points);
  });

  it.each([
    [{ pf: 300 }, 7],
    [{ pf: 300.1 }, 6],
    [{ pf: 200 }, 8],
    [{ pf: undefined, sf: 357 }, 7],
    [{ pf: undefined, sf: 358 }, 6],
    [{ pf: undefined, sf: 214 }, 8],
    [{ map: 70 }, 6],
    [{ map: 69.999 }, 7],
    [{ map: undefined, sbp: 100, dbp: 55 }, 6],
    [{ inr: 2 }, 7],
    [{ inr: 2.5 }, 8],
  ])('organ inputs %o', (inputs, points) => {
    expect(of(inputs)).toBe(points);
  });

  it('1.5 mg/dL of creatinine is kidney dysfunction, 1.49 is not', () => {
    expect(grade('easl-aclf', { tbil: 250, crea: mgdl(1.5) })).toBe('1b');
    expect(grade('easl-aclf', { tbil: 250, crea: mgdl(1.49) })).toBe('0');
  });

  it.each([
    [{ tbil: mgdl(2) }, 6],
    [{ tbil: mgdl(3) }, 6],
    [{ tbil: mgdl(3.01) }, 7],
    [{ tbil: mgdl(4), cholestatic: true }, 6],
    [{ tbil: mgdl(10), cholestatic: true }, 6],
    [{ tbil: mgdl(10.01), cholestatic: true }, 7],
    [{ alb: { value: 3.5, unit: 'g/dL' } }, 6],
    [{ alb: { value: 2.8, unit: 'g/dL' } }, 6],
    [{ inr: 2.3 }, 6],
    [{ inr: 2.31 }, 7],
  ])('Child-Pugh %o', (inputs, points) => {
    expect(pugh(inputs)).toBe(points);
  });

  it.each([
    [{ tbil: mgdl(15) }, 6],
    [{ tbil: mgdl(25) }, 6],
    [{ tbil: mgdl(25.01) }, 7],
    [{ crea: mgdl(0.7) }, 6],
    [{ crea: mgdl(1.5) }, 6],
    [{ crea: mgdl(1.51) }, 7],
    [{ lac: 1.5 }, 6],
    [{ lac: 2.51 }, 7],
  ])('AARC %o', (inputs, points) => {
    expect(aarc(inputs)).toBe(points);
  });

  it('5 mg/dL is the APASL threshold, 85 as printed in papers is below it', () => {
    const rest = { inr: 1.5, ascites: 'mild', he: 0, decompensated: false };
    expect(evaluate('apasl-aclf', { tbil: mgdl(5), ...rest }).grade).toBe('yes');
    expect(evaluate('apasl-aclf', { tbil: 85, ...rest }).grade).toBe('no');
    expect(evaluate('apasl-aclf', { tbil: 85, ...rest }).notes).toContain('at-cutoff:tbil');
  });

  it('10 × ULN and a rise of 1 mg/dL a day are reached exactly', () => {
    const rest = { complications: 0, extrahepatic_of: 0, pta: 40 };
    expect(evaluate('cn-lf-stage', { tbil: mgdl(10), ...rest }).grade).toBe('early');
    expect(evaluate('cn-lf-stage', { tbil: 90, tbil_rise_per_day: 17.1, ...rest }).grade).toBe('early');
    expect(evaluate('cn-lf-stage', { tbil: 90, tbil_rise_per_day: 17.0, ...rest }).grade).toBe('pre');
  });

  it('AKI ratios and rises are compared at 6 decimals', () => {
    expect(evaluate('ica-aki', { crea: 132.45, crea_baseline: 88.3 }).grade).toBe('1A'); // exactly 1.5
    expect(evaluate('ica-aki', { crea: 96.8, crea_baseline: 90, crea_48h_ago: 70.3 }).grade).toBe('1A'); // exactly 26.5
  });
});

describe('at-cut-off mark', () => {
  it('marks a value within 1 % on either side and leaves the result alone', () => {
    const below = evaluate('clif-c-of', { ...normal, tbil: 205 });
    expect(below.value).toBe(7);
    expect(below.notes).toContain('at-cutoff:tbil');
    expect(evaluate('clif-c-of', { ...normal, tbil: 207.252 }).notes).toContain('at-cutoff:tbil'); // +1 %
    expect(evaluate('clif-c-of', { ...normal, tbil: 207.3 }).notes).not.toContain('at-cutoff:tbil');
    expect(evaluate('clif-c-of', { ...normal, tbil: 203.1 }).notes).not.toContain('at-cutoff:tbil');
  });

  it('says which side counted', () => {
    const { near } = explain('clif-c-of', { ...normal, tbil: 205 });
    expect(near).toEqual([
      { key: 'tbil', quantity: null, value: 205, cutoff: 205.2, exact: 'upper', counted: 'lower' },
    ]);
    expect(explain('child-pugh', { tbil: 51.3, alb: 40, inr: 1.1, ascites: 'none', he: 0 }).near).toEqual([
      { key: 'tbil', quantity: null, value: 51.3, cutoff: 51.3, exact: 'lower', counted: 'lower' },
    ]);
  });

  it('marks only what this score compares', () => {
    expect(evaluate('clif-c-of', { ...normal, crea: 132.6 }).notes).not.toContain('at-cutoff:crea');
    expect(evaluate('easl-aclf', { ...normal, crea: 132.6 }).notes).toContain('at-cutoff:crea');
    expect(evaluate('meld', { tbil: 205.2, crea: 88.4, inr: 1.5 }).notes.join()).not.toContain('at-cutoff');
  });

  it('does not mark a value that decided nothing', () => {
    expect(evaluate('clif-c-of', { ...normal, crea: 176.8, rrt: true }).notes).not.toContain('at-cutoff:crea');
    expect(evaluate('clif-c-of', { ...normal, map: 70, vasopressor: true }).notes).not.toContain('at-cutoff:map');
    expect(evaluate('clif-c-of', { ...normal, sf: 357 }).notes).not.toContain('at-cutoff:sf');
  });

  it('uses the cholestatic cut-offs for cholestatic disease', () => {
    const inputs = { tbil: 68, alb: 40, inr: 1.1, ascites: 'none', he: 0 };
    expect(evaluate('child-pugh', { ...inputs, cholestatic: true }).notes).toContain('at-cutoff:tbil');
    expect(evaluate('child-pugh', { ...inputs, cholestatic: false }).notes).not.toContain('at-cutoff:tbil');
  });
});
