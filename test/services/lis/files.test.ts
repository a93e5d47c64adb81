import { describe, expect, it } from 'vitest';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';
import { LIMITS, type UnreadableReason } from '../../../electron/services/lis/unreadable-export.ts';
import { csvText, MSH, OBR, only, PID, readText, summary, utf8 } from './exports.ts';

const TABLE = [
  ['姓名', '项目名称', '结果', '单位', '采集时间'],
  ['测试甲', 'TBIL', '30', 'μmol/L', '2026-11-22 09:05'],
];
const CSV = csvText(...TABLE);
const TSV = TABLE.map(row => row.join('\t')).join('\r\n');
const HTML = `<html><meta charset="iso-8859-1"><table>${TABLE.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></html>`;
const HL7 = [MSH, PID, OBR, 'OBX|1|NM|ALT||35|U/L'].join('\r');

const utf16 = (text: string): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(bytes);
};
/** GB18030 of the letters that these files use, by searching the decoder itself. */
const gb18030 = (text: string): Uint8Array => new Uint8Array([...text].flatMap(sign => gbBytes(sign)));
const decoder = new TextDecoder('gb18030');
const gbTable = new Map<string, number[]>();
for (let lead = 0x81; lead <= 0xfe; lead++) {
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    if (trail !== 0x7f) gbTable.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  }
}
const gbBytes = (sign: string): number[] =>
  sign.charCodeAt(0) < 0x80 ? [sign.charCodeAt(0)] : (gbTable.get(sign) ?? [0x3f]);
const refusal = (bytes: Uint8Array): UnreadableReason | 'read' => {
  try {
    readLabExport(bytes);
    return 'read';
  } catch (failure) {
    return (failure as { reason: UnreadableReason }).reason;
  }
};

describe('the kind of a file', () => {
  it.each([
    ['csv', CSV],
    ['csv', `sep=,\r\n${CSV}`],
    ['tsv', TSV],
    ['html', HTML],
    ['html', `\r\n  ${HTML.replace('<table>', '<TABLE border=1>')}`],
    ['hl7', HL7],
    ['hl7', `\u000b${HL7}\u001c\r`],
    ['hl7', `\r\n FHS|^~\\&|LAB\rBHS|^~\\&|LAB\r${HL7}`],
  ])('%s is told by its content', (format, text) => {
    const read = readText(text);
    expect(read.format).toBe(format);
    expect(read.rows).toHaveLength(1);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \r\n', 'no-header-row'],
    ['a letter', 'Dear colleague, please call.', 'no-header-row'],
    ['semicolons', CSV.replaceAll(',', ';'), 'no-header-row'],
    ['XML without a table', '<a><b/></a>', 'no-header-row'],
    ['HTML without a header row', '<table><tr><td>x</td></tr></table>', 'no-header-row'],
    ['a table of something else', 'a,b,c\r\n1,2,3', 'no-header-row'],
  ])('%s is refused', (_, text, reason) => expect(refusal(utf8(text))).toBe(reason));

  it('the binary .xls of old Excel is refused', () =>
    expect(refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]))).toBe(
      'old-excel',
    ));
  it('a file beyond the limits is refused, not cut', () => {
    expect(refusal(new Uint8Array(LIMITS.fileBytes + 1))).toBe('too-large');
    expect(refusal(utf8(`${CSV}${'\n'.repeat(LIMITS.rows)}`))).toBe('too-large');
  });
});

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', utf8(CSV)],
    ['utf-8', utf8(`\ufeff${CSV}`)],
    ['gb18030', gb18030(CSV)],
    ['utf-16le', utf16(CSV)],
    ['gb18030', gb18030(HTML)],
    ['utf-16le', utf16(TSV)],
  ])('%s is told by its bytes', (encoding, bytes) => {
    const read = readLabExport(bytes);
    expect(read.encoding).toBe(encoding);
    expect(only(read)).toMatchObject({ patient: { name: '测试甲' }, code: 'TBIL', value: 30 });
  });
  it('MSH-18 is not believed', () => {
    const read = readLabExport(
      gb18030(`${MSH}||||||UNICODE UTF-8\r${PID.replace('虚构^辛', '测试甲')}\r${OBR}\rOBX|1|NM|1|总胆红素|30|umol/L`),
    );
    expect(read.encoding).toBe('gb18030');
    expect(only(read)).toMatchObject({ patient: { name: '测试甲' }, code: 'TBIL' });
  });
  it('a byte that fits no encoding refuses the file', () => {
    expect(refusal(new Uint8Array([...gb18030(CSV), 0xff]))).toBe('encoding');
    expect(refusal(new Uint8Array([0xff, 0xfe, 0x00, 0xd8]))).toBe('encoding');
    expect(refusal(new Uint8Array([0xef, 0xbb, 0xbf, 0xff]))).toBe('encoding');
  });
});

