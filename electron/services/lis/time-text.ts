import type { Cell } from './sheet.ts';

/**
 * A written time (records-and-forms.md 6.7). `wallMs`: the clock on the wall in Asia/Shanghai (UTC+8, no summer time
 * since 1991), as milliseconds counted like UTC.
 */
export type WrittenTime =
  | { readonly kind: 'full'; readonly wallMs: number }
  | { readonly kind: 'no-year'; readonly month: number; readonly day: number; readonly seconds: number }
  | { readonly kind: 'time'; readonly seconds: number };

const DAY_SECONDS = 86_400;
const ZONE_MINUTES = 8 * 60;
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const FIRST_SERIAL = 36_526; // 2000-01-01
const END_SERIAL = 73_051; // 2100-01-01

const CLOCK =
  /^(?:(?<before>上午|下午|am|pm) ?)?(?:(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?|(?<hanHour>\d{1,2})时(?<hanMinute>\d{1,2})分(?:(?<hanSecond>\d{1,2})秒)?)(?: ?(?<after>上午|下午|am|pm))?(?: ?(?<zone>z|[+-]\d{2}:?\d{2}))?$/;
const DATE =
  /^(?:(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})|(?<hanYear>\d{4})年(?<hanMonth>\d{1,2})月(?<hanDay>\d{1,2})日|(?<first>\d{1,2})(?<mark2>[-/.])(?<second>\d{1,2})\k<mark2>(?<lastYear>\d{4})|(?<soleMonth>\d{1,2})[-/](?<soleDay>\d{1,2})|(?<hanSoleMonth>\d{1,2})月(?<hanSoleDay>\d{1,2})日)(?<rest>.*)$/;
const COMPACT =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?<minute>\d{2})(?:(?<second>\d{2})(?:\.\d+)?)?)?(?<zone>z|[+-]\d{4})?$/;

/** Undefined = unreadable, which counts as missing: the next stage is tried. */
export function readTime(cell: Cell): WrittenTime | undefined {
  if (cell.serial !== undefined) {
    const bySerial = readSerial(cell.serial);
    if (bySerial) return bySerial;
  }
  const text = cell.text.toLowerCase();
  if (/^\d{5}(?:\.\d+)?$|^0?\.\d+$/.test(text)) return readSerial(Number(text));
  return readCompact(text) ?? readDateAndClock(text) ?? readClockAlone(text);
}

/** Days since 1899-12-30, rounded to the second; a fraction alone is a time of day. */
function readSerial(serial: number): WrittenTime | undefined {
  const seconds = Math.round(serial * DAY_SECONDS);
  if (serial >= 0 && serial < 1) return { kind: 'time', seconds };
  if (serial < FIRST_SERIAL || serial >= END_SERIAL) return undefined;
  return full(EXCEL_EPOCH_MS + seconds * 1000);
}

function readCompact(text: string): WrittenTime | undefined {
  const found = COMPACT.exec(text)?.groups;
  if (!found) return undefined;
  const seconds = secondsOf(found.hour, found.minute, found.second, undefined);
  return onDay(Number(found.year), Number(found.month), Number(found.day), seconds, found.zone);
}

function readDateAndClock(text: string): WrittenTime | undefined {
  const found = DATE.exec(text)?.groups;
  if (!found) return undefined;
  const clock = readClockAfter(found.rest ?? '', found.hanDay !== undefined || found.hanSoleDay !== undefined);
  if (!clock) return undefined;
  const { seconds, zone } = clock;
  if (found.lastYear) {
    const [day, month] = dayAndMonth(Number(found.first), Number(found.second));
    return day === undefined ? undefined : onDay(Number(found.lastYear), month, day, seconds, zone);
  }
  const [month, day] = [
    Number(found.month ?? found.hanMonth ?? found.soleMonth ?? found.hanSoleMonth),
    Number(found.day ?? found.hanDay ?? found.soleDay ?? found.hanSoleDay),
  ];
  const year = found.year ?? found.hanYear;
  if (year !== undefined) return onDay(Number(year), month, day, seconds, zone);
  return seconds === undefined || zone !== undefined ? undefined : { kind: 'no-year', month, day, seconds };
}

