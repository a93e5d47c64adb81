import type { ReadingRequest } from '../../../electron/services/lab-imports/export-reading.ts';
import { type SheetCell, workbookBytes } from '../lis/exports.ts';

const HEADER = '姓名,性别,年龄,住院号,标本类型,项目名称,英文缩写,结果,单位,参考范围,提示,采集时间,接收时间,审核时间';
const ITEMS = [
  '丙氨酸氨基转移酶,ALT,U/L,9-50',
  '总胆红素,TBIL,umol/L,<26',
  '白蛋白,ALB,g/L,40-55',
  '肌酐,CREA,umol/L,57-97',
  '钠,NA,mmol/L,137-147',
  '国际标准化比值,INR,,',
].map(item => item.split(','));
export const RESULTS_A_PATIENT = 25;

/** A query export of a month with its header: `count` results of count ÷ 25 invented patients. */
function exportTable(count: number): string[][] {
  const two = (n: number) => String(n).padStart(2, '0');
  const rows = Array.from({ length: count }, (_, at) => {
    const patient = Math.floor(at / RESULTS_A_PATIENT);
    const [name, code, unit, range] = ITEMS[at % ITEMS.length] ?? [];
    const time = `2026-10-${two(1 + (at % 28))} ${two(6 + (at % 6))}:${two(at % 60)}:00`;
    const who = `示例${patient},${patient % 2 ? '男' : '女'},${30 + (patient % 50)},T${100_000 + patient}`;
    return `${who},血清,${name},${code},${20 + (at % 300) / 10},${unit},${range},,${time},${time},${time}`;
  });
  return [HEADER, ...rows].map(row => row.split(','));
}

export const exportRows = (count: number): string =>
  exportTable(count)
    .map(row => row.join(','))
    .join('\r\n');

/** The same as Excel saves it: texts in the table of texts, ages and results as numbers, times as serial dates. */
export function exportWorkbook(count: number): Uint8Array {
  const texts = new Map<string, number>();
  const cell = (text: string, column: number, isHeader: boolean): SheetCell => {
    if (text === '') return null;
    if (!isHeader && NUMBERS.has(column)) return Number(text);
    if (!isHeader && TIMES.has(column)) return { style: 1, xml: `<v>${serialOf(text)}</v>` };
    const at = texts.get(text) ?? texts.size;
    texts.set(text, at);
    return { type: 's', xml: `<v>${at}</v>` };
  };
  const rows = exportTable(count).map((row, line) => row.map((text, column) => cell(text, column, line === 0)));
  const strings = [...texts.keys()].map(text => `<si><t>${text.replace('<', '&lt;')}</t></si>`).join('');
  return workbookBytes({ rows, strings });
}
const NUMBERS: ReadonlySet<number> = new Set([2, 7]);
const TIMES: ReadonlySet<number> = new Set([11, 12, 13]);
const serialOf = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`) / 86_400_000 + 25_569;

/** For one of its patients, who has RESULTS_A_PATIENT results. */
export const requestFor = (bytes: Uint8Array): ReadingRequest => ({
  bytes,
  person: { names: ['示例7'], formerNames: [], sex: 'male', birthDate: null, estimatedAge: null, numbers: ['T100007'] },
  mapping: null,
  profiles: [],
  today: '2026-11-22',
});
