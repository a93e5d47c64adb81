import { describe, expect, it } from 'vitest';
import { readRow } from './exports.ts';

/** The sample's time (without zone) and its source, or why the row is skipped. */
const at = (fields: Readonly<Record<string, string>>): string => {
  const outcome = readRow({ 采集时间: '', ...fields });
  return typeof outcome === 'string' ? outcome : `${outcome.collectedAt.replace('+08:00', '')} ${outcome.timeSource}`;
};
const collected = (written: string): string => at({ 采集时间: written });
const NINE_FIVE = '2026-11-22T09:05:00 collected';

describe('written times', () => {
  it.each([
    ['2026-11-22 9:05', NINE_FIVE],
    ['2026-11-22 09:05:00', NINE_FIVE],
    ['2026/11/22 09:05:30', '2026-11-22T09:05:30 collected'],
    ['2026.11.22 9:05', NINE_FIVE],
    ['2026-1-2 9:05', '2026-01-02T09:05:00 collected'],
    ['2026-11-22 09:05:00.999', NINE_FIVE],
    ['20261122', '2026-11-22T00:00:00 collected'],
    ['202611220905', NINE_FIVE],
    ['20261122090530', '2026-11-22T09:05:30 collected'],
    ['20261122090530.123', '2026-11-22T09:05:30 collected'],
    ['20261122010500+0000', NINE_FIVE],
    ['20261122090500+0800', NINE_FIVE],
    ['20261121200500-0500', NINE_FIVE],
    ['2026-11-22T01:05:00Z', NINE_FIVE],
    ['2026-11-22T09:05:00+08:00', NINE_FIVE],
    ['2026-11-22T09:05', NINE_FIVE],
    ['2026年11月22日 9时05分', NINE_FIVE],
    ['2026年11月22日9时5分30秒', '2026-11-22T09:05:30 collected'],
    ['2026年11月22日 09:05', NINE_FIVE],
    ['2026年11月22日', '2026-11-22T00:00:00 collected'],
    ['２０２６年１１月２２日　09：05', NINE_FIVE],
    ['2026-11-22 下午3:05', '2026-11-22T15:05:00 collected'],
    ['2026-11-22下午3:05', '2026-11-22T15:05:00 collected'],
    ['2026-11-22 上午12:30', '2026-11-22T00:30:00 collected'],
    ['2026-11-22 下午12:30', '2026-11-22T12:30:00 collected'],
    ['2026-11-22 3:05 PM', '2026-11-22T15:05:00 collected'],
    ['2026-11-22 9:05am', NINE_FIVE],
    ['2026-11-22 PM 3:05', '2026-11-22T15:05:00 collected'],
    ['11/22/2026 9:05:00 AM', NINE_FIVE],
    ['2026-11-22 24:00', '2026-11-23T00:00:00 collected'],
    ['2026-12-31 24:00:00', '2027-01-01T00:00:00 collected'],
    ['22/11/2026 09:05', NINE_FIVE],
    ['11/22/2026 09:05', NINE_FIVE],
    ['46348.378472', NINE_FIVE],
    ['46348.378472222', NINE_FIVE],
    ['46348', '2026-11-22T00:00:00 collected'],
    ['36526', '2000-01-01T00:00:00 collected'],
    ['73050', '2099-12-31T00:00:00 collected'],
    ['2028-02-29', '2028-02-29T00:00:00 collected'],
  ])('%s', (written, outcome) => expect(collected(written)).toBe(outcome));

  it.each([
    '',
    'n/a',
    '05/06/2026 09:05',
    '05/05/2026',
    '13/13/2026',
    '2026-13-22 09:05',
    '2026-02-29',
    '2026-11-31',
    '2026-11-22 25:00',
    '2026-11-22 24:01',
    '2026-11-22 09:60',
    '2026-11-22 09:05:60',
    '2026-11-22 上午13:05',
    '2026-11/22',
    '26-11-22 09:05',
    '0001-01-01',
    '1900-01-01 00:00:00',
    '1999-12-31',
    '2100-01-01',
    '36525',
    '73051',
    '09:05',
    '0.378472',
    '11-22 09:05',
    '2026-11-22 09:05 hello',
    '2026-11-22x',
  ])('"%s" is no time', written => expect(collected(written)).toBe('no-time'));
});

