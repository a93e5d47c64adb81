import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidden, maskAddress, masked, maskIdentity, maskName, maskPhone } from '../../../shared/records/masking.ts';
import { blankPatient } from '../../../shared/records/patient.ts';

describe('masking', () => {
  it.each([
    ['张丰三', '张*三'],
    ['张三', '张*'],
    ['欧阳明日', '欧阳**'],
    ['欧阳修', '欧阳*'],
    ['欧阳', '欧*'],
    ['张', '*'],
    ['𠅤三丰', '𠅤*丰'],
    ['买买提·阿布都', '买*****都'],
    ['John', 'J***'],
    ['张丰三（之子）', '张*三'],
    ['无名氏男20261122-0905-1', '无名氏男20261122-0905-1'],
  ])('%s is listed as %s', (name, shown) => expect(maskName(name)).toBe(shown));

  it.each([
    [maskIdentity, '11010519491231002X', '110105********002X'],
    [maskIdentity, 'E12345678', '*******78'],
    [maskPhone, '13812341234', '138****1234'],
    [maskPhone, '12345', '*****'],
    [maskAddress, '江西省上饶市余干县玉亭镇东山大街1号', '江西省上饶市余干县****'],
    [maskAddress, '江西省丰城市阳光小区3栋', '江西省丰城市****'],
    [maskAddress, '宁夏回族自治区固原市原州区某街1号', '宁夏回族自治区固原市原州区****'],
    [maskAddress, '内蒙古自治区某盟某旗某苏木', '内蒙古自治区某盟某旗****'],
    [maskAddress, '某镇某村', '****'],
    [maskAddress, '', ''],
  ])('%o makes of %s: %s', (mask, text, shown) => expect(mask(text)).toBe(shown));

  it('never shows a Han name whole', () => {
    const name = fc.array(fc.constantFrom(...'欧阳司马张三丰单万俟'), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(name, characters => maskName(characters.join('')).includes('*')));
  });

  it('in teaching mode keeps nothing that says who it is, and the age', () => {
    const person = {
      ...blankPatient(),
      name: '张丰三',
      birthDate: '1968-03-05',
      identity: { kind: 'resident-id' as const, number: '11010519491231002X' },
      hospitalNumbers: { inpatient: 'ZY0417', outpatient: '', record: 'BA88' },
      phone: '13812341234',
      contact: { name: '李四', relation: '妻', phone: '13912341234' },
      address: '江西省余干县',
    };
    const shown = hidden('2026-11-22').person(person);
    for (const told of ['张', '三', '1968', '1101', '002X', 'ZY', 'BA', '138', '1234', '李', '余干'])
      expect([told, JSON.stringify(shown).includes(told)]).toEqual([told, false]);
    expect(shown.estimatedAge).toEqual({ years: 58, on: '2026-11-22' });
    expect(masked.person(person)).toMatchObject({ name: '张*三', contact: { name: '李*', phone: '139****1234' } });
  });
});
