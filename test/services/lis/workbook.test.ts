import { describe, expect, it } from 'vitest';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';
import { UnreadableExport } from '../../../electron/services/lis/unreadable-export.ts';
import { only, readWorkbook, type SheetCell, summary, workbookBytes, workbookZip } from './exports.ts';

const HEADER = ['姓名', '住院号', '项目名称', '结果', '单位', '采集时间'];
const SERIAL = 46348.3784722222; // 2026-11-22 09:05
const row = (over: Readonly<Record<number, SheetCell>> = {}): SheetCell[] =>
  (['测试甲', 'T1', 'TBIL', 30, 'umol/L', SERIAL] as SheetCell[]).map((cell, at) => over[at] ?? cell);
const one = (over: Readonly<Record<number, SheetCell>>, date1904 = false) =>
  only(readWorkbook({ rows: [HEADER, row(over)], date1904 }));
const number = (value: string, style: number): SheetCell => ({ style, xml: `<v>${value}</v>` });

describe('times of a workbook', () => {
  it.each([
    ['with a date format', number('46348.3784722222', 1)],
    ['without one', number('46348.378472222', 0)],
    ['rounded to the second', number('46348.378472217', 1)],
    ['as text', '2026-11-22 09:05'],
    ['as text of digits', '46348.378472222'],
    ['as a number of digits', 20261122090500],
    ['of a formula', { style: 1, xml: '<f>NOW()</f><v>46348.3784722222</v>' }],
    ['in ISO form', { type: 'd', xml: '<v>2026-11-22T09:05:00</v>' }],
  ])('a serial date %s', (_, cell) =>
    expect(one({ 5: cell })).toMatchObject({ collectedAt: '2026-11-22T09:05:00+08:00' }),
  );

  it('count from 1904 where the workbook says so', () =>
    expect(one({ 5: number(String(SERIAL - 1462), 1) }, true)).toMatchObject({
      collectedAt: '2026-11-22T09:05:00+08:00',
    }));
  it('a fraction is a time of day, also in the 1904 system', () => {
    const rows = [
      [...HEADER, '采集日期'],
      [...row({ 5: number('0.378472222', 1) }), 46348],
    ];
    expect(only(readWorkbook({ rows }))).toMatchObject({ collectedAt: '2026-11-22T09:05:00+08:00' });
    const rows1904 = [
      [...HEADER, '采集日期'],
      [...row({ 5: number('0.378472222', 1) }), 46348 - 1462],
    ];
    expect(only(readWorkbook({ rows: rows1904, date1904: true }))).toMatchObject({
      collectedAt: '2026-11-22T09:05:00+08:00',
    });
  });
  it.each([36525, 73051, 1])('%s is no date', serial => expect(one({ 5: serial })).toBe('no-time'));
});

describe('results of a workbook', () => {
  it('drops the noise behind the 15th digit', () =>
    expect(one({ 3: number('388.00000000000006', 0) })).toMatchObject({ value: 388 }));
  it.each([
    ['a date', number('46057', 3)],
    ['a date of a built-in format', { style: 1, xml: '<v>46057</v>' }],
    ['a boolean', { type: 'b', xml: '<v>1</v>' }],
    ['an error', { type: 'e', xml: '<v>#N/A</v>' }],
    ['an ISO date', { type: 'd', xml: '<v>2026-03-05</v>' }],
    ['a formula without a kept value', { xml: '<f>A1</f>' }],
  ])('%s is unreadable', (_, cell) => expect(one({ 3: cell })).toBe('unreadable-value'));
  it('a formula counts by its kept value', () => {
    expect(one({ 3: { xml: '<f>1+1</f><v>31.5</v>' } })).toMatchObject({ value: 31.5 });
    expect(one({ 3: { type: 'str', xml: '<f>A1&amp;B1</f><v>31.5↑</v>' } })).toMatchObject({ value: 31.5, flag: 'H' });
  });
  it('a percent is read as it is shown', () => {
    expect(one({ 2: 'PTA', 3: number('0.385', 4), 4: '%' })).toMatchObject({ code: 'PTA', value: 38.5 });
    expect(one({ 3: number('0.385', 4) })).toBe('unknown-unit');
  });
  it('a range that became a date is no range', () => {
    const rows = [
      [...HEADER, '参考范围', '下限'],
      [...row(), number('46057', 3), number('46057', 3)],
    ];
    expect(only(readWorkbook({ rows }))).toMatchObject({ range: null });
  });
});

