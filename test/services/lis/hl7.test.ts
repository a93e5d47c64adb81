import { describe, expect, it } from 'vitest';
import { hl7, MSH, OBR, obx, only, PID, readText, summary } from './exports.ts';

const ALT = 'OBX|1|NM|ALT||35|U/L';
const order = (fields: Readonly<Record<number, string>>): string => {
  const base = OBR.split('|');
  return Array.from({ length: 25 }, (_, at) => fields[at] ?? base[at] ?? '').join('|');
};
/** An OBX by field number. */
const segment = (fields: Readonly<Record<number, string>>): string =>
  Array.from({ length: 16 }, (_, at) =>
    at === 0 ? 'OBX' : (fields[at] ?? { 1: '1', 2: 'NM', 3: 'ALT', 5: '35', 6: 'U/L' }[at] ?? ''),
  ).join('|');
const one = (fields: Readonly<Record<number, string>>) => only(obx(segment(fields)));

describe('segments', () => {
  it.each(['\r', '\n', '\r\n', '\r\n\r\n'])('end in %j; empty ones are not counted', end =>
    expect(summary(readText([MSH, PID, OBR, ALT].join(end) + end))).toEqual(['4 ALT 35']),
  );
  it('lose the frame signs', () =>
    expect(summary(readText(`\u000b${MSH}\r${PID}\r${OBR}\r${ALT}\r\u001c\r`))).toEqual(['4 ALT 35']));
  it('several messages come in one file, and a new one forgets patient and order', () => {
    const read = hl7(MSH, PID, OBR, ALT, MSH, 'OBX|1|NM|AST||40|U/L|||||||20261122|');
    expect(summary(read)).toEqual(['4 ALT 35', '6 no-time']);
    const second = hl7(MSH, PID, OBR, ALT, MSH, 'OBX|1|NM|AST||40|U/L||||||||20261122');
    expect(second.rows.map(({ patient }) => patient.name)).toEqual(['虚构辛', null]);
  });
  it('decode the escapes', () => {
    expect(one({ 3: 'WBC', 5: '8.2', 6: '10\\S\\9/L' })).toMatchObject({ code: 'WBC', value: 8.2 });
    expect(only(hl7(MSH, PID.replace('虚构^辛', 'A\\T\\B\\F\\C\\R\\D\\E\\E'), OBR, ALT))).toMatchObject({
      patient: { name: 'A&B|C~D\\E' },
    });
  });
  it('use the separators that MSH declares', () =>
    expect(
      only(
        readText(
          [MSH, PID, OBR, 'OBX|1|CE|ALT^谷丙转氨酶||x^35|U/L'].join('\r').replaceAll('^', '!').replaceAll('|', '$'),
        ),
      ),
    ).toMatchObject({ code: 'ALT', value: 35, patient: { name: '虚构辛' } }));
});

describe('MSH-16', () => {
  it.each([
    ['2', 'quality-control'],
    ['1', 'quality-control'],
    ['0', 'ALT'],
    ['', 'ALT'],
    ['NE', 'ALT'],
    ['12', 'ALT'],
  ])('"%s" means %s', (type, outcome) => {
    const read = only(hl7(`${MSH}||||${type}||`, PID, OBR, ALT));
    expect(typeof read === 'string' ? read : read.code).toBe(outcome);
  });
});

describe('the patient', () => {
  it('is PID-3.1, PID-5 joined, PID-8, and full years from PID-7 to the sample', () => {
    expect(only(obx(ALT))).toMatchObject({ patient: { mrn: 'H1', name: '虚构辛', sex: 'female', age: 44 } });
    const age = (birth: string) => only(hl7(MSH, PID.replace('19820301', birth), OBR, ALT));
    expect(age('19821122')).toMatchObject({ patient: { age: 44 } });
    expect(age('19821123')).toMatchObject({ patient: { age: 43 } });
    expect(age('198211230800')).toMatchObject({ patient: { age: 43 } });
    expect(age('1982')).toMatchObject({ patient: { age: null } });
    expect(age('19820230')).toMatchObject({ patient: { age: null } });
  });
  it('has no code for the kind of name in it', () =>
    expect(only(hl7(MSH, PID.replace('虚构^辛', '虚构^辛^^^^^L'), OBR, ALT))).toMatchObject({
      patient: { name: '虚构辛' },
    }));
  it('with a number in scientific notation is damaged', () =>
    expect(only(hl7(MSH, PID.replace('H1', '1.00001E+17'), OBR, ALT))).toBe('damaged-identifier'));
  it('named as a control is one', () =>
    expect(only(hl7(MSH, PID.replace('虚构^辛', 'QC'), OBR, ALT))).toBe('quality-control'));
});

