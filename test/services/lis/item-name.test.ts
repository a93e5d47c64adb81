import { describe, expect, it } from 'vitest';
import { matchName } from '../../../electron/services/lis/item-name.ts';
import { LAB_ALIASES, UNDECIDED_NAMES } from '../../../shared/records/lab-aliases.ts';
import { LAB_CATALOGUE } from '../../../shared/records/lab-catalogue.ts';
import { itemOf } from './exports.ts';

const aliases = Object.entries(LAB_ALIASES).flatMap(([code, names]) => names.map(name => [name, code] as const));
const codeOf = (name: string): string => {
  const match = matchName(name);
  return match.kind === 'definite' ? match.code : match.kind;
};

describe('names of items', () => {
  it.each(aliases)('%s is %s', (name, code) => expect(codeOf(name)).toBe(code));

  it('are not claimed by two items', () => {
    const names = [...aliases.map(([name]) => name), ...UNDECIDED_NAMES.flatMap(({ names: all }) => all)];
    for (const name of names)
      expect(
        names.filter(other => other === name),
        name,
      ).toHaveLength(1);
  });

  it.each(LAB_CATALOGUE.map(({ code, names }) => [names['zh-CN'], code]))(
    '%s of our own screens is read',
    (name, code) => expect(itemOf({ 项目名称: name, 结果: '3', 单位: code === 'PT' ? 's' : unitFor(code) })).toBe(code),
  );

  it.each([
    ['*谷丙转氨酶', 'ALT'],
    ['★ 白蛋白', 'ALB'],
    ['#血小板', 'PLT'],
    ['ｇｐｔ', 'ALT'],
    ['Γ-GT', 'GGT'],
    ['ɣ-GT', 'GGT'],
    ['υ-GT', 'GGT'],
    ['Na⁺', 'NA'],
    ['PT-%', 'PTA'],
    ['总 胆 红 素', 'TBIL'],
    ['T.BIL', 'TBIL'],
    ['▲K+', 'K'],
  ])('%s is folded to %s', (name, code) => expect(codeOf(name)).toBe(code));

  it.each([
    ['血清白蛋白', 'ALB'],
    ['静脉血乳酸', 'LAC'],
    ['血浆纤维蛋白原', 'FIB'],
    ['全血乳酸测定', 'LAC'],
    ['血肌酐', 'CREA'],
    ['降钙素原检测', 'PROCT'],
    ['HBV-DNA定量', 'HBVDNA'],
    ['血钾浓度', 'K'],
    ['血红蛋白含量', 'HGB'],
    ['血氨测定', 'NH3'],
  ])('%s loses its word for blood or measuring: %s', (name, code) => expect(codeOf(name)).toBe(code));

  it.each(['糖化血红蛋白', '前白蛋白', '乳酸脱氢酶', 'A/G', '白蛋白/球蛋白', '尿酸', '总蛋白', '抗凝血酶', '12'])(
    '%s matches whole or not at all',
    name => expect(itemOf({ 项目名称: name })).toBe('unknown-item'),
  );
});

describe('brackets that end a name', () => {
  it.each([
    ['总胆红素(TBIL)', 'TBIL'],
    ['总胆红素【TBIL】', 'TBIL'],
    ['总胆红素(TBIL)★', 'TBIL'],
    ['肌酐（酶法）', 'CREA'],
    ['血清肌酐(酶法)', 'CREA'],
    ['某试剂(ALB)', 'ALB'],
    ['PT(INR)', 'INR'],
    ['PCT(降钙素原)', 'PROCT'],
    ['总胆红素(TBIL)(umol/L)', 'TBIL'],
    ['乙肝病毒DNA(lg(IU/mL))', 'HBVDNA'],
  ])('%s is %s', (name, code) => expect(codeOf(name)).toBe(code));

  it('with two different items are ambiguous', () =>
    expect(itemOf({ 项目名称: '总胆红素(DBIL)' })).toBe('ambiguous-item'));
  it('with a name and an item that it cannot mean are ambiguous', () =>
    expect(itemOf({ 项目名称: '中性粒细胞(WBC)' })).toBe('ambiguous-item'));
  it('do not make blood of urine', () => expect(itemOf({ 项目名称: '尿肌酐(CREA)' })).toBe('not-blood'));
});

