import { describe, expect, it } from 'vitest';
import { itemOf, readRow, rowOf } from './exports.ts';

describe('the patient', () => {
  it.each([
    ['男', 'male'],
    ['M', 'male'],
    ['male', 'male'],
    ['1', 'male'],
    ['女', 'female'],
    ['F', 'female'],
    ['Female', 'female'],
    ['2', 'female'],
    ['未知', null],
    ['9', null],
    ['', null],
  ])('sex "%s" is %s', (written, sex) => expect(rowOf({ 性别: written }).patient.sex).toBe(sex));

  it.each([
    ['45', 45],
    ['45岁', 45],
    ['45Y', 45],
    ['33岁4月', 33],
    ['33岁4个月', 33],
    ['６０', 60],
    ['8月', 0],
    ['8个月', 0],
    ['20天', 0],
    ['5小时', 0],
    ['20D', 0],
    ['成人', null],
    ['450', null],
    ['', null],
  ])('age "%s" is %s', (written, age) => expect(rowOf({ 年龄: written }).patient.age).toBe(age));

  it('takes the first filled number, in the fixed order', () => {
    const mrn = (fields: Readonly<Record<string, string>>) => rowOf({ 住院号: '', ...fields }).patient.mrn;
    expect(mrn({ 登记号: '6', 病人ID: '5', 门诊号: '4', 病历号: '3', 住院号: '1' })).toBe('1');
    expect(mrn({ 登记号: '6', 病人ID: '5', 门诊号: '4', 病历号: '3' })).toBe('3');
    expect(mrn({ 登记号: '6', 病人ID: '5', 门诊号: '4' })).toBe('4');
    expect(mrn({ 登记号: '6', 病人ID: '5' })).toBe('5');
    expect(mrn({ 登记号: '6' })).toBe('6');
    expect(mrn({ 身份证号: '100001197401010026' })).toBeNull();
  });

  it('keeps leading zeros and drops what Excel users put around a number', () => {
    expect(rowOf({ 住院号: "'00012345" }).patient.mrn).toBe('00012345');
    expect(rowOf({ 住院号: '00012345\t' }).patient.mrn).toBe('00012345');
    expect(rowOf({ 住院号: '="00012345"' }).patient.mrn).toBe('00012345');
  });

  it('is not identified by a filler', () => expect(rowOf({ 住院号: '-', 门诊号: 'MZ1' }).patient.mrn).toBe('MZ1'));
});

describe('a damaged identifier', () => {
  it.each(['住院号', '门诊号', '病人ID', '登记号', '身份证号'])('%s in scientific notation', header =>
    expect(readRow({ [header]: '1.00001E+17' })).toBe('damaged-identifier'),
  );
  it('is looked for in every number, not only in the one that is used', () =>
    expect(readRow({ 住院号: 'T1', 门诊号: '2E+15' })).toBe('damaged-identifier'));
  it('is not a barcode', () => expect(itemOf({ 条码号: '1.00001E+17', 样本号: '1.00001E+17' })).toBe('TBIL'));
  it('is not a hospital’s number with an E', () => expect(itemOf({ 住院号: '12E5' })).toBe('TBIL'));
});

describe('the specimen', () => {
  it.each(['血清', '血浆', '全血', '静脉血', '末梢血', 'Serum', 'plasma', 'Whole blood', 'EDTA抗凝'])(
    '%s is blood',
    specimen => expect(itemOf({ 标本类型: specimen })).toBe('TBIL'),
  );
  it.each([
    '尿液',
    '粪便',
    '腹水',
    '血性腹水',
    '胸水',
    '脑脊液',
    '痰',
    '引流液',
    '胆汁',
    '分泌物',
    '咽拭子',
    '关节腔积液',
    '肝穿刺液',
    '肺泡灌洗液',
    '胃液',
    'Urine',
    'stool',
    'CSF',
    'ascitic',
    'Body fluid',
    'throat swab',
    'sputum',
    '其他',
    '-',
  ])('%s is not', specimen => expect(itemOf({ 标本类型: specimen })).toBe('not-blood'));

  it.each([
    '尿常规',
    '尿液分析',
    '尿沉渣',
    '尿生化',
    '尿微量',
    '粪便常规',
    '便常规',
    '大便隐血',
    '腹水生化',
    '胸水常规',
    '脑脊液',
    '体液',
  ])('without a specimen, panel %s is not blood', panel => expect(itemOf({ 组合名称: panel })).toBe('not-blood'));
  it('without a specimen and in another panel is blood', () => {
    expect(itemOf({ 组合名称: '肝功能' })).toBe('TBIL');
    expect(itemOf({ 组合名称: '尿素' })).toBe('TBIL');
  });
  it('says more than the panel', () => expect(itemOf({ 标本类型: '血清', 组合名称: '尿常规' })).toBe('TBIL'));
});

describe('a control run', () => {
  it.each([
    ['姓名', '质控-高值'],
    ['姓名', '定标液'],
    ['姓名', '校准品2'],
    ['姓名', 'QC1'],
    ['姓名', 'qc-low'],
    ['标本类型', '质控血清'],
  ])('is told by %s %s', (header, text) => expect(itemOf({ [header]: text })).toBe('quality-control'));
});

describe('the order of decisions', () => {
  // each row has the fault of its place and all later ones
  const faults: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['quality-control', { 姓名: 'QC1' }],
    ['damaged-identifier', { 住院号: '1.00001E+17' }],
    ['not-blood', { 标本类型: '尿液' }],
    ['unknown-item', { 项目名称: '某项目' }],
    ['unreadable-value', { 结果: '复查' }],
    ['unknown-unit', { 单位: 'furlong' }],
    ['no-time', { 采集时间: '' }],
  ];
  it.each(faults.map(([reason], at) => [reason, at] as const))('%s comes before what follows', (reason, at) => {
    const later = Object.assign({}, ...faults.slice(at).map(([, fields]) => fields));
    expect(itemOf(later)).toBe(reason);
  });
  it('an ambiguous item comes before an unreadable value', () =>
    expect(itemOf({ 项目名称: 'AT', 结果: '复查', 采集时间: '' })).toBe('ambiguous-item'));
});