describe('identifiers of a workbook', () => {
  it('are padded by a number format of zeros', () =>
    expect(one({ 1: number('98765', 2) })).toMatchObject({ patient: { mrn: '00098765' } }));
  it('keep their digits up to 1e15 and are damaged from there', () => {
    expect(one({ 1: 999999999999999 })).toMatchObject({ patient: { mrn: '999999999999999' } });
    expect(one({ 1: number('1000000000000000', 0) })).toBe('damaged-identifier');
    expect(one({ 1: number('1.00001198808080E+17', 0) })).toBe('damaged-identifier');
  });
});

describe('texts of a workbook', () => {
  const rich = '<r><rPr><b/></rPr><t>总胆</t></r><r><t xml:space="preserve">红素</t></r><rPh><t>ignored</t></rPh>';
  it('of rich text are joined', () => {
    expect(one({ 2: { type: 'inlineStr', xml: `<is>${rich}</is>` } })).toMatchObject({ code: 'TBIL' });
    const rows = [HEADER, row({ 2: { type: 's', xml: '<v>0</v>' } })];
    expect(only(readWorkbook({ rows, strings: `<si>${rich}</si>` }))).toMatchObject({ code: 'TBIL' });
  });
  it('a raised number is a power, not a digit', () => {
    const raised = (before: string, power: string) =>
      ({
        type: 'inlineStr',
        xml: `<is><r><t>${before}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>${power}</t></r></is>`,
      }) as const;
    expect(one({ 2: 'HBV-DNA', 3: raised('2.35×10', '6'), 4: 'IU/mL' })).toMatchObject({ value: 2350000 });
    expect(one({ 2: raised('Na', '+'), 4: 'mmol/L' })).toMatchObject({ code: 'NA' });
  });
  it('a text that the table of texts lacks makes the file unreadable', () =>
    expect(() => one({ 2: { type: 's', xml: '<v>7</v>' } })).toThrow(UnreadableExport));
});

describe('merged cells', () => {
  it('repeat down a column and count once across columns', () => {
    const rows = [
      ['检验结果', null, null, null, null, null],
      HEADER,
      row(),
      row({ 0: null as never, 1: null as never, 2: 'ALT', 4: 'U/L' }).map((cell, at) => (at < 2 ? null : cell)),
    ];
    const read = readWorkbook({ rows, merges: ['A1:F1', 'A3:A4', 'B3:B4', 'A5:F5'] });
    expect(read.rows.map(({ patient }) => patient)).toEqual(
      Array(2).fill({ name: '测试甲', sex: null, mrn: 'T1', age: null }),
    );
  });
  it('hold nothing beside their first column, whatever the writer left there', () => {
    const labelled = [
      ['采集时间：2026-11-22 08:00', '姓名：王五', null, null, null, null],
      ['项目名称', '结果', '单位'],
      ['ALT', 35, 'U/L'],
    ];
    expect(only(readWorkbook({ rows: labelled, merges: ['A1:F1'] }))).toMatchObject({ patient: { name: null } });
    expect(only(readWorkbook({ rows: labelled }))).toMatchObject({ patient: { name: '王五' } });
  });
  it('over a million rows cost nothing', () =>
    expect(summary(readWorkbook({ rows: [HEADER, row()], merges: ['A2:A1048576'] }))).toEqual(['2 TBIL 30']));
});

