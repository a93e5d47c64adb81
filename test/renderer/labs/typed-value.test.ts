import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../renderer/features/labs/typed-value.ts';
import { LabEntry } from '../../../shared/records/observation.ts';

const number = (value: string, comparator: string | null = null) => ({ kind: 'number', value, comparator });

describe('text typed into a laboratory cell', () => {
  it('keeps the number as written', () => {
    expect(readTyped('TBIL', '320.50')).toEqual(number('320.50'));
    expect(readTyped('TBIL', ' 12 ')).toEqual(number('12'));
    expect(readTyped('TBIL', '.5')).toEqual(number('0.5'));
    expect(readTyped('TBIL', '12.')).toEqual(number('12'));
  });

  it('reads full-width digits and the Chinese full stop', () => {
    expect(readTyped('INR', '１．９')).toEqual(number('1.9'));
    expect(readTyped('INR', '1。9')).toEqual(number('1.9'));
    expect(readTyped('K', '＜２．０')).toEqual(number('2.0', '<'));
  });

  it('reads comparators in sign and word', () => {
    for (const text of ['≤30', '<=30', '=<30']) expect(readTyped('HBVDNA', text)).toEqual(number('30', '<='));
    for (const text of ['>1000', '大于 1000', '高于1000']) expect(readTyped('AFP', text)).toEqual(number('1000', '>'));
    for (const text of ['<20', '小于20', '低于 20']) expect(readTyped('HBVDNA', text)).toEqual(number('20', '<'));
  });

  it('reads thousands only in groups of exactly three', () => {
    expect(readTyped('AFP', '1,250')).toEqual(number('1250'));
    expect(readTyped('AFP', '1,25')).toEqual({ kind: 'unreadable' });
  });

  it('writes an exponent out without losing a digit', () => {
    expect(readTyped('HBVDNA', '2.35E+07')).toEqual(number('23500000'));
    expect(readTyped('HBVDNA', '2.35×10^7')).toEqual(number('23500000'));
    expect(readTyped('HBVDNA', '1.23456e2')).toEqual(number('123.456'));
  });

  it('takes the missing words in both languages and by one key', () => {
    for (const text of ['未查', 'c', 'N', 'not done'])
      expect(readTyped('LAC', text)).toEqual({ kind: 'missing', missing: 'not-done' });
    for (const text of ['未回报', 'h', 'p'])
      expect(readTyped('LAC', text)).toEqual({ kind: 'missing', missing: 'pending' });
    for (const text of ['不详', 'x', 'u'])
      expect(readTyped('LAC', text)).toEqual({ kind: 'missing', missing: 'unknown' });
    for (const text of ['无法测', 'f', 'm'])
      expect(readTyped('LAC', text)).toEqual({ kind: 'missing', missing: 'unmeasurable' });
  });

  it('takes positive and negative only where they mean something', () => {
    expect(readTyped('HBSAG', '阳性')).toEqual({ kind: 'word', text: 'positive' });
    expect(readTyped('HBVDNA', 'ND')).toEqual({ kind: 'word', text: 'not-detected' });
    expect(readTyped('TBIL', '阳性')).toEqual({ kind: 'unreadable' });
  });

  it('never reads a dash, a sign, two numbers or a unit as a value', () => {
    for (const text of [
      '-',
      '--',
      '-5',
      '1 2',
      '12..5',
      '1.2.3',
      '68.4µmol/L',
      '12-13',
      '复查',
      'constructor',
      '__proto__',
    ])
      expect(readTyped('TBIL', text)).toEqual({ kind: 'unreadable' });
  });

  it('hands over only what the contract accepts, and never another number', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,<>=≤≥。１ e+^×') }), text => {
        const typed = readTyped('HBVDNA', text);
        if (typed.kind !== 'number') return;
        const entry = { code: 'HBVDNA', unit: 'IU/mL', text: null, missing: null, confirmed: false };
        expect(LabEntry.safeParse({ ...entry, value: typed.value, comparator: typed.comparator }).success).toBe(true);
      }),
    );
  });

  it('reads every plain decimal back as itself', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 0, max: 999 }), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(3, '0')}`;
        expect(readTyped('AFP', text)).toEqual(number(text));
      }),
    );
  });
});
