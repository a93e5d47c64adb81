import type { Candidate } from './candidate.ts';
import { readSegments, type Segment } from './hl7-message.ts';
import { matchItem } from './item-name.ts';
import type { ExportPatient } from './lab-export.ts';
import { isDamagedIdentifier, readIdentifier, readSex } from './patient-text.ts';
import { type RowTimes, readRowTimes, type StageCells } from './sample-times.ts';
import { type Cell, fieldText, type Progress, textCell } from './sheet.ts';
import { isBloodByCode, isControl } from './specimen.ts';
import { isInCalendar } from './time-text.ts';
import { isKnownUnit } from './unit.ts';

/** What the segments before an OBX say about it. */
interface Context {
  readonly header: Segment | undefined;
  readonly patient: Segment | undefined;
  readonly order: Segment | undefined;
}

/** The OBX segments of all messages of the file (records-and-forms.md 6.11). */
export function* hl7Candidates(text: string, progress: Progress): Generator<Candidate> {
  let header: Segment | undefined;
  let patient: Segment | undefined;
  let order: Segment | undefined;
  const segments = readSegments(text);
  for (const [at, segment] of segments.entries()) {
    if (at % SEGMENTS_A_REPORT === 0) progress(at / segments.length);
    if (segment.name === 'MSH') [header, patient, order] = [segment, undefined, undefined];
    else if (segment.name === 'PID') [patient, order] = [segment, undefined];
    else if (segment.name === 'OBR') order = segment;
    else if (segment.name === 'OBX') yield readObx(segment, { header, patient, order });
  }
}

const SEGMENTS_A_REPORT = 500;

const isNumeric = (text: string): boolean => /^[\d.]+$/.test(text);

function readObx(obx: Segment, { header, patient, order }: Context): Candidate {
  const times = readRowTimes(stageCells(obx, order));
  const specimen = order?.components(15).map(fieldText) ?? [];
  const panel = fieldText(order ? order.component(4, 2) || order.component(4, 1) : '');
  const who = readPatient(patient, times);
  const identifier = textCell(patient?.component(3, 1) ?? '');
  const names = readNames(obx);
  const status = statusOf(obx);
  return {
    line: obx.line,
    patient: who,
    times,
    isControl: /^[12]$/.test(header?.whole(16) ?? '') || isControl(who.name ?? '', specimen.join(' ')),
    isDamaged: identifier !== undefined && isDamagedIdentifier(identifier),
    isBlood: isBloodByCode(specimen, panel),
    specimen: specimen.join(' ').trim(),
    panel,
    item: matchItem(names),
    itemText: [names.name, ...names.codes, names.loinc ?? ''].filter(text => text !== '').join(' / '),
    value: fieldText(readResult(obx)),
    unit: fieldText(readUnit(obx)),
    nameUnit: '',
    range: { text: fieldText(obx.whole(7)), low: '', high: '' },
    flag: fieldText(obx.component(8, 1)),
    ...(status && { status }),
  };
}

/** OBX-3.2, else OBX-4, is the name; OBX-3.1 the code. Analysers put bare numbers where they have neither. */
function readNames(obx: Segment): { name: string; codes: string[]; loinc?: string } {
  const identifier = obx.components(3).map(fieldText);
  const [number = '', text = '', system, otherNumber, , otherSystem] = identifier;
  const subId = fieldText(obx.first(4));
  const isLoinc = system === 'LN';
  const loinc = isLoinc ? number : otherSystem === 'LN' ? otherNumber : undefined;
  return {
    name: text || (isNumeric(subId) ? '' : subId),
    codes: number === '' || isLoinc || isNumeric(number) ? [] : [number],
    ...(loinc && { loinc }),
  };
}

function readResult(obx: Segment): string {
  const type = obx.whole(2);
  if (type === 'SN') return readStructuredNumber(obx.components(5));
  if (type === 'CE' || type === 'CWE') return obx.component(5, 2) || obx.component(5, 1);
  return obx.first(5);
}

/** Comparator and number; a separator or second number is a ratio or an interval, which is no result of ours. */
function readStructuredNumber([comparator = '', number = '', ...others]: readonly string[]): string {
  return others.some(other => other !== '') ? '' : `${comparator}${number}`;
}

/** The whole field where it is a unit (`10^9/L` that was not escaped), else its first component. */
function readUnit(obx: Segment): string {
  const whole = obx.whole(6);
  return isKnownUnit(whole) ? whole : obx.component(6, 1);
}

function statusOf(obx: Segment): Candidate['status'] {
  const status = obx.whole(11);
  if (status === 'D' || status === 'W') return 'withdrawn';
  return status === 'X' || status === 'I' ? 'invalid' : undefined;
}

function stageCells(obx: Segment, order: Segment | undefined): StageCells {
  const at = (...segments: (readonly [Segment | undefined, number])[]) => ({
    times: segments.flatMap(([segment, field]): Cell[] => {
      const cell = textCell(segment?.component(field, 1) ?? '');
      return cell ? [cell] : [];
    }),
    dates: [],
  });
  return {
    collected: at([order, 7], [obx, 14]),
    received: at([order, 14]),
    audited: at(),
    reported: at([order, 22]),
    tested: at(),
    requested: at(),
    printed: at(),
  };
}

const NAME_COMPONENTS = 6; // the seventh is a code for the kind of name

function readPatient(pid: Segment | undefined, times: RowTimes): ExportPatient {
  if (!pid) return { name: null, sex: null, mrn: null, age: null };
  const identifier = textCell(pid.component(3, 1));
  return {
    name: fieldText(pid.components(5).slice(0, NAME_COMPONENTS).join('')) || null,
    sex: readSex(fieldText(pid.whole(8))),
    mrn: identifier ? readIdentifier(identifier) : null,
    age: times.sample && ageAt(pid.component(7, 1), times.sample.collectedAt),
  };
}

/** Full years from the day of birth (PID-7) to the sample. */
function ageAt(birth: string, collectedAt: string): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(birth)?.map(Number) ?? [];
  if (!year || !month || !day || !isInCalendar(year, month, day)) return null;
  const [nowYear = 0, nowMonth = 0, nowDay = 0] = collectedAt.slice(0, 10).split('-').map(Number);
  const hadBirthday = nowMonth > month || (nowMonth === month && nowDay >= day);
  const age = nowYear - year - (hadBirthday ? 0 : 1);
  return age >= 0 ? age : null;
}
