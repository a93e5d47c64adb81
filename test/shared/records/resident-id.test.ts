import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseIdNumber, readResidentId, residentIdCheckCharacter } from '../../../shared/records/resident-id.ts';

const TODAY = '2026-11-22';

describe('resident identity number', () => {
  it('reads birth date and sex of a valid number', () => {
    expect(readResidentId('11010519491231002X', TODAY)).toEqual({
      number: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
      warnings: [],
    });
  });

  it('accepts a valid number of a person over 120 with a warning', () => {
    const reading = readResidentId('440524188001010014', TODAY);
    expect(reading.warnings).toEqual(['age-over-120']);
    expect(reading.birthDate).toBe('1880-01-01');
    expect(reading.sex).toBe('male');
  });

  it('warns of a wrong check character and then offers neither birth date nor sex', () => {
    expect(readResidentId('110105194912310021', TODAY)).toEqual({
      number: '110105194912310021',
      birthDate: null,
      sex: null,
      warnings: ['check-character'],
    });
  });

  it('folds full-width digits, blanks and a small x', () => {
    expect(normaliseIdNumber(' 1101051949 1231００２ｘ ')).toBe('11010519491231002X');
    expect(readResidentId('１１０１０５１９４９１２３１００２ｘ', TODAY).warnings).toEqual([]);
  });

  it('reads residence permits of Hong Kong, Macao and Taiwan by the same rule', () => {
    for (const area of ['810000', '820000', '830000']) {
      const head = `${area}19900307001`;
      const reading = readResidentId(head + residentIdCheckCharacter(head), TODAY);
      expect(reading).toMatchObject({ birthDate: '1990-03-07', sex: 'male', warnings: [] });
    }
  });

  it('reads a permanent-residence card of 2023, which begins with 9, by the same rule', () => {
    const head = '91115619850312002';
    const reading = readResidentId(head + residentIdCheckCharacter(head), TODAY);
    expect(reading).toMatchObject({ birthDate: '1985-03-12', sex: 'female', warnings: [] });
  });

  it('accepts the older permanent-residence card without reading anything from it', () => {
    expect(readResidentId('usa110085031200', TODAY)).toEqual({
      number: 'USA110085031200',
      birthDate: null,
      sex: null,
      warnings: [],
    });
  });

  it('accepts the 15-digit card as legacy, born 19yy', () => {
    expect(readResidentId('110105491231002', TODAY)).toMatchObject({
      birthDate: '1949-12-31',
      sex: 'female',
      warnings: [],
    });
  });

  it('warns of a birth date that is none or lies in the future, and of an unknown area', () => {
    const noDay = '11010519490231002';
    expect(readResidentId(noDay + residentIdCheckCharacter(noDay), TODAY).warnings).toEqual(['birth-date']);
    const future = '11010520270101002';
    expect(readResidentId(future + residentIdCheckCharacter(future), TODAY).warnings).toEqual(['birth-date-in-future']);
    const nowhere = '00010519491231002';
    expect(readResidentId(nowhere + residentIdCheckCharacter(nowhere), TODAY).warnings).toEqual(['area']);
  });

  it('calls anything else a wrong format', () => {
    for (const text of ['', '123', '11010519491231002Y', 'X1010519491231002X']) {
      expect(readResidentId(text, TODAY).warnings).toEqual(['format']);
    }
  });

  it('notices every single wrong digit and every exchange of two neighbours', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const check = residentIdCheckCharacter(body.join(''));
        const changed = body.with(at, ((body[at] ?? 0) + by) % 10);
        expect(residentIdCheckCharacter(changed.join(''))).not.toBe(check);
        const a = body[at] ?? 0;
        const b = body[at + 1];
        if (b === undefined || a === b) return;
        const swapped = body.with(at, b).with(at + 1, a);
        expect(residentIdCheckCharacter(swapped.join(''))).not.toBe(check);
      }),
    );
  });
});