describe('which time counts', () => {
  const [c, r, a, p, t] = ['01', '02', '03', '04', '05'].map(hour => `2026-11-22 ${hour}:00`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const stage = (fields: Readonly<Record<string, string>>) => at(fields).slice(11, 13) + at(fields).slice(19);

  it('sample, else receipt, else audit, report, test', () => {
    expect(stage({ 采集时间: c, 接收时间: r, 审核时间: a, 报告时间: p, 检验时间: t })).toBe('01 collected');
    expect(stage({ 接收时间: r, 审核时间: a, 报告时间: p, 检验时间: t })).toBe('02 received');
    expect(stage({ 审核时间: a, 报告时间: p, 检验时间: t })).toBe('03 reported');
    expect(stage({ 报告时间: p, 检验时间: t })).toBe('04 reported');
    expect(stage({ 检验时间: t })).toBe('05 reported');
  });
  it('an unreadable one is missing: the next stage is tried', () => {
    expect(stage({ 采集时间: '0001-01-01', 接收时间: r })).toBe('02 received');
    expect(stage({ 采集时间: 'n/a', 审核时间: '1900-01-01', 报告时间: p })).toBe('04 reported');
  });
  it('request and print times never', () => {
    expect(at({ 申请时间: c, 打印时间: p })).toBe('no-time');
    expect(at({ 开单时间: c, 医嘱时间: p })).toBe('no-time');
  });
  it.each([
    '采样时间',
    '采血时间',
    '抽血时间',
    '标本采集时间',
    '样本采集时间',
    'Collected at',
    'Collection time',
    '采集日期',
    '采样日期',
    '采血日期',
  ])('the header %s is the sample’s', header => expect(at({ [header]: c })).toContain('collected'));
  it.each(['签收时间', '核收时间', '收样时间', '标本接收时间', 'Received', '接收日期', '签收日期', '核收日期'])(
    'the header %s is the receipt’s',
    header => expect(at({ [header]: c })).toContain('received'),
  );
  it.each([
    'Verified',
    'Verified at',
    '审核日期',
    '发布时间',
    'Reported',
    '报告日期',
    '检测时间',
    '测定时间',
    '检验日期',
    '检测日期',
  ])('the header %s stands in for the report', header => expect(at({ [header]: c })).toContain('reported'));
});

describe('a date and a time in two columns', () => {
  it('are joined within their stage', () => {
    expect(at({ 采集日期: '2026-11-22', 采集时间: '09:05' })).toBe(NINE_FIVE);
    expect(at({ 采集日期: '2026/11/22', 采集时间: '下午3:05:30' })).toBe('2026-11-22T15:05:30 collected');
    expect(at({ 采集日期: '20261122', 采集时间: '0.378472222' })).toBe(NINE_FIVE);
    expect(at({ 采集日期: '2026-11-22', 采集时间: '24:00' })).toBe('2026-11-23T00:00:00 collected');
  });
  it('are not joined across stages', () =>
    expect(at({ 接收日期: '2026-11-22', 采集时间: '09:05' })).toBe('2026-11-22T00:00:00 received'));
  it('a date alone is midnight, a time alone nothing', () => {
    expect(at({ 采集日期: '2026-11-22' })).toBe('2026-11-22T00:00:00 collected');
    expect(at({ 采集时间: '09:05' })).toBe('no-time');
  });
});

describe('a date without a year', () => {
  it('takes the year of the first full date after the sample', () => {
    expect(at({ 采集时间: '11-22 09:05', 报告时间: '2026-11-22 13:00' })).toBe(NINE_FIVE);
    expect(at({ 采集时间: '11月22日 9时05分', 打印时间: '2026-11-23' })).toBe(NINE_FIVE);
    expect(at({ 采集时间: '11/22 09:05', 接收时间: '2026-11-22 10:00', 报告时间: '2027-01-02' })).toBe(NINE_FIVE);
    expect(at({ 采集日期: '11-22', 采集时间: '09:05', 申请时间: '2026-11-22' })).toBe(NINE_FIVE);
  });
  it('is a year earlier where it would lie after that date', () => {
    expect(at({ 采集时间: '12-31 23:50', 报告时间: '2026-01-01 01:20' })).toBe('2025-12-31T23:50:00 collected');
    expect(at({ 采集时间: '11-22 09:05', 接收日期: '2026-11-22' })).toBe(NINE_FIVE);
    expect(at({ 采集时间: '02-29 08:00', 报告时间: '2029-01-02' })).toBe('2028-02-29T08:00:00 collected');
  });
  it('is unreadable where no date has a year', () =>
    expect(at({ 采集时间: '11-22 09:05', 报告时间: '11-22 13:00' })).toBe('no-time'));
});
