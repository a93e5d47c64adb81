import { describe, expect, it } from 'vitest';
import { readRow } from './exports.ts';

/** comparator, value, text and flag of one result, or why it is skipped. */
const read = (result: string, fields: Readonly<Record<string, string>> = {}): string => {
  const outcome = readRow({ 结果: result, ...fields });
  if (typeof outcome === 'string') return outcome;
  const { comparator, value, text, flag } = outcome;
  return [comparator, value, text, flag].filter(part => part !== null).join(' ');
};

describe('numbers', () => {
  it.each([
    ['12.5', '12.5'],
    ['.5', '0.5'],
    ['１２．５', '12.5'],
    ['1,250', '1250'],
    ['1,234,567.5', '1234567.5'],
    ['12。5', '12.5'],
    ['2.35E+02', '235'],
    ['2.35e2', '235'],
    ['2.35×10^2', '235'],
    ['2.35×10²', '235'],
    ['2.35x10^2', '235'],
    ['2.35*10^2', '235'],
    ['2.35 × 10^2', '235'],
    ['12.5 umol/L', '12.5'],
  ])('%s is %s', (written, value) => expect(read(written)).toBe(value));

  it.each([
    ['1,25'],
    ['12,5'],
    ['1,2500'],
    ['0,250'],
    ['12 5'],
    ['-5'],
    ['+5'],
    ['12a'],
    ['a12'],
    ['12.'],
    ['1.2.3'],
    ['1:2'],
    ['12-15'],
    ['2.35×106'],
    ['1E999'],
    ['12 溶血'],
  ])('%s is unreadable', written => expect(read(written)).toBe('unreadable-value'));

  it('keeps a power of ten that belongs to the unit', () => {
    expect(read('6.0×10^9/L', { 项目名称: '白细胞', 单位: '' })).toBe('6');
    expect(read('2.35×10^7IU/mL', { 项目名称: 'HBV-DNA', 单位: '' })).toBe('23500000');
    expect(read('6.0 10^9/L', { 项目名称: '白细胞', 单位: '' })).toBe('unreadable-value');
  });

  it('refuses a logarithm too large for a number', () =>
    expect(read('999', { 项目名称: 'HBV-DNA', 单位: 'lg IU/mL' })).toBe('unreadable-value'));
});

describe('results that are none', () => {
  it.each(['', '-', '--', '----', '——', '见附页', '标本溶血', '复查', '±', '阳性', '阴性', '+', '/'])(
    '"%s" is unreadable',
    written => expect(read(written)).toBe('unreadable-value'),
  );
});

describe('flags', () => {
  it.each([
    ['320.5↑', '320.5 H'],
    ['↓29.4', '29.4 L'],
    ['320.5↑↑', '320.5 HH'],
    ['↓↓2', '2 LL'],
    ['132 L', '132 L'],
    ['132H', '132 H'],
    ['H 132', '132 H'],
    ['132HH', '132 HH'],
    ['132 LL', '132 LL'],
    ['132高', '132 H'],
    ['偏低 132', '132 L'],
    ['132偏高', '132 H'],
    ['132(H)', '132 H'],
    ['132（↑）', '132 H'],
    ['132 (偏低)', '132 L'],
    ['132*', '132'],
    ['*132', '132'],
    ['▲132', '132'],
    ['132▼', '132'],
    ['★132 #', '132'],
    ['132*↑', '132 H'],
    ['<5↓', '< 5 L'],
    ['↑>500', '> 500 H'],
    ['132 umol/L', '132'],
    ['132 umol/L H', '132 H'],
    ['↑132↓', '132'],
  ])('%s reads %s', (written, outcome) => expect(read(written)).toBe(outcome));

  it.each([
    ['↑', 'H'],
    ['高', 'H'],
    ['偏高', 'H'],
    ['H', 'H'],
    ['↓', 'L'],
    ['低', 'L'],
    ['偏低', 'L'],
    ['↑↑', 'HH'],
    ['LL', 'LL'],
    ['正常', 'N'],
    ['N', 'N'],
    ['危急', ''],
    ['A', ''],
  ])('the flag column "%s" is %s', (flag, outcome) =>
    expect(read('30', { 提示: flag })).toBe(['30', outcome].filter(part => part !== '').join(' ')),
  );

  it('the column wins over a glued flag; an empty one, or a mere mark, leaves it', () => {
    expect(read('30↑', { 提示: 'N' })).toBe('30 N');
    expect(read('30↑', { 提示: '' })).toBe('30 H');
    expect(read('30↑', { 提示: '*' })).toBe('30 H');
  });

  it('are the laboratory’s own, never computed', () => expect(read('300', { 参考范围: '0-26' })).toBe('300'));
});

describe('comparators', () => {
  it.each([
    ['<0.5', '< 0.5'],
    ['＜0.5', '< 0.5'],
    ['< 0.5', '< 0.5'],
    ['>500', '> 500'],
    ['<=5', '<= 5'],
    ['≤5', '<= 5'],
    ['=<5', '<= 5'],
    ['>=5', '>= 5'],
    ['≥5', '>= 5'],
    ['=>5', '>= 5'],
    ['小于5', '< 5'],
    ['低于5', '< 5'],
    ['大于5', '> 5'],
    ['高于5', '> 5'],
  ])('%s reads %s', (written, outcome) => expect(read(written)).toBe(outcome));
});

