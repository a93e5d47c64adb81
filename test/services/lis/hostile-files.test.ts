import { describe, expect, it } from 'vitest';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';
import { UnreadableExport } from '../../../electron/services/lis/unreadable-export.ts';
import { utf8 } from './exports.ts';

const HEADER = '姓名,项目名称,结果,单位,参考范围,采集时间\n';
const row = (name: string, item: string, result: string, range = ''): string =>
  `${HEADER}${name},"${item}","${result}",umol/L,"${range}",2026-11-22\n`;

describe('a file made to stall or break the reader', () => {
  const long = 200_000;
  it.each([
    ['brackets in a name', row('甲', '(s)'.repeat(long), '1')],
    ['nested brackets', row('甲', `${'('.repeat(long)}${')'.repeat(long)}`, '1')],
    ['flags', row('甲', 'ALT', '(H)'.repeat(long))],
    ['marks', row('甲', 'ALT', `1${'* '.repeat(long)}x`)],
    ['digits', row('甲', 'TBIL', '1'.repeat(long))],
    ['groups of a range', row('甲', 'TBIL', '1', '1-'.repeat(long))],
    ['colons', `${'姓名: '.repeat(long)}\n${HEADER}`],
    ['quotes', '"'.repeat(long * 5)],
    ['open cells', `<table>${'<td>'.repeat(long)}`],
    ['tables in tables', '<table>'.repeat(long)],
    ['components', `MSH|^~\\&|\rOBX|1|ST|${'^'.repeat(long)}|${'\\'.repeat(long)}|`],
  ])('of endless %s is done with at once', (_, text) => {
    const start = performance.now();
    try {
      expect(readLabExport(utf8(text)).rows.length).toBeLessThan(2);
    } catch (failure) {
      if (!(failure instanceof UnreadableExport)) throw failure;
    }
    expect(performance.now() - start).toBeLessThan(10_000); // milliseconds to a second; minutes without the bounds
  });
});
