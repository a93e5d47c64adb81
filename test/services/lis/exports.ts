import AdmZip from 'adm-zip';
import type { LabExport, LabRow, SkipReason } from '../../../electron/services/lis/lab-export.ts';
import { readLabExport } from '../../../electron/services/lis/read-lab-export.ts';

/** Small exports made by hand. Fictional patients only. */
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const readText = (text: string): LabExport => readLabExport(utf8(text));

const quote = (field: string): string => (/[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
export const csvText = (...rows: readonly (readonly string[])[]): string =>
  rows.map(row => row.map(quote).join(',')).join('\r\n');
export const readCsv = (...rows: readonly (readonly string[])[]): LabExport => readText(csvText(...rows));

/** One result with everything that a readable row needs; a field of '' leaves its cell empty. */
const PLAIN: Readonly<Record<string, string>> = {
  姓名: '测试甲',
  住院号: 'T1',
  项目名称: '总胆红素',
  结果: '30',
  单位: 'umol/L',
  采集时间: '2026-11-22 09:05',
};

/** What becomes of one row: `fields` replace or extend the plain row. */
export function readRow(fields: Readonly<Record<string, string>>): LabRow | SkipReason {
  const row = { ...PLAIN, ...fields };
  return only(readCsv(Object.keys(row), Object.values(row)));
}

export function only({ rows, skipped }: LabExport): LabRow | SkipReason {
  const outcomes = [...rows, ...skipped.map(({ reason }) => reason)];
  const [outcome] = outcomes;
  if (outcome === undefined || outcomes.length > 1) throw new Error(`expected one outcome, got ${outcomes.length}`);
  return outcome;
}

/** The code that a row is read as, or why it is skipped. */
export function itemOf(fields: Readonly<Record<string, string>>): string {
  const outcome = readRow(fields);
  return typeof outcome === 'string' ? outcome : outcome.code;
}

export function rowOf(fields: Readonly<Record<string, string>>): LabRow {
  const outcome = readRow(fields);
  if (typeof outcome === 'string') throw new Error(`skipped: ${outcome}`);
  return outcome;
}

/** `code value` of each row and `line reason` of each skip, short enough to compare by eye. */
export const summary = ({ rows, skipped }: LabExport): string[] => [
  ...rows.map(({ line, code, value, text }) => `${line} ${code} ${value ?? text}`),
  ...skipped.map(({ line, reason }) => `${line} ${reason}`),
];

/** A cell of a workbook as its XML attributes and content; a plain string is an inline text, a number a number. */
export type SheetCell =
  | string
  | number
  | null
  | { readonly type?: string; readonly style?: number; readonly xml: string };
export interface Workbook {
  readonly rows: readonly (readonly SheetCell[])[];
  readonly merges?: readonly string[];
  readonly date1904?: boolean;
  readonly strings?: string;
  /** Further sheets before the one with the rows: name of state, and rows. */
  readonly before?: readonly { readonly state: string; readonly rows: readonly (readonly SheetCell[])[] }[];
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function cellXml(cell: SheetCell, reference: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  const type = cell.type ? ` t="${cell.type}"` : '';
  return `<c r="${reference}" s="${cell.style ?? 0}"${type}>${cell.xml}</c>`;
}

const sheetXml = (rows: Workbook['rows'], merges: readonly string[]): string =>
  `<worksheet><sheetData>${rows
    .map((cells, at) => {
      const line = at + 1;
      return `<row r="${line}">${cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${line}`)).join('')}</row>`;
    })
    .join(
      '',
    )}</sheetData><mergeCells>${merges.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`;

/** Styles: 1 date and time, 2 zeros, 3 month and day in Chinese, 4 percent, 5 plain General. */
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d\\ h:mm"/><numFmt numFmtId="165" formatCode="00000000"/><numFmt numFmtId="166" formatCode="m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="167" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="0"/></cellXfs></styleSheet>`;

export function workbookZip({ rows, merges = [], date1904 = false, strings = '', before = [] }: Workbook): AdmZip {
  const zip = new AdmZip();
  const add = (path: string, xml: string) => zip.addFile(path, Buffer.from(xml));
  const sheets = [...before, { state: 'visible', rows }];
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  add('_rels/.rels', `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`);
  add(
    'xl/workbook.xml',
    `<workbook><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets.map(({ state }, at) => `<sheet name="S${at}" sheetId="${at + 1}" state="${state}" r:id="s${at}"/>`).join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships>${sheets.map((_, at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`)).join('')}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
  );
  add('xl/styles.xml', STYLES);
  add('xl/sharedStrings.xml', `<sst>${strings}</sst>`);
  for (const [at, sheet] of sheets.entries()) {
    add(`xl/worksheets/sheet${at}.xml`, sheetXml(sheet.rows, at === before.length ? merges : []));
  }
  return zip;
}

export const workbookBytes = (workbook: Workbook): Uint8Array => new Uint8Array(workbookZip(workbook).toBuffer());
export const readWorkbook = (workbook: Workbook): LabExport => readLabExport(workbookBytes(workbook));

/** An HL7 file of these segments; MSH and PID are given where a test does not care. */
export const MSH = 'MSH|^~\\&|LAB|T|GQ|W|20261122120000||ORU^R01|M1|P|2.4';
export const PID = 'PID|1||H1^^^T^MR||虚构^辛||19820301|F';
export const OBR = 'OBR|1||S1|CHEM^生化|||20261122064500|||||||20261122070500|SER|||||||20261122090000';
export const hl7 = (...segments: readonly string[]): LabExport => readText(segments.join('\r'));
export const obx = (...segments: readonly string[]): LabExport => hl7(MSH, PID, OBR, ...segments);
