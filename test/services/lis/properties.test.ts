import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabExport, LabRow } from '../../../electron/services/lis/lab-export.ts';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';
import { UnreadableExport } from '../../../electron/services/lis/unreadable-export.ts';
import { LAB_CATALOGUE } from '../../../shared/records/lab-catalogue.ts';
import { csvText, readCsv, readText, utf8 } from './exports.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'lis');
const fixtures = readdirSync(folder)
  .filter(file => !/README|expected|^\./.test(file))
  .map(file => new Uint8Array(readFileSync(join(folder, file))));

/** Reads, or is refused with our code; every row of the answer keeps the promises of cli.md. */
function readSafely(bytes: Uint8Array): LabExport | undefined {
  try {
    const read = readLabExport(bytes);
    for (const row of read.rows) checkRow(row);
    return read;
  } catch (failure) {
    if (failure instanceof UnreadableExport) return undefined;
    throw failure;
  }
}

const unitOf = new Map(LAB_CATALOGUE.map(({ code, unit }) => [code, unit]));

function checkRow({ code, value, text, unit, comparator, range, collectedAt }: LabRow): void {
  expect(collectedAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
  expect(value !== null || text !== null).toBe(true);
  expect(unit).toBe(value === null ? null : unitOf.get(code));
  if (value === null) expect([comparator, range]).toEqual([null, null]);
  else expect(Number.isFinite(value) && value >= 0).toBe(true);
  if (range) expect(range.low ?? range.high).not.toBeNull();
}

describe('whatever the bytes', () => {
  it('random ones are read or refused by our own code', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => void readSafely(bytes)),
      { numRuns: 300 },
    );
    const heads = [[0x50, 0x4b, 3, 4], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [...utf8('MSH|^~\\&|')], [...utf8('<table>')]];
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 300 }),
        (head, rest) => void readSafely(new Uint8Array([...head, ...rest])),
      ),
      { numRuns: 300 },
    );
  });

  it('damaged samples are read or refused by our own code', () => {
    const damage = fc.record({
      file: fc.constantFrom(...fixtures),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      drop: fc.nat(40),
      insert: fc.uint8Array({ maxLength: 8 }),
    });
    fc.assert(
      fc.property(damage, ({ file, at, drop, insert }) => {
        const from = Math.floor(at * file.length);
        readSafely(new Uint8Array([...file.subarray(0, from), ...insert, ...file.subarray(from + drop)]));
      }),
      { numRuns: 300 },
    );
  });

  it('rows of signs that mean something keep the promises of the output', () => {
    const sign = fc.constantFrom(...'0123456789.,<>≤↑↓HL×^*eE+-()阴阳性未检出 /μmolgLdUI%:：年月日"\t'.split(''));
    const text = fc.string({ unit: sign, maxLength: 12 });
    const name = fc.constantFrom('总胆红素', 'HBsAg', 'HBV-DNA', 'PCT', 'PT', '中性粒细胞', 'WBC', 'INR', 'BUN');
    const unit = fc.oneof(fc.constantFrom('umol/L', 'mg/dL', '%', '', 'IU/mL', 'lg IU/mL', '10^9/L', 's'), text);
    const header = ['姓名', '项目名称', '结果', '单位', '参考范围', '提示', '采集时间', '报告时间'];
    fc.assert(
      fc.property(fc.array(fc.tuple(text, name, text, unit, text, text, text), { maxLength: 8 }), rows => {
        const table = rows.map(row => [...row, '2026-11-22 09:05']);
        expect(readSafely(utf8(csvText(header, ...table)))).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe('the same table', () => {
  const HEADER = [
    '姓名',
    '性别',
    '年龄',
    '住院号',
    '标本类型',
    '组合名称',
    '项目名称',
    '英文缩写',
    '结果',
    '单位',
    '参考范围',
    '提示',
    '采集时间',
    '审核时间',
  ];
  const ROWS = [
    [
      'TEST A',
      '男',
      '46',
      'TEST0001',
      '血清',
      '肝功能',
      '*谷丙转氨酶',
      'ALT',
      '1,250',
      'U/L',
      '男:9-50;女:7-40',
      '↑',
      '2026-11-22 09:05:00',
      '2026-11-22 10:40',
    ],
    [
      'TEST A',
      '男',
      '46',
      'TEST0001',
      '血清',
      '肝功能',
      '总胆红素',
      'T-BIL',
      '320.5↑',
      'umol/L',
      '<26.0',
      '',
      '2026-11-22 09:05',
      '',
    ],
    [
      'TEST A',
      '男',
      '46',
      'TEST0001',
      '全血',
      '感染两项',
      'PCT',
      '',
      '<0.5',
      'ng/mL',
      '',
      'H',
      '11-22 09:05',
      '2026-11-22 10:40',
    ],
    ['TEST A', '男', '46', 'TEST0001', '尿液', '尿常规', '白细胞', 'WBC', '12', '/uL', '', '', '2026/11/22 9:05', ''],
    [
      'TEST A',
      '男',
      '46',
      '1.00001E+17',
      '血清',
      '',
      '钾',
      'K',
      '3.9',
      'mmol/L',
      '3.5-5.3',
      '',
      '',
      '2026-11-22 10:40',
    ],
    ['TEST A', '男', '46', 'TEST0001', '血清', '', 'HBV-DNA', '', '2.35E+07', 'IU/mL', '', '', '2026-11-22 09:05', ''],
  ];
  const expected = readCsv(HEADER, ...ROWS);

  it('reads the same with its columns shuffled', () => {
    const order = fc.shuffledSubarray([...HEADER.keys()], { minLength: HEADER.length });
    fc.assert(
      fc.property(order, columns => {
        const shuffled = [HEADER, ...ROWS].map(row => columns.map(column => row[column] ?? ''));
        expect(readCsv(...shuffled)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('reads the same in full-width and half-width letters', () => {
    const widen = (text: string): string =>
      text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
    expect(readCsv(...[HEADER, ...ROWS].map(row => row.map(widen)))).toEqual({
      ...expected,
      skipped: expected.skipped.map(skip => ({ ...skip, detail: expect.any(String) })),
    });
    const cells = fc.array(fc.boolean(), { minLength: HEADER.length * 7, maxLength: HEADER.length * 7 });
    fc.assert(
      fc.property(cells, isWide => {
        const mixed = [HEADER, ...ROWS].map((row, r) =>
          row.map((cell, c) => (isWide[r * row.length + c] ? widen(cell) : cell)),
        );
        expect(readCsv(...mixed).rows).toEqual(expected.rows);
      }),
      { numRuns: 50 },
    );
  });

  it('reads the same as CSV, TSV and HTML', () => {
    const table = [HEADER, ...ROWS];
    const tsv = table.map(row => row.join('\t')).join('\n');
    const escaped = (cell: string) => cell.replaceAll('<', '&lt;');
    const html = `<table>${table.map(row => `<tr>${row.map(cell => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table>`;
    for (const text of [tsv, html])
      expect(readText(text)).toMatchObject({ rows: expected.rows, skipped: expected.skipped });
  });
});