describe('sheets', () => {
  it('the first visible one with a header row is read', () => {
    const hidden = [HEADER, row({ 2: 'ALT', 4: 'U/L' })];
    const before = [
      { state: 'hidden', rows: hidden },
      { state: 'veryHidden', rows: hidden },
      { state: 'visible', rows: [['说明']] },
    ];
    expect(summary(readWorkbook({ rows: [HEADER, row()], before }))).toEqual(['2 TBIL 30']);
  });
  it('lines are the sheet’s row numbers', () =>
    expect(summary(readWorkbook({ rows: [['标题'], [], HEADER, [], row()] }))).toEqual(['5 TBIL 30']));
});

describe('a workbook that cannot be read', () => {
  const bytes = workbookBytes({ rows: [HEADER, row()] });
  const withSheet = (change: (xml: string) => string): Uint8Array => {
    const zip = workbookZip({ rows: [HEADER, row(), row({ 0: '测试乙', 1: 'T2' })], merges: ['A2:A3'] });
    const sheet = 'xl/worksheets/sheet0.xml';
    zip.updateFile(sheet, Buffer.from(change(zip.readAsText(sheet))));
    return new Uint8Array(zip.toBuffer());
  };
  it('rows that do not run downwards', () => {
    for (const line of [2, 1]) {
      const bytes = withSheet(xml => xml.replace('<row r="3">', `<row r="${line}">`));
      expect(() => readLabExport(bytes)).toThrow(expect.objectContaining({ reason: 'damaged' }));
    }
  });
  it('a row within a row', () => {
    const bytes = withSheet(xml => xml.replace('</row><row r="3">', '<row r="3">').replace('</row><', '</row></row><'));
    expect(() => readLabExport(bytes)).toThrow(expect.objectContaining({ reason: 'damaged' }));
  });
  it('is none where the writer prefixes every element: merges still count', () => {
    const prefixed = withSheet(xml => xml.replace(/<(\/?)(?=[a-z])/gi, '<$1x:'));
    expect(readLabExport(prefixed).rows.map(({ patient }) => patient.name)).toEqual(['测试甲', '测试甲']);
    const misleading = withSheet(xml => xml.replace('umol/L', 'umol/L sheetData>'));
    expect(readLabExport(misleading).rows.map(({ patient }) => patient.name)).toEqual(['测试甲']);
  });
  it('one flipped bit of a stored part is noticed', () => {
    const zip = workbookZip({ rows: [HEADER, row()] });
    for (const entry of zip.getEntries()) entry.header.method = 0; // stored, so that the flip stays valid XML
    const stored = new Uint8Array(zip.toBuffer());
    const at = Buffer.from(stored).indexOf('<v>30</v>') + 3;
    expect(stored[at]).toBe('3'.charCodeAt(0));
    stored[at] = '9'.charCodeAt(0);
    expect(() => readLabExport(stored)).toThrow(UnreadableExport);
  });
  it('a cut file', () => expect(() => readLabExport(bytes.slice(0, bytes.length / 2))).toThrow(UnreadableExport));
  it('an archive of something else', () => {
    const zip = workbookZip({ rows: [] });
    zip.deleteFile('xl/workbook.xml');
    expect(() => readLabExport(new Uint8Array(zip.toBuffer()))).toThrow(UnreadableExport);
  });
  it('one that swells to more than we unpack', () => {
    const zip = workbookZip({ rows: [HEADER, row()] });
    zip.updateFile('xl/sharedStrings.xml', Buffer.alloc(130 * 2 ** 20, 0x20));
    const bomb = new Uint8Array(zip.toBuffer());
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(() => readLabExport(bomb)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  });
  it('one that lies about its size', () => {
    const zip = workbookZip({ rows: [HEADER, row()] });
    zip.updateFile('xl/sharedStrings.xml', Buffer.alloc(4 * 2 ** 20, 0x20));
    const bomb = zip.toBuffer();
    for (let at = bomb.indexOf('PK\x01\x02'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 4)) {
      if (bomb.readUInt32LE(at + 24) === 4 * 2 ** 20) bomb.writeUInt32LE(10, at + 24);
    }
    expect(() => readLabExport(new Uint8Array(bomb))).toThrow(UnreadableExport);
  });
});