describe('a name decided by the unit', () => {
  it.each([
    ['中性粒细胞', '%', 'NEUT_PCT'],
    ['中性粒', '10^9/L', 'NEUT'],
    ['NEUT', '个/uL', 'NEUT'],
    ['NEU', '％', 'NEUT_PCT'],
    ['NE', 'G/L', 'NEUT'],
    ['Neutrophil', 'K/uL', 'NEUT'],
    ['Neutrophils', '', 'ambiguous-item'],
    ['中性粒细胞', 'g/L', 'NEUT'], // G/L of a count: units are compared in lower case
    ['凝血酶原时间', 's', 'PT'],
    ['血浆凝血酶原时间', '秒', 'PT'],
    ['PT', 'SEC', 'PT'],
    ['Prothrombin time', '%', 'PTA'],
    ['PT', '', 'ambiguous-item'],
    ['PT', 'INR', 'ambiguous-item'],
    ['PCT', 'ng/mL', 'PROCT'],
    ['PCT', 'ug/L', 'PROCT'],
    ['PCT', '%', 'unknown-item'],
    ['PCT', 'L/L', 'unknown-item'],
    ['PCT', 'mL/L', 'unknown-item'],
    ['PCT', 'ng/L', 'ambiguous-item'],
    ['AT', '%', 'ambiguous-item'],
    ['胆红素', 'umol/L', 'ambiguous-item'],
    ['BIL', 'umol/L', 'ambiguous-item'],
  ])('%s in "%s": %s', (name, unit, outcome) => expect(itemOf({ 项目名称: name, 单位: unit })).toBe(outcome));

  it.each([
    ['感染两项', 'PROCT'],
    ['炎症指标', 'PROCT'],
    ['脓毒症筛查', 'PROCT'],
    ['降钙素检测', 'PROCT'],
    ['血常规', 'unknown-item'],
    ['血细胞分析', 'unknown-item'],
    ['五分类', 'unknown-item'],
    ['CBC', 'unknown-item'],
    ['肝功能', 'ambiguous-item'],
    ['', 'ambiguous-item'],
    ['血常规+感染两项', 'ambiguous-item'],
  ])('PCT without a unit in panel "%s": %s', (panel, outcome) =>
    expect(itemOf({ 项目名称: 'PCT', 组合名称: panel, 结果: '未检出', 单位: '' })).toBe(outcome),
  );

  it('lets the unit beat the panel', () => {
    expect(itemOf({ 项目名称: 'PCT', 组合名称: '血常规', 单位: 'ug/L' })).toBe('PROCT');
    expect(itemOf({ 项目名称: 'PCT', 组合名称: '感染两项', 单位: '%' })).toBe('unknown-item');
  });

  it('takes the unit glued to the number, and the one in the brackets', () => {
    expect(itemOf({ 项目名称: 'PT', 结果: '15.2s', 单位: '' })).toBe('PT');
    expect(itemOf({ 项目名称: '中性粒细胞(%)', 单位: '' })).toBe('NEUT_PCT');
  });
});

describe('name and code cell together', () => {
  const both = (name: string, code: string, unit = 'umol/L') => itemOf({ 项目名称: name, 英文缩写: code, 单位: unit });

  it('a definite name wins over an undecided, unknown or numeric code', () => {
    expect(both('总胆红素', 'BIL')).toBe('TBIL');
    expect(both('总胆红素', 'X17')).toBe('TBIL');
    expect(both('总胆红素', '0001')).toBe('TBIL');
    expect(both('凝血酶原时间活动度', 'PT', '%')).toBe('PTA');
  });
  it('an undecided name takes a definite code', () => {
    expect(both('PCT', '降钙素原', 'ng/mL')).toBe('PROCT');
    expect(both('AT', '凝血酶原活性', '%')).toBe('PTA');
    expect(both('胆红素', 'TBIL')).toBe('TBIL');
  });
  it('an undecided name refuses a code that it cannot mean', () =>
    expect(both('中性粒细胞', 'WBC', '10^9/L')).toBe('ambiguous-item'));
  it('an undecided name beside an unknown or numeric code is decided by the unit', () => {
    expect(both('中性粒细胞', '0012', '%')).toBe('NEUT_PCT');
    expect(both('PT', 'X', 's')).toBe('PT');
  });
  it('two different definite codes are ambiguous', () => expect(both('总胆红素', 'DBIL')).toBe('ambiguous-item'));
  it('an unknown name is unknown whatever the code says', () => {
    expect(both('血小板压积', 'PCT', '%')).toBe('unknown-item');
    expect(both('某项目', 'TBIL')).toBe('unknown-item');
  });
  it('the code is read alone only where the name is empty', () => {
    expect(both('', 'TBIL')).toBe('TBIL');
    expect(both('', '0001')).toBe('unknown-item');
  });
  it('a numeric code column gives way to one with letters', () =>
    expect(itemOf({ 项目名称: '', 项目代码: '0001', 英文缩写: 'TBIL' })).toBe('TBIL'));
});

describe('unknown names of other fluids', () => {
  it.each(['尿肌酐', '尿蛋白', '腹水白蛋白', '胸水蛋白', '脑脊液糖', '粪便隐血', '便潜血', '引流液淀粉酶'])(
    '%s is not blood',
    name => expect(itemOf({ 项目名称: name })).toBe('not-blood'),
  );
  it('尿酸 is an unknown item of blood, 尿素 a known one', () => {
    expect(itemOf({ 项目名称: '尿酸' })).toBe('unknown-item');
    expect(itemOf({ 项目名称: '尿素', 单位: 'mmol/L' })).toBe('UREA');
  });
});

function unitFor(code: string): string {
  return LAB_CATALOGUE.find(item => item.code === code)?.unit ?? '';
}