/** 22/11/2026 or 11/22/2026, only where one of the two exceeds 12. */
function dayAndMonth(first: number, second: number): readonly [number | undefined, number] {
  if (first > 12 && second <= 12) return [first, second];
  return second > 12 && first <= 12 ? [second, first] : [undefined, 0];
}

interface Clock {
  /** Undefined where the clock shows no possible time. */
  readonly seconds: number | undefined;
  readonly zone: string | undefined;
}

/** What follows a date: nothing, or a clock. After 日 and before 上午 and 下午 no blank is needed. */
function readClockAfter(rest: string, isHan: boolean): Clock | undefined {
  if (rest === '') return { seconds: 0, zone: undefined };
  const isApart = /^[ t]/.test(rest);
  if (!isApart && !isHan && !/^[上下]午/.test(rest)) return undefined;
  return readClock(isApart ? rest.slice(1) : rest);
}

function readClockAlone(text: string): WrittenTime | undefined {
  const clock = readClock(text);
  return clock?.seconds === undefined || clock.zone !== undefined
    ? undefined
    : { kind: 'time', seconds: clock.seconds };
}

function readClock(text: string): Clock | undefined {
  const found = CLOCK.exec(text)?.groups;
  if (!found || (found.before && found.after)) return undefined;
  const half = found.before ?? found.after;
  const seconds = secondsOf(
    found.hour ?? found.hanHour,
    found.minute ?? found.hanMinute,
    found.second ?? found.hanSecond,
    half === undefined ? undefined : /下午|pm/.test(half) ? 'pm' : 'am',
  );
  return { seconds, zone: found.zone };
}

/** Seconds of the day; 24:00 is 86400, the next midnight. */
function secondsOf(
  hourText = '0',
  minuteText = '0',
  secondText = '0',
  half: 'am' | 'pm' | undefined,
): number | undefined {
  const [hour, minute, second] = [Number(hourText), Number(minuteText), Number(secondText)];
  if (minute > 59 || second > 59) return undefined;
  if (hour === 24) return half || minute > 0 || second > 0 ? undefined : DAY_SECONDS;
  if (hour > 24 || (half === 'am' && hour > 12)) return undefined;
  const hour24 = half === 'am' ? hour % 12 : half === 'pm' && hour < 12 ? hour + 12 : hour;
  return hour24 * 3600 + minute * 60 + second;
}

/** A full time, moved to Shanghai where an offset is written; undefined for a day that is not in the calendar. */
function onDay(
  year: number,
  month: number,
  day: number,
  seconds: number | undefined,
  zone: string | undefined,
): WrittenTime | undefined {
  if (seconds === undefined || !isInCalendar(year, month, day)) return undefined;
  const offset = zone === undefined ? ZONE_MINUTES : readOffset(zone);
  if (offset === undefined) return undefined;
  return full(Date.UTC(year, month - 1, day) + (seconds + (ZONE_MINUTES - offset) * 60) * 1000);
}

export function isInCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Minutes east of Greenwich. */
function readOffset(zone: string): number | undefined {
  if (zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Only 2000 to 2099: the rest are fillers such as 0001-01-01 and 1900-01-01. */
function full(wallMs: number): { kind: 'full'; wallMs: number } | undefined {
  const year = new Date(wallMs).getUTCFullYear();
  return year >= 2000 && year <= 2099 ? { kind: 'full', wallMs } : undefined;
}

/** The given day and time of day in this year, if there is such a day. */
export const wallTime = (year: number, month: number, day: number, seconds: number): number | undefined =>
  isInCalendar(year, month, day) ? full(Date.UTC(year, month - 1, day) + seconds * 1000)?.wallMs : undefined;

/** `YYYY-MM-DDTHH:MM:SS+08:00` */
export const instantText = (wallMs: number): string => `${new Date(wallMs).toISOString().slice(0, 19)}+08:00`;