describe('a delimited file', () => {
  const HEADER = '姓名,项目名称,结果,单位,采集时间,备注';
  const line = (remark: string, item = 'ALT') => `测试甲,${item},35,U/L,2026-11-22 09:05,${remark}`;
  it.each(['\r\n', '\n', '\r'])('counts physical lines ending in %j, also inside quotes', end => {
    const text = [HEADER, line(`"two${end}lines ""quoted"", and a comma"`), line('', 'AST')].join(end);
    expect(summary(readText(text))).toEqual(['2 ALT 35', '4 AST 35']);
  });
  it('may mix its line ends', () =>
    expect(summary(readText(`${HEADER}\r\n${line('"a\nb"')}\n${line('', 'AST')}\r${line('', 'GGT')}`))).toEqual([
      '2 ALT 35',
      '4 AST 35',
      '5 GGT 35',
    ]));
  it('a quote that is never closed swallows no row', () =>
    expect(summary(readText([HEADER, line('"never closed'), line('', 'AST')].join('\n')))).toEqual([
      '2 ALT 35',
      '3 AST 35',
    ]));
  it('a quote inside a field is an ordinary sign', () =>
    expect(
      summary(readText([HEADER, line('5" drain'), line('"5" drain"', 'AST'), line('', 'GGT')].join('\n'))),
    ).toEqual(['2 ALT 35', '3 AST 35', '4 GGT 35']));
  it('text in a wrapper is unwrapped', () => {
    const read = readText(
      `姓名,住院号,项目名称,结果,单位,采集时间\n测试甲,="0700031",ALT,"=""1,250""",U/L,="2026-11-22 09:05"\n`,
    );
    expect(only(read)).toMatchObject({ patient: { mrn: '0700031' }, value: 1250 });
    expect(only(readText('住院号,项目名称,结果,单位,采集时间\nT1,ALT,="1,250",U/L,2026-11-22'))).toMatchObject({
      value: 1250,
    });
  });
  it('rows may be shorter or longer than the header', () =>
    expect(summary(readText(`${HEADER}\n${line('x,y,z')}\n测试甲,AST,35`))).toEqual(['2 ALT 35', '3 unknown-unit']));
});

describe('an HTML table', () => {
  const T = '2026-11-22 09:05';
  const HEADER = '<tr><th>组合名称</th><th>项目名称</th><th>结果</th><th>单位</th><th>采集时间</th></tr>';
  const table = (body: string) => summary(readText(`<html><body><table>${HEADER}${body}</table></body></html>`));

  it('counts every <tr> of the document', () =>
    expect(
      summary(
        readText(
          `<table><tr><td>标题</td></tr></table><table>${HEADER}<tr><td>x</td><td>ALT</td><td>35</td><td>U/L</td><td>${T}</td></tr></table>`,
        ),
      ),
    ).toEqual(['3 ALT 35']));
  it('repeats a cell over the rows that it spans', () =>
    expect(
      table(
        `<tr><td rowspan=2>感染</td><td>PCT</td><td>TND</td><td></td><td rowspan="3">${T}</td></tr><tr><td>PCT</td><td>ND</td><td></td></tr><tr><td></td><td>PCT</td><td>ND</td><td></td></tr>`,
      ),
    ).toEqual(['3 PROCT not-detected', '2 superseded', '4 ambiguous-item']));
  it('leaves the further columns of a wide cell empty', () =>
    expect(table(`<tr><td colspan=2>ALT</td><td>35</td><td>U/L</td><td>${T}</td></tr>`)).toEqual([]));
  it('reads entities, breaks, raised digits and markup inside a cell', () =>
    expect(
      table(
        `<tr><td>血<br>常规</td><td><b>白细胞</b></td><td>8.2&nbsp;&uarr;</td><td>&times;10<sup>9</sup>/L</td><td>2026-11-22<br/>09:05</td></tr>`,
      ),
    ).toEqual(['2 WBC 8.2']));
  it('does not mind missing end tags and capital letters', () =>
    expect(
      summary(
        readText(
          `<TABLE>${HEADER.toUpperCase()}<TR><TD>x<TD>ALT<TD>35<TD>U/L<TD>${T}<TR><TD>x<TD>AST<TD>36<TD>U/L<TD>${T}</TABLE>`,
        ),
      ),
    ).toEqual(['2 ALT 35', '3 AST 36']));
  it('reads no script, style or comment', () =>
    expect(
      table(
        `<tr><td><style>td{}</style><script>1</script><!-- x --></td><td>ALT</td><td>35</td><td>U/L</td><td>${T}</td></tr>`,
      ),
    ).toEqual(['2 ALT 35']));
  it('keeps a table inside a cell apart', () =>
    expect(
      table(`<tr><td><table><tr><td>inner</td></tr></table></td><td>ALT</td><td>35</td><td>U/L</td><td>${T}</td></tr>`),
    ).toEqual(['2 ALT 35']));
  it('a span of billions costs nothing', () =>
    expect(table(`<tr><td rowspan=999999999 colspan=999999999>x</td></tr><tr><td>ALT</td></tr>`)).toEqual([]));
});
