import { describe, expect, it } from 'vitest';
import { readRow, rowOf } from './exports.ts';

const inSi = (name: string, result: string, unit: string) => {
  const outcome = readRow({ 项目名称: name, 结果: result, 单位: unit });
  return typeof outcome === 'string' ? outcome : `${outcome.value} ${outcome.unit}`;
};

describe('conversion to SI', () => {
  it.each([
    ['总胆红素', '12', 'mg/dL', '205.2 umol/L'],
    ['总胆红素', '3', 'mg/dl', '51.3 umol/L'],
    ['总胆红素', '0.7', 'mg/dL', '11.97 umol/L'],
    ['直接胆红素', '8.1', 'mg/dL', '138.51 umol/L'],
    ['总胆红素', '30', 'uM', '30 umol/L'],
    ['总胆红素', '30', 'µmol/L', '30 umol/L'], // U+00B5
    ['总胆红素', '30', 'μmol/L', '30 umol/L'], // U+03BC
    ['谷丙转氨酶', '40', 'IU/L', '40 U/L'],
    ['白蛋白', '2.9', 'g/dL', '29 g/L'],
    ['血红蛋白', '9.2', 'g/dl', '92 g/L'],
    ['肌酐', '1.5', 'mg/dL', '132.6 umol/L'],
    ['肌酐', '90', 'uM', '90 umol/L'],
    ['尿素氮', '28.01', 'mg/dL', '10 mmol/L'],
    ['BUN', '6.8', 'mmol/L', '6.8 mmol/L'],
    ['钠', '131', 'mEq/L', '131 mmol/L'],
    ['纤维蛋白原', '162', 'mg/dL', '1.62 g/L'],
    ['C反应蛋白', '2.24', 'mg/dL', '22.4 mg/L'],
    ['C反应蛋白', '5', 'ug/mL', '5 mg/L'],
    ['降钙素原', '0.5', 'ug/L', '0.5 ng/mL'],
    ['乳酸', '36.032', 'mg/dL', '4 mmol/L'],
    ['血氨', '100', 'µg/dL', '58.7 umol/L'],
    ['血氨', '80', 'uM', '80 umol/L'],
    ['甲胎蛋白', '1000', 'IU/mL', '1210 ng/mL'],
    ['甲胎蛋白', '7', 'ug/L', '7 ng/mL'],
    ['乙肝病毒DNA', '4', 'log10 IU/mL', '10000 IU/mL'],
    ['乙肝病毒DNA', '4', 'log IU/mL', '10000 IU/mL'],
    ['乙肝病毒DNA', '4', 'lg IU/mL', '10000 IU/mL'],
    ['乙肝病毒DNA', '4', 'log10(IU/mL)', '10000 IU/mL'],
    ['乙肝病毒DNA', '4', 'lg(IU/mL)', '10000 IU/mL'],
    ['乙肝表面抗原', '50', 'mIU/mL', '0.05 IU/mL'],
    ['乙肝表面抗原', '0.013', 'mIU/mL', '0.000013 IU/mL'],
    ['国际标准化比值', '1.9', '', '1.9 1'],
    ['凝血酶原活动度', '38', '％', '38 %'],
  ])('%s %s %s is %s', (name, result, unit, outcome) => expect(inSi(name, result, unit)).toBe(outcome));

  it.each(['', '1', '-', '/', 'INR', '{INR}', 'R', 'ratio', '比值'])('INR takes the unit "%s"', unit =>
    expect(inSi('INR', '1.9', unit)).toBe('1.9 1'),
  );

  it.each([
    '10^9/L',
    '10⁹/L',
    '×10⁹/L',
    'x10^9/L',
    '*10^9/L',
    'X10^9/L',
    '10E9/L',
    '10*9/L',
    '10~9/L',
    '109/L',
    '10的9次方/L',
    '10^9个/L',
    'G/L',
    '10^3/uL',
    'K/uL',
    '１０＾９／Ｌ',
  ])('a count in %s is 10*9/L', unit => expect(inSi('白细胞', '8.2', unit)).toBe('8.2 10*9/L'));

  it.each(['/uL', '/µL', '个/uL', 'cells/uL', '/mm3', '/mm³', '/mm^3'])('a count in %s is divided by 1000', unit =>
    expect(inSi('白细胞', '8,200', unit)).toBe('8.2 10*9/L'),
  );
});

describe('a unit that is not this item’s', () => {
  it.each([
    ['尿素', '60', 'mg/dL'],
    ['Urea', '60', 'mg/dL'],
    ['尿素氮', '6.8', 'mg/L'],
    ['谷丙转氨酶', '515', 'umol/L'],
    ['白蛋白', '5', 'g/ml'],
    ['NEUT%', '70', '10^9/L'],
    ['NEUT#', '70', '%'],
    ['INR', '1.9', 's'],
    ['降钙素原', '0.3', 'ng/L'],
    ['乙肝病毒DNA', '5.2E+05', 'copies/mL'],
    ['乙肝表面抗原', '4021', 'COI'],
    ['乙肝表面抗原', '4021', 'S/CO'],
    ['白细胞', '8', '10^12/L'],
    ['白细胞', '8', '10^9/uL'],
    ['总胆红素', '30', ''],
    ['白细胞', '8', ''],
  ])('%s %s "%s" is refused', (name, result, unit) => expect(inSi(name, result, unit)).toBe('unknown-unit'));
});

describe('where the unit is taken from', () => {
  it('the cell, else the number, else the brackets of the name', () => {
    expect(inSi('总胆红素', '68.4μmol/L', '')).toBe('68.4 umol/L');
    expect(inSi('总胆红素', '4 mg/dL', '')).toBe('68.4 umol/L');
    expect(inSi('总胆红素(mg/dL)', '4', '')).toBe('68.4 umol/L');
    expect(inSi('总胆红素(mg/dL)', '4', 'umol/L')).toBe('4 umol/L');
  });
  it('cell and glued unit may differ in spelling, not in meaning', () => {
    expect(inSi('总胆红素', '68.4μmol/L', 'µmol/l')).toBe('68.4 umol/L');
    expect(inSi('白细胞', '6.0×10^9/L', '10E9/L')).toBe('6 10*9/L');
    expect(inSi('总胆红素', '4mg/dL', 'umol/L')).toBe('unknown-unit');
  });
  it('is not asked for where there is no number', () =>
    expect(rowOf({ 项目名称: 'HBV-DNA', 结果: '未检出', 单位: 'copies/mL' })).toMatchObject({
      value: null,
      text: 'not-detected',
      unit: null,
      range: null,
    }));
});