describe('the item', () => {
  it.each([
    ['X^总胆红素^99', '', 'TBIL'],
    ['2', '谷丙转氨酶', 'ALT'],
    ['TBIL', '', 'TBIL'],
    ['TBIL', '1', 'TBIL'],
    ['TBIL', '1.1', 'TBIL'],
    ['TBIL', '总蛋白', 'unknown-item'],
    ['2', '', 'unknown-item'],
    ['2^^', '3', 'unknown-item'],
    ['PCT', '', 'ambiguous-item'],
  ])('OBX-3 %s, OBX-4 "%s" is %s', (identifier, sub, outcome) => {
    const read = one({
      3: identifier,
      4: sub,
      6: identifier === 'PCT' ? 'ng/L' : outcome === 'ALT' ? 'U/L' : 'umol/L',
    });
    expect(typeof read === 'string' ? read : read.code).toBe(outcome);
  });

  it.each([
    ['14631-6', 'TBIL', 'umol/L'],
    ['1975-2', 'TBIL', 'mg/dL'],
    ['1742-6', 'ALT', 'U/L'],
    ['1920-8', 'AST', 'U/L'],
    ['1751-7', 'ALB', 'g/L'],
    ['14682-9', 'CREA', 'umol/L'],
    ['2160-0', 'CREA', 'mg/dL'],
    ['22664-7', 'UREA', 'mmol/L'],
    ['14937-7', 'UREA', 'mmol/L'],
    ['3094-0', 'UREA', 'mg/dL'],
    ['2951-2', 'NA', 'mmol/L'],
    ['6301-6', 'INR', ''],
    ['34714-6', 'INR', ''],
    ['5902-2', 'PT', 's'],
    ['6690-2', 'WBC', '10*9/L'],
    ['777-3', 'PLT', '10*9/L'],
    ['32693-4', 'LAC', 'mmol/L'],
    ['2524-7', 'LAC', 'mmol/L'],
    ['16362-6', 'NH3', 'umol/L'],
    ['1834-1', 'AFP', 'ng/mL'],
    ['42595-9', 'HBVDNA', 'IU/mL'],
  ])('LOINC %s is %s', (loinc, code, unit) => {
    expect(one({ 3: `${loinc}^^LN`, 6: unit })).toMatchObject({ code });
    expect(one({ 3: `X17^^99LOCAL^${loinc}^^LN`, 6: unit })).toMatchObject({ code });
  });
  it.each(['3289-6', '5894-1', '9999-9'])('LOINC %s counts as absent, and its number is no code', loinc => {
    expect(one({ 3: `${loinc}^^LN` })).toBe('unknown-item');
    expect(one({ 3: `${loinc}^谷丙转氨酶^LN` })).toMatchObject({ code: 'ALT' });
  });
  it('LOINC against a definite name is ambiguous; it beats an unknown name', () => {
    expect(one({ 3: '1920-8^谷丙转氨酶^LN' })).toBe('ambiguous-item');
    expect(one({ 3: '1920-8^某项目^LN' })).toMatchObject({ code: 'AST' });
    expect(one({ 3: '2160-0^尿肌酐^LN', 6: 'umol/L' })).toBe('not-blood');
  });
  it('a number that is not marked as LOINC is no LOINC', () =>
    expect(one({ 3: '1742-6^^99LOCAL' })).toBe('unknown-item'));
});

