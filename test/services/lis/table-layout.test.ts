import { describe, expect, it } from 'vitest';
import { UnreadableExport } from '../../../electron/services/lis/unreadable-export.ts';
import { only, readCsv, summary } from './exports.ts';

const T = '2026-11-22 09:05';

describe('the header row', () => {
  it('is the first row with three known names, a result and an item or code among them', () => {
    expect(
      summary(
        readCsv(
          ['检验结果查询'],
          ['项目名称', '结果'],
          ['序号', '项目名称', '结果', '单位', '采集时间'],
          ['1', 'ALT', '35', 'U/L', T],
        ),
      ),
    ).toEqual(['4 ALT 35']);
    expect(summary(readCsv(['代号', '结果', '单位', '采集时间'], ['ALT', '35', 'U/L', T]))).toEqual(['2 ALT 35']);
  });
  it.each([
    [['项目名称', '结果']],
    [['姓名', '性别', '年龄', '项目名称']],
    [['姓名', '结果', '单位']],
    [['foo', 'bar', 'baz']],
  ])('is not %o', header => expect(() => readCsv(header, ['ALT', '35', 'U/L', T])).toThrow(UnreadableExport));
  it('is compared folded, without blanks and colons, in lower case', () =>
    expect(summary(readCsv([' 项 目 名 称：', 'RESULT', 'Ｕｎｉｔ', 'Collected At'], ['ALT', '35', 'U/L', T]))).toEqual(
      ['2 ALT 35'],
    ));
  it('may come in any order', () =>
    expect(summary(readCsv(['采集时间', '单位', '结果', '项目名称'], [T, 'U/L', '35', 'ALT']))).toEqual(['2 ALT 35']));

  it('检验项目 is the item, or the panel beside another item column', () => {
    expect(summary(readCsv(['检验项目', '结果', '单位', '采集时间'], ['ALT', '35', 'U/L', T]))).toEqual(['2 ALT 35']);
    const read = readCsv(
      ['检验项目', '项目名称', '结果', '单位', '采集时间'],
      ['感染两项', 'PCT', '未检出', '', T],
      ['血常规', 'PCT', '0.2', '', T],
    );
    expect(summary(read)).toEqual(['2 PROCT not-detected', '3 unknown-item']);
  });
  it('joins all panels', () =>
    expect(
      summary(
        readCsv(['医嘱名称', '组合名称', '项目名称', '结果', '采集时间'], ['住院', '感染两项', 'PCT', '未检出', T]),
      ),
    ).toEqual(['2 PROCT not-detected']));
  it('takes items in the order of their names', () =>
    expect(
      summary(readCsv(['项目', '项目名称', '结果', '单位', '采集时间'], ['肝功能', 'ALT', '35', 'U/L', T])),
    ).toEqual(['2 ALT 35']));

  it('may come again and then re-reads the columns', () => {
    const read = readCsv(
      ['项目名称', '结果', '单位', '采集时间'],
      ['ALT', '35', 'U/L', T],
      ['结果', '单位', '项目名称', '采集时间'],
      ['40', 'U/L', 'AST', T],
    );
    expect(summary(read)).toEqual(['2 ALT 35', '4 AST 40']);
  });
  it('a row of results that names one item three times is no header', () =>
    expect(
      summary(
        readCsv(
          ['项目名称', '英文缩写', '代号', '结果', '单位', '采集时间'],
          ['谷丙转氨酶', 'ALT', 'GPT', '35', 'U/L', T],
          ['总胆红素', 'TBIL', 'TB', '9', 'umol/L', T],
        ),
      ),
    ).toEqual(['2 ALT 35', '3 TBIL 9']));
  it('of a table in two halves is read on both sides', () => {
    const header = ['项目名称', '结果', '单位', '采集时间', '项目名称', '结果', '单位'];
    const read = readCsv(header, ['ALT', '35', 'U/L', T, 'AST', '40', 'U/L'], ['TBIL', '9', 'umol/L', T, '', '', '']);
    expect(summary(read)).toEqual(['2 ALT 35', '2 AST 40', '3 TBIL 9']);
  });
});

describe('rows that are none', () => {
  it('are passed over without a word', () => {
    const read = readCsv(
      ['项目名称', '项目代码', '结果', '单位', '采集时间'],
      [],
      ['', '', '', '', ''],
      ['肝功能'],
      ['', '', '35', 'U/L', T],
      ['ALT', '', '35', 'U/L', T],
      ['共 1 项'],
    );
    expect(summary(read)).toEqual(['6 ALT 35']);
  });
  it('empty cells are not filled from above', () =>
    expect(
      summary(
        readCsv(
          ['姓名', '项目名称', '结果', '单位', '采集时间'],
          ['测试甲', 'ALT', '35', 'U/L', T],
          ['', 'AST', '40', 'U/L', ''],
        ),
      ),
    ).toEqual(['2 ALT 35', '3 no-time']));
});

