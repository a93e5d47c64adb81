import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { LAB_CATALOGUE, labItem, toSi, unitsOf } from '../../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';

/** Hand-computed: code, value, unit, SI value. Every accepted unit of the catalogue stands here. */
const CONVERSIONS: [LabCode, number, string, number][] = [
  ['TBIL', 320.5, 'umol/L', 320.5],
  ['TBIL', 320.5, 'uM', 320.5],
  ['TBIL', 3, 'mg/dL', 51.3],
  ['TBIL', 12, 'mg/dL', 205.2],
  ['DBIL', 200, 'umol/L', 200],
  ['DBIL', 200, 'uM', 200],
  ['DBIL', 5, 'mg/dL', 85.5],
  ['ALT', 812, 'U/L', 812],
  ['ALT', 812, 'IU/L', 812],
  ['AST', 633, 'U/L', 633],
  ['AST', 633, 'IU/L', 633],
  ['ALB', 29, 'g/L', 29],
  ['ALB', 2.9, 'g/dL', 29],
  ['INR', 1.9, '1', 1.9],
  ['PT', 21.4, 's', 21.4],
  ['PTA', 34, '%', 34],
  ['FIB', 1.2, 'g/L', 1.2],
  ['FIB', 129, 'mg/dL', 1.29],
  ['CREA', 95, 'umol/L', 95],
  ['CREA', 95, 'uM', 95],
  ['CREA', 1.5, 'mg/dL', 132.6],
  ['CREA', 3.5, 'mg/dL', 309.4],
  ['UREA', 6.8, 'mmol/L', 6.8],
  ['UREA', 28.01, 'mg/dL{BUN}', 10],
  ['NA', 132, 'mmol/L', 132],
  ['NA', 132, 'mEq/L', 132],
  ['K', 3.9, 'mmol/L', 3.9],
  ['K', 3.9, 'mEq/L', 3.9],
  ['WBC', 8.2, '10*9/L', 8.2],
  ['WBC', 8.2, 'G/L', 8.2],
  ['WBC', 8.2, '10*3/uL', 8.2],
  ['WBC', 8200, '/uL', 8.2],
  ['NEUT', 6, '10*9/L', 6],
  ['NEUT', 6, 'G/L', 6],
  ['NEUT', 6, '10*3/uL', 6],
  ['NEUT', 6010, '/uL', 6.01],
  ['NEUT_PCT', 78.4, '%', 78.4],
  ['PLT', 88, '10*9/L', 88],
  ['PLT', 88, 'G/L', 88],
  ['PLT', 88, '10*3/uL', 88],
  ['PLT', 88000, '/uL', 88],
  ['HGB', 112, 'g/L', 112],
  ['HGB', 11.2, 'g/dL', 112],
  ['CRP', 34, 'mg/L', 34],
  ['CRP', 34, 'ug/mL', 34],
  ['CRP', 3.4, 'mg/dL', 34],
  ['PROCT', 0.62, 'ng/mL', 0.62],
  ['PROCT', 0.62, 'ug/L', 0.62],
  ['LAC', 2, 'mmol/L', 2],
  ['LAC', 18.016, 'mg/dL', 2],
  ['NH3', 60, 'umol/L', 60],
  ['NH3', 60, 'uM', 60],
  ['NH3', 100, 'ug/dL', 58.7],
  ['AFP', 12, 'ng/mL', 12],
  ['AFP', 12, 'ug/L', 12],
  ['AFP', 10, 'IU/mL', 12.1],
  ['HBVDNA', 23500000, 'IU/mL', 23500000],
  ['HBVDNA', 5, 'log10 IU/mL', 100000],
  ['HBSAG', 250, 'IU/mL', 250],
  ['HBSAG', 50, 'mIU/mL', 0.05],
  ['GGT', 77, 'U/L', 77],
  ['GGT', 77, 'IU/L', 77],
  ['ALP', 130, 'U/L', 130],
  ['ALP', 130, 'IU/L', 130],
];

describe('units of the laboratory', () => {
  it('covers every code, in the order of the grid', () => {
    expect(LAB_CATALOGUE.map(item => item.code)).toEqual([...LAB_CODES]);
    for (const item of LAB_CATALOGUE) {
      expect(item.hard[0]).toBeLessThan(item.hard[1]);
      expect(labItem(item.code)).toBe(item);
    }
  });

  it.each(CONVERSIONS)('%s %d %s is %d in SI', (code, value, unit, si) => {
    expect(toSi(code, value, unit)).toBe(si);
  });

  it('has every accepted unit in the table above', () => {
    const tested = new Set(CONVERSIONS.map(([code, , unit]) => `${code} ${unit}`));
    const accepted = LAB_CATALOGUE.flatMap(item => unitsOf(item).map(unit => `${item.code} ${unit}`));
    expect([...tested].sort()).toEqual([...accepted].sort());
  });

  it('reads both micro signs as u, and an empty unit of INR as a ratio', () => {
    expect(toSi('TBIL', 10, '\u00b5mol/L')).toBe(10);
    expect(toSi('TBIL', 10, '\u03bcmol/L')).toBe(10);
    expect(toSi('INR', 1.9, '')).toBe(1.9);
  });

  it.each([
    ['UREA', 'mg/dL'], // urea or urea nitrogen: nobody knows
    ['HBVDNA', 'copies/mL'],
    ['HBSAG', 'COI'],
    ['HBSAG', 'S/CO'],
    ['ALT', 'umol/L'],
    ['NEUT_PCT', '10*9/L'],
    ['TBIL', ''],
    ['TBIL', 'MG/DL'],
    ['PT', '%'],
  ] as [LabCode, string][])('refuses %s in "%s" without naming the value', (code, unit) => {
    let caught: unknown;
    try {
      toSi(code, 12345.678, unit);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(AppError);
    expect(caught).toMatchObject({ code: 'unknown-unit', data: { fields: [code] } });
    expect(JSON.stringify(caught)).not.toContain('12345');
  });

  it('rounds to 6 decimals, so that 3 mg/dL is exactly the cut-off', () => {
    expect(3 * 17.1).not.toBe(51.3);
    expect(toSi('TBIL', 3, 'mg/dL')).toBe(51.3);
    expect(toSi('UREA', 10, 'mg/dL{BUN}')).toBe(3.570154);
  });

  it('keeps the order of values through any linear conversion', () => {
    const linear = LAB_CATALOGUE.flatMap(item => unitsOf(item).map(unit => [item.code, unit] as const));
    fc.assert(
      fc.property(
        fc.constantFrom(...linear),
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1, max: 999 }),
        ([code, unit], tenths, more) => {
          const scale = unit.startsWith('log10') ? 1e-3 : 0.1;
          expect(toSi(code, (tenths + more) * scale, unit)).toBeGreaterThan(toSi(code, tenths * scale, unit));
        },
      ),
    );
  });
});
