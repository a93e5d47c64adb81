import { describe, expect, it } from 'vitest';
import {
  itemOf,
  MSH,
  OBR,
  obx,
  only,
  PID,
  readCsv,
  readRow,
  readText,
  readWorkbook,
  rowOf,
  summary,
} from './exports.ts';

/** Each trap of records-and-forms.md 6.12 that has cost someone a wrong number, with input made by hand. */
describe('the traps', () => {
  it('PCT is procalcitonin or plateletcrit', () => {
    expect(itemOf({ 项目名称: 'PCT', 英文缩写: 'PCT', 单位: 'ng/mL' })).toBe('PROCT');
    expect(itemOf({ 项目名称: 'PCT', 英文缩写: 'PCT', 单位: '%' })).toBe('unknown-item');
    expect(itemOf({ 项目名称: '血小板压积', 英文缩写: 'PCT', 单位: 'ng/mL' })).toBe('unknown-item');
  });
  it('bare 中性粒细胞 is a share or a count', () => {
    expect(rowOf({ 项目名称: '中性粒细胞', 结果: '73.2', 单位: '%' })).toMatchObject({ code: 'NEUT_PCT', value: 73.2 });
    expect(rowOf({ 项目名称: '中性粒细胞', 结果: '6.0', 单位: '10^9/L' })).toMatchObject({ code: 'NEUT', value: 6 });
    expect(itemOf({ 项目名称: '中性粒细胞', 单位: '' })).toBe('ambiguous-item');
  });
  it('PT is seconds or percent', () => {
    expect(itemOf({ 项目名称: 'PT', 单位: 's' })).toBe('PT');
    expect(itemOf({ 项目名称: 'PT', 单位: '%' })).toBe('PTA');
    expect(itemOf({ 项目名称: 'PT(%)', 单位: '' })).toBe('PTA');
  });
  it('AT is activity or antithrombin: nobody knows', () => {
    expect(itemOf({ 项目名称: 'AT', 单位: '%' })).toBe('ambiguous-item');
    expect(itemOf({ 项目名称: '抗凝血酶', 英文缩写: 'AT', 单位: '%' })).toBe('unknown-item');
    expect(itemOf({ 项目名称: '凝血酶原活性', 英文缩写: 'AT', 单位: '%' })).toBe('PTA');
  });
  it('尿素 and 尿酸 are of blood though they begin with 尿', () => {
    expect(itemOf({ 项目名称: '尿素', 单位: 'mmol/L' })).toBe('UREA');
    expect(itemOf({ 项目名称: '尿酸' })).toBe('unknown-item');
    expect(itemOf({ 项目名称: '尿蛋白' })).toBe('not-blood');
  });
  it('BUN in mmol/L is not nitrogen, 尿素 in mg/dL is not read', () => {
    expect(rowOf({ 项目名称: 'BUN', 结果: '6.8', 单位: 'mmol/L' }).value).toBe(6.8);
    expect(rowOf({ 项目名称: 'BUN', 结果: '28.01', 单位: 'mg/dL' }).value).toBe(10);
    expect(readRow({ 项目名称: '尿素', 结果: '60', 单位: 'mg/dL' })).toBe('unknown-unit');
  });
  it('default units of analysers are refused', () => {
    expect(readRow({ 项目名称: '白蛋白', 单位: 'g/ml' })).toBe('unknown-unit');
    expect(readRow({ 项目名称: '谷丙转氨酶', 单位: 'umol/L' })).toBe('unknown-unit');
    expect(only(obx('OBX|1|NM|3|白蛋白|5.000000|g/ml'))).toBe('unknown-unit');
  });
  it('10⁹/L survives NFKC, and both signs for micro are one', () => {
    expect(rowOf({ 项目名称: '白细胞', 结果: '8.2', 单位: '×10⁹/L' }).value).toBe(8.2);
    expect(rowOf({ 单位: '\u03bcmol/L' }).unit).toBe('umol/L');
    expect(rowOf({ 单位: '\u00b5mol/L' }).unit).toBe('umol/L');
  });
  it('〜, ＜ and U+3000 are read', () => {
    expect(rowOf({ 参考范围: '3〜26' }).range).toEqual({ low: 3, high: 26 });
    expect(rowOf({ 结果: '＜0.5' })).toMatchObject({ comparator: '<', value: 0.5 });
    expect(rowOf({ 采集时间: '2026-11-22\u300009：05' }).collectedAt).toBe('2026-11-22T09:05:00+08:00');
  });
  it('an .xls may be HTML or TSV, and declare a wrong charset', () => {
    const cells = ['项目名称', '结果', '单位', '采集时间'];
    const values = ['ALT', '35', 'U/L', '2026-11-22'];
    const html = `<meta charset=gb2312><table><tr><td>${cells.join('<td>')}<tr><td>${values.join('<td>')}</table>`;
    expect(readText(html)).toMatchObject({ format: 'html', encoding: 'utf-8', rows: [{ code: 'ALT' }] });
    expect(readText([cells.join('\t'), values.join('\t')].join('\n'))).toMatchObject({
      format: 'tsv',
      rows: [{ code: 'ALT' }],
    });
  });
  it('title rows stand above, and a second report below', () => {
    const report = (name: string, item: string) => [
      ['检验报告'],
      [`姓名：${name} 采集时间：2026-11-22`],
      ['项目名称', '结果', '单位'],
      [item, '35', 'U/L'],
    ];
    const read = readCsv(...report('测试甲', 'ALT'), ...report('测试乙', 'AST'));
    expect(read.rows.map(({ patient, code }) => `${patient.name} ${code}`)).toEqual(['测试甲 ALT', '测试乙 AST']);
  });
  it('Excel: serial times, a result turned into a date, an ID turned into 1.1E+17, lost zeros', () => {
    const header = ['住院号', '项目名称', '结果', '单位', '采集时间'];
    const read = readWorkbook({
      rows: [
        header,
        [{ style: 2, xml: '<v>98765</v>' }, 'ALT', 35, 'U/L', 46348.3784722222],
        ['T1', 'FIB', { style: 3, xml: '<v>46057</v>' }, 'g/L', 46348],
        [110000000000000000, 'AST', 40, 'U/L', 46348],
      ],
    });
    expect(summary(read)).toEqual(['2 ALT 35', '3 unreadable-value', '4 damaged-identifier']);
    expect(read.rows[0]).toMatchObject({ patient: { mrn: '00098765' }, collectedAt: '2026-11-22T09:05:00+08:00' });
  });
  it('<0.5, 未检出, 12.3↑, *谷丙转氨酶, 1,250 and 阴性(0.02)', () => {
    expect(rowOf({ 结果: '<0.5' })).toMatchObject({ comparator: '<', value: 0.5 });
    expect(rowOf({ 结果: '未检出' })).toMatchObject({ value: null, text: 'not-detected' });
    expect(rowOf({ 结果: '12.3↑' })).toMatchObject({ value: 12.3, flag: 'H' });
    expect(itemOf({ 项目名称: '*谷丙转氨酶', 单位: 'U/L' })).toBe('ALT');
    expect(rowOf({ 结果: '1,250' }).value).toBe(1250);
    expect(rowOf({ 项目名称: 'HBsAg', 结果: '阴性(0.02)', 单位: 'IU/mL' })).toMatchObject({
      value: 0.02,
      text: 'negative',
    });
  });
  it('urine, ascites, control runs and amended reports stay out', () => {
    expect(itemOf({ 项目名称: '白细胞', 标本类型: '尿液', 单位: '/uL' })).toBe('not-blood');
    expect(itemOf({ 项目名称: '白蛋白', 标本类型: '血性腹水', 单位: 'g/L' })).toBe('not-blood');
    expect(itemOf({ 姓名: '质控-高值' })).toBe('quality-control');
    expect(only(readText([`${MSH}||||2`, PID, OBR, 'OBX|1|NM|ALT||35|U/L'].join('\r')))).toBe('quality-control');
    const header = ['项目名称', '结果', '单位', '采集时间', '审核时间'];
    const read = readCsv(
      header,
      ['ALT', '40', 'U/L', '2026-11-22', '2026-11-22 11:00'],
      ['ALT', '35', 'U/L', '2026-11-22', '2026-11-22 10:00'],
    );
    expect(summary(read)).toEqual(['2 ALT 40', '3 superseded']);
  });
  it('print time is no sample time, and 1900-01-01 no time', () => {
    expect(readRow({ 采集时间: '', 打印时间: '2026-11-22 09:05' })).toBe('no-time');
    expect(rowOf({ 采集时间: '1900-01-01', 报告时间: '2026-11-22 10:00' })).toMatchObject({ timeSource: 'reported' });
  });
});