describe('the result', () => {
  it.each([
    ['NM', '35.000000', 35, null],
    ['SN', '<^20', 20, '<'],
    ['SN', '>=^20', 20, '>='],
    ['SN', '^20', 20, null],
    ['SN', '<20', 20, '<'],
    ['ST', '<20', 20, '<'],
    ['ST', '35~40', 35, null],
    ['CE', '1^35', 35, null],
    ['CWE', '35', 35, null],
  ])('%s %s', (type, result, value, comparator) =>
    expect(one({ 2: type, 5: result })).toMatchObject({ value, comparator }),
  );
  it.each([
    ['SN', '^20^-^30'],
    ['SN', '^1^:^8'],
    ['SN', '^2^+'],
    ['CE', '1^标本溶血^L'],
    ['NM', ''],
    ['ST', '----'],
  ])('%s %s is unreadable', (type, result) => expect(one({ 2: type, 5: result })).toBe('unreadable-value'));
  it('an unescaped power of ten is read in the result and in the unit', () => {
    expect(one({ 2: 'ST', 3: 'HBVDNA', 5: '2.35×10^6', 6: 'IU/mL' })).toMatchObject({ value: 2350000 });
    expect(one({ 3: 'WBC', 5: '8', 6: '10^9/L' })).toMatchObject({ value: 8 });
    expect(one({ 3: 'CREA', 5: '72', 6: 'umol/L^micromole per liter^UCUM' })).toMatchObject({ value: 72 });
  });
  it('OBX-7 is the range, OBX-8 the first flag', () => {
    expect(one({ 7: '9-50', 8: 'H~A' })).toMatchObject({ range: { low: 9, high: 50 }, flag: 'H' });
    expect(one({ 7: '9~50', 8: 'A~H' })).toMatchObject({ range: { low: 9, high: 50 }, flag: null });
  });
  it.each([
    ['D', 'superseded'],
    ['W', 'superseded'],
    ['X', 'unreadable-value'],
    ['I', 'unreadable-value'],
  ])('OBX-11 %s is %s', (status, outcome) => expect(one({ 11: status })).toBe(outcome));
  it.each(['F', 'C', 'P', 'R', ''])('OBX-11 "%s" is read', status =>
    expect(one({ 11: status })).toMatchObject({ value: 35 }),
  );
  it('a withdrawn one does not take the place of another', () =>
    expect(summary(obx(segment({}), segment({ 5: '99', 11: 'D' })))).toEqual(['4 ALT 35', '5 superseded']));
});

describe('the times', () => {
  const at = (obr: Readonly<Record<number, string>>, result: Readonly<Record<number, string>> = {}) => {
    const read = only(hl7(MSH, PID, order(obr), segment(result)));
    return typeof read === 'string' ? read : `${read.collectedAt.slice(11, 16)} ${read.timeSource}`;
  };
  it('OBR-7, else OBX-14, else OBR-14, else OBR-22; never MSH-7', () => {
    expect(at({}, { 14: '202611220646' })).toBe('06:45 collected');
    expect(at({ 7: '' }, { 14: '202611220646' })).toBe('06:46 collected');
    expect(at({ 7: '00010101' }, { 14: '202611220646' })).toBe('06:46 collected');
    expect(at({ 7: '' })).toBe('07:05 received');
    expect(at({ 7: '', 14: '' })).toBe('09:00 reported');
    expect(at({ 7: '', 14: '', 22: '' })).toBe('no-time');
  });
  it('with an offset are moved', () => expect(at({ 7: '20261122064500+0000' })).toBe('14:45 collected'));
});

describe('the specimen and the panel', () => {
  const specimen = (code: string, panel = 'CHEM^生化') => {
    const read = only(hl7(MSH, PID, order({ 4: panel, 15: code }), ALT));
    return typeof read === 'string' ? read : 'blood';
  };
  it.each([
    'SER',
    'PLAS',
    'PPP',
    'BLD',
    'BLDA',
    'BLDV',
    'BLDC',
    'WB',
    'Serum',
    '1^血清',
    'SER^^^^左臂',
    'bldv&Venous&HL70070',
  ])('OBR-15 %s is blood', code => expect(specimen(code)).toBe('blood'));
  it.each(['UR', 'STL', 'FLU', 'ASC', 'PRT', 'SPT', 'Urine', 'X^腹水', 'XXX'])('OBR-15 %s is not', code =>
    expect(specimen(code)).toBe('not-blood'),
  );
  it('the panel is OBR-4.2, else 4.1', () => {
    expect(specimen('', 'UA^尿常规')).toBe('not-blood');
    expect(specimen('', '尿常规')).toBe('not-blood');
    expect(specimen('', '尿常规^生化')).toBe('blood');
  });
});
