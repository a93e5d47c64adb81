import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDateDoubt, readIdentityNumber } from '../../../shared/records/identity-number.ts';
import { IdentityKind } from '../../../shared/records/patient.ts';
import { residentIdCheckCharacter } from '../../../shared/records/resident-id.ts';

const TODAY = '2026-11-22';
const warnings = (kind: IdentityKind, number: string) => readIdentityNumber(kind, number, TODAY).warnings;
const withCheck = (head: string) => head + residentIdCheckCharacter(head);

describe('the number of an identity document', () => {
  it.each<[IdentityKind, string[], string[]]>([
    ['resident-id', ['11010519491231002X', '110105491231002'], ['1234']],
    ['residence-permit', [withCheck('81000019900307001'), withCheck('83000019900307001')], ['11010519491231002X']],
    ['permanent-residence-card', [withCheck('91115619850312002'), 'USA110085031200'], ['11010519491231002X']],
    ['passport', ['G12345678', 'e1234567', 'Ｇ12345'], ['G123', 'G1234567890123456X', 'G-12345']],
    ['officer-id', ['军字第2001988号', '南字第01234567号', '01234567'], ['军']],
    ['driving-licence', ['110105194912310021', '110105491231'], ['A1']],
    ['hong-kong-macao-permit', ['H12345678', 'm1234567800'], ['A12345678', 'H1234567']],
    ['taiwan-permit', ['12345678', '1234567890'], ['123456789', 'T1234567']],
    ['birth-certificate', ['M360001234'], ['360001234']],
    ['household-register', ['任意 1', '007'], []],
    ['other', ['任意 1'], []],
  ])('of kind %s has the form of its kind, or is asked about', (kind, good, doubtful) => {
    for (const number of good) expect([number, warnings(kind, number)]).toEqual([number, []]);
    for (const number of doubtful) expect([number, warnings(kind, number)]).toEqual([number, ['format']]);
  });

  it('tells birth date and sex on every card with the rule of the resident ID', () => {
    const permit = withCheck('82000019900307002');
    expect(readIdentityNumber('residence-permit', permit, TODAY)).toMatchObject({
      birthDate: '1990-03-07',
      sex: 'female',
    });
    expect(readIdentityNumber('passport', 'G12345678', TODAY)).toMatchObject({ birthDate: null, sex: null });
  });

  it('is never asked about while blank, and reads the same again in its stored form', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IdentityKind.options),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (kind, text) => {
          const reading = readIdentityNumber(kind, text, TODAY);
          expect(readIdentityNumber(kind, reading.number, TODAY)).toEqual(reading);
          expect(warnings(kind, ' ')).toEqual([]);
        },
      ),
    );
  });
});

it('doubts a typed birth date that lies ahead or makes the patient older than 120', () => {
  expect(birthDateDoubt('2026-11-23', TODAY)).toBe('birth-date-in-future');
  expect(birthDateDoubt('1905-11-22', TODAY)).toBe('age-over-120');
  for (const day of [null, TODAY, '1906-11-22']) expect(birthDateDoubt(day, TODAY)).toBeNull();
});
