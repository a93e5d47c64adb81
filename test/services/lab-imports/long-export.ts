const HEADER = '姓名,性别,年龄,住院号,标本类型,项目名称,英文缩写,结果,单位,参考范围,提示,采集时间,接收时间,审核时间';
const ITEMS = [
  '丙氨酸氨基转移酶,ALT,U/L,9-50',
  '总胆红素,TBIL,umol/L,<26',
  '白蛋白,ALB,g/L,40-55',
  '肌酐,CREA,umol/L,57-97',
  '钠,NA,mmol/L,137-147',
  '国际标准化比值,INR,,',
].map(item => item.split(','));
const RESULTS_A_PATIENT = 25;

/** A query export of a month: `count` results of count ÷ 25 invented patients, as CSV. */
export function exportRows(count: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const rows = Array.from({ length: count }, (_, at) => {
    const patient = Math.floor(at / RESULTS_A_PATIENT);
    const [name, code, unit, range] = ITEMS[at % ITEMS.length] ?? [];
    const time = `2026-10-${two(1 + (at % 28))} ${two(6 + (at % 6))}:${two(at % 60)}:00`;
    const who = `示例${patient},${patient % 2 ? '男' : '女'},${30 + (patient % 50)},T${100_000 + patient}`;
    return `${who},血清,${name},${code},${20 + (at % 300) / 10},${unit},${range},,${time},${time},${time}`;
  });
  return [HEADER, ...rows].join('\r\n');
}
