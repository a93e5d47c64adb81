import { describe, expect, it } from 'vitest';
import type { LabCode } from '../../../shared/records/observation.ts';
import { type RangePerson, rangeFlag, referenceRange } from '../../../shared/records/reference-range.ts';

const man = (ageYears: number | null): RangePerson => ({ sex: 'male', ageYears });
const woman = (ageYears: number | null): RangePerson => ({ sex: 'female', ageYears });
const unknown: RangePerson = { sex: 'unknown', ageYears: null };

describe('reference ranges', () => {
  it('depends on sex, and for creatinine, urea and ALP on age', () => {
    expect(referenceRange('TBIL', man(58))).toMatchObject({ low: null, high: 26 });
    expect(referenceRange('TBIL', woman(58))).toMatchObject({ low: null, high: 21 });
    expect(referenceRange('CREA', man(59))).toMatchObject({ low: 57, high: 97 });
    expect(referenceRange('CREA', man(60))).toMatchObject({ low: 57, high: 111 });
    expect(referenceRange('UREA', woman(79))).toMatchObject({ low: 3.1, high: 8.8 });
    expect(referenceRange('ALP', woman(49))).toMatchObject({ low: 35, high: 100 });
    expect(referenceRange('ALP', woman(50))).toMatchObject({ low: 50, high: 135 });
    expect(referenceRange('ALB', man(30))).toMatchObject({ low: 40, high: 55 });
  });

  it('uses the pooled bilirubin limit, else the widest range, where the sex is not known', () => {
    expect(referenceRange('TBIL', unknown)).toMatchObject({ low: null, high: 23 });
    expect(referenceRange('HGB', unknown)).toMatchObject({ low: 115, high: 175 });
    expect(referenceRange('CREA', unknown)).toMatchObject({ low: 41, high: 111 });
  });

  it('has none where only the laboratory can say, or the age is in no row', () => {
    for (const code of ['INR', 'PT', 'PTA', 'FIB', 'CRP', 'PROCT', 'NH3', 'AFP', 'HBVDNA'] as LabCode[]) {
      expect(referenceRange(code, man(58))).toBeNull();
    }
    expect(referenceRange('CREA', man(84))).toBeNull();
  });
});

describe('flag of a value', () => {
  it('counts the ends of the range as normal', () => {
    const range = referenceRange('NA', man(58));
    expect(rangeFlag(range, 137, null)).toBeNull();
    expect(rangeFlag(range, 147, null)).toBeNull();
    expect(rangeFlag(range, 136.9, null)).toBe('low');
    expect(rangeFlag(range, 147.1, null)).toBe('high');
  });

  it('counts surface antigen at its limit as positive', () => {
    const range = referenceRange('HBSAG', man(58));
    expect(rangeFlag(range, 0.05, null)).toBe('high');
    expect(rangeFlag(range, 0.049, null)).toBeNull();
  });

  it('flags a censored value only where its limit decides', () => {
    const range = referenceRange('K', man(58)); // 3.5-5.3
    expect(rangeFlag(range, 3.5, '<')).toBe('low');
    expect(rangeFlag(range, 3.5, '<=')).toBeNull();
    expect(rangeFlag(range, 6, '<')).toBeNull();
    expect(rangeFlag(range, 5.3, '>')).toBe('high');
    expect(rangeFlag(range, 5.3, '>=')).toBeNull();
    expect(rangeFlag(range, 3, '>')).toBeNull();
    expect(rangeFlag(range, 6, '>=')).toBe('high');
  });

  it('says nothing without a range', () => {
    expect(rangeFlag(null, 5, null)).toBeNull();
  });
});