describe('label rows', () => {
  const HEADER = ['项目名称', '结果', '单位'];
  const report = (...labels: string[][]) => readCsv(...labels, HEADER, ['ALT', '35', 'U/L']);

  it('fill the columns that the table lacks', () =>
    expect(only(report([`姓名：测试甲`, '性别：女', '住院号：Z1', '年龄：63岁'], [`采集时间：${T}`]))).toMatchObject({
      patient: { name: '测试甲', sex: 'female', mrn: 'Z1', age: 63 },
      collectedAt: '2026-11-22T09:05:00+08:00',
    }));
  it.each([
    '姓名：测试甲　性别：女　年龄：29岁　门诊号：Z1',
    '姓名:测试甲 性别:女 年龄:29 岁 门诊号:Z1',
    '姓名：测试甲性别：女年龄：29岁门诊号：Z1',
    '姓 名：测试甲；性 别：女；年 龄：29岁；门诊号：Z1',
    '姓名：测试甲,性别：女,年龄：29岁,门诊号：Z1',
    '科别：消化科 姓名：测试甲 性别：女 联系人姓名：王五 年龄：29岁 电话：123 门诊号：Z1',
    'Patient ID: Z1 Name: 测试甲 Sex: F Age: 29',
  ])('several in one cell: %s', labels =>
    expect(only(report([labels], [`采集时间：${T} 报告时间：2026-11-22 10:00`]))).toMatchObject({
      patient: { name: '测试甲', sex: 'female', mrn: 'Z1', age: 29 },
      collectedAt: '2026-11-22T09:05:00+08:00',
    }),
  );
  it.each([`采集时间：2026-11-22 下午3:05`, '采集时间：2026-11-22 15:05报告时间：2026-11-22 16:00'])(
    'the colon of a clock is no label: %s',
    label => expect(only(report([label]))).toMatchObject({ collectedAt: '2026-11-22T15:05:00+08:00' }),
  );
  it('an empty value takes the next filled cell, but no label', () => {
    expect(only(report(['姓名：', '', '测试甲'], [`采集时间：${T}`]))).toMatchObject({ patient: { name: '测试甲' } });
    expect(only(report(['姓名：', '性别：女'], [`采集时间：${T}`]))).toMatchObject({
      patient: { name: null, sex: 'female' },
    });
  });
  it('do not stand in for an empty cell of a column that the table has', () =>
    expect(summary(readCsv([`采集时间：${T}`], [...HEADER, '采集时间'], ['ALT', '35', 'U/L', '']))).toEqual([
      '3 no-time',
    ]));
  it('the panel of a label decides PCT', () =>
    expect(summary(readCsv([`检验项目：感染两项 采集时间：${T}`], HEADER, ['PCT', '未检出', '']))).toEqual([
      '3 PROCT not-detected',
    ]));
  it('after the header only the first filled cell makes a label row', () => {
    const read = readCsv(
      [`采集时间：${T}`],
      [...HEADER, '备注'],
      ['ALT', '35', 'U/L', '姓名：王五'],
      ['AST', '40', 'U/L', ''],
    );
    expect(read.rows.map(({ patient }) => patient.name)).toEqual([null, null]);
    expect(read.rows).toHaveLength(2);
  });
  it('with a name forget everything of the patient before', () => {
    const read = readCsv(
      ['姓名：测试甲 性别：女 住院号：Z1', '标本类型：尿液'],
      [`采集时间：${T}`],
      HEADER,
      ['ALT', '35', 'U/L'],
      ['姓名：测试乙'],
      ['AST', '40', 'U/L'],
      [`采集时间：${T}`],
      ['TBIL', '9', 'umol/L'],
    );
    expect(summary(read)).toEqual(['8 TBIL 9', '4 not-blood', '6 no-time']);
    expect(read.rows[0]?.patient).toEqual({ name: '测试乙', sex: null, mrn: null, age: null });
  });
  it('without a name add to what is known', () =>
    expect(only(report(['姓名：测试甲'], ['住院号：Z1'], [`采集时间：${T}`]))).toMatchObject({
      patient: { name: '测试甲', mrn: 'Z1' },
    }));
});

describe('one sample a row', () => {
  const HEADER = ['姓名', '采集时间', '总胆红素(μmol/L)', 'PT(s)', 'PT(%)', 'PCT(%)', 'PCT(ng/mL)', '肌酐', '备注'];
  it('gives a result for each filled cell under an item, in the unit of the header', () => {
    const read = readCsv(
      HEADER,
      ['测试甲', T, '30↑', '15', '60', '0.2', '<0.05', '90', '补液'],
      ['测试甲', T, '', '', '', '', '', '', ''],
    );
    expect(summary(read)).toEqual([
      '2 TBIL 30',
      '2 PT 15',
      '2 PTA 60',
      '2 PROCT 0.05',
      '2 unknown-item',
      '2 unknown-unit',
    ]);
    expect(read.rows[0]).toMatchObject({ flag: 'H', patient: { name: '测试甲' } });
  });
  it('needs three items and no result column', () => {
    expect(() => readCsv(['姓名', '采集时间', 'ALT(U/L)', 'AST(U/L)'], ['测试甲', T, '1', '2'])).toThrow(
      UnreadableExport,
    );
    expect(() => readCsv(['结果', 'ALT(U/L)', 'AST(U/L)', 'TBIL'], ['1', '1', '2', '3'])).toThrow(UnreadableExport);
  });
  it('takes labels as defaults', () =>
    expect(
      only(readCsv([`姓名：测试甲 采集时间：${T}`], ['床号', 'ALT(U/L)', 'AST(U/L)', 'INR'], ['3', '', '', '1.9'])),
    ).toMatchObject({
      code: 'INR',
      patient: { name: '测试甲' },
    }));
  it('passes over headers that name nothing, and those of other fluids', () =>
    expect(
      summary(
        readCsv(['采集时间', 'ALT(U/L)', 'AST(U/L)', 'INR', '白细胞(尿)', '疗程'], [T, '', '', '1.9', '25', '3']),
      ),
    ).toEqual(['2 INR 1.9']));
  it('says so where a header names two items', () =>
    expect(
      summary(readCsv(['采集时间', 'ALT(U/L)', 'AST(U/L)', 'INR', '总胆红素(DBIL)'], [T, '', '', '1.9', '25'])),
    ).toEqual(['2 INR 1.9', '2 ambiguous-item']));
});