describe('words', () => {
  it.each([
    '未检出',
    '未检测到',
    '未测出',
    '检测不到',
    'TND',
    'ND',
    'nd',
    'Not detected',
    '靶核酸未检出',
    '靶标未检出',
    '低于检测下限',
    '低于检出限',
    '<检测下限',
    '＜检测下限',
  ])('%s is not-detected for any item', word => {
    expect(read(word)).toBe('not-detected');
    expect(read(word, { 项目名称: '降钙素原', 单位: '' })).toBe('not-detected');
  });

  const surface = (word: string, unit = '') => read(word, { 项目名称: '乙肝表面抗原', 单位: unit });

  it.each(['阴性', '阴', '(-)', '（－）', '-', 'neg', 'Negative', '非反应性', 'non-reactive', '阴性(-)', '阴 性'])(
    '%s is negative for HBsAg',
    word => expect(surface(word)).toBe('negative'),
  );
  it.each([
    '阳性',
    '弱阳性',
    '阳',
    '+',
    '++',
    '++++',
    '1+',
    '4+',
    '(+)',
    'pos',
    'POSITIVE',
    '反应性',
    'reactive',
    '阳性(+)',
    '阳性↑',
  ])('%s is positive for HBsAg', word => expect(surface(word)).toContain('positive'));
  it.each(['±', '弱阳性(±)', '+++++', '5+', '--', '阴性(+)', '可疑'])('%s is unreadable for HBsAg', word =>
    expect(surface(word)).toBe('unreadable-value'),
  );
  it('are read for HBV DNA as well', () => {
    expect(read('阴性', { 项目名称: 'HBV-DNA', 单位: '' })).toBe('negative');
    expect(read('-', { 项目名称: 'HBV-DNA', 单位: '' })).toBe('negative');
  });

  it.each([
    ['阴性(0.02)', 'IU/mL', '0.02 negative'],
    ['0.01 阴性', 'IU/mL', '0.01 negative'],
    ['0.01(阴性)', 'IU/mL', '0.01 negative'],
    ['阳性 250', 'IU/mL', '250 positive'],
    ['阳性(>250)', 'IU/mL', '> 250 positive'],
    ['250弱阳性', 'IU/mL', '250 positive'],
    ['阴性(20)', 'mIU/mL', '0.02 negative'],
    ['阳性(4021.3)', 'COI', 'positive'],
    ['阳性(4021.3)', '', 'positive'],
  ])('number and word of HBsAg: %s %s is %s', (written, unit, outcome) => expect(surface(written, unit)).toBe(outcome));

  it('number and word are one result for HBsAg only', () =>
    expect(read('阳性(2.3E5)', { 项目名称: 'HBV-DNA', 单位: 'IU/mL' })).toBe('unreadable-value'));

  it('a sign before a number is no word', () => expect(surface('-5', 'IU/mL')).toBe('unreadable-value'));
});

describe('reference ranges', () => {
  const range = (written: string, fields: Readonly<Record<string, string>> = {}) => {
    const outcome = readRow({ 参考范围: written, ...fields });
    return typeof outcome === 'string' ? outcome : outcome.range;
  };

  it.each([
    ['3-26', 3, 26],
    ['3--26', 3, 26],
    ['3~26', 3, 26],
    ['3～26', 3, 26],
    ['3〜26', 3, 26],
    ['3至26', 3, 26],
    ['3 — 26', 3, 26],
    ['0.80-1.20', 0.8, 1.2],
    ['≤26.0', null, 26],
    ['<26', null, 26],
    ['＜26', null, 26],
    ['≥3', 3, null],
    ['>3', 3, null],
  ])('%s', (written, low, high) => expect(range(written)).toEqual({ low, high }));

  it('goes by the patient’s sex', () => {
    const bySex = '男:9-50;女:7-40';
    expect(range(bySex, { 性别: '男' })).toEqual({ low: 9, high: 50 });
    expect(range(bySex, { 性别: '女' })).toEqual({ low: 7, high: 40 });
    expect(range(bySex)).toBeNull();
    expect(range('男≤26.0;女≤21.0', { 性别: '女' })).toEqual({ low: null, high: 21 });
    expect(range('男9-50/女7-40', { 性别: '女' })).toEqual({ low: 7, high: 40 });
    expect(range('男性：9-50 女性：7-40', { 性别: '男' })).toEqual({ low: 9, high: 50 });
  });

  it.each(['', '-', '见说明', '成人:3-26', '26-3', '男(20-59岁):57-97;男(60-79岁):57-111', '3-26 umol/L'])(
    '"%s" is no range',
    written => expect(range(written, { 性别: '男' })).toBeNull(),
  );

  it('is taken from columns of its ends', () => {
    expect(range('', { 下限: '3', 上限: '26' })).toEqual({ low: 3, high: 26 });
    expect(range('', { 下限: '', 上限: '26' })).toEqual({ low: null, high: 26 });
  });

  it('is converted like the value', () => {
    expect(range('0.2-1.2', { 单位: 'mg/dL' })).toEqual({ low: 3.42, high: 20.52 });
    expect(range('<1', { 项目名称: 'HBV-DNA', 单位: 'lg IU/mL' })).toEqual({ low: null, high: 10 });
  });
});
