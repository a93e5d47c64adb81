import { type Day, type Instant, instantOfWallClock, wallDay } from '../../shared/records/time.ts';

/**
 * Full-width digits and marks as an input method leaves them, brought to plain ones: `２０２６。１１` → `2026.11`.
 */
export function plainDigits(text: string): string {
  return text
    .normalize('NFKC') // folds full-width digits, colon, slash, dash and the ideographic space
    .replace(/[。．]/g, '.')
    .replace(/[—–−]/g, '-')
    .trim();
}

const pad = (value: number) => String(value).padStart(2, '0');

function dayOf(year: number, month: number, day: number): Day | null {
  const text = `${year}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return exists && year >= 1900 && year <= 2100 ? text : null;
}

function numbers(match: RegExpExecArray): number[] {
  return match.slice(1).map(Number);
}

/**
 * A calendar day as clinicians type it: `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`, `2026年11月22日`, or
 * `11-22` of the year of `now`.
 * @returns the day, or null where the text is no existing day from 1900 to 2100
 */
export function parseDay(text: string, now: Instant): Day | null {
  const plain = plainDigits(text).replace(/日$/, '');
  const full =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (full) {
    const [year = 0, month = 0, day = 0] = numbers(full);
    return dayOf(year, month, day);
  }
  const short = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})$/.exec(plain);
  if (!short) return null;
  const [month = 0, day = 0] = numbers(short);
  return dayOf(Number(wallDay(now).slice(0, 4)), month, day);
}

function parseTime(text: string): string | null {
  const plain = text.replace(/分$/, '');
  const match = /^(\d{1,2})\s*[:.时点]\s*(\d{2})(?::\d{2})?$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const [hour = 99, minute = 99] = numbers(match);
  return hour <= 23 && minute <= 59 ? `${pad(hour)}:${pad(minute)}` : null;
}

/**
 * A wall-clock time of Asia/Shanghai as clinicians type it: `2026-11-22 09:05` and the forms of `parseDay`, the time
 * also as `0905`, `9:05`, `9时05分`; a time alone is today.
 * @returns the instant, or null where it cannot be read; nothing is guessed from half a text
 */
export function parseWallClock(text: string, now: Instant): Instant | null {
  const plain = plainDigits(text).replace(/[T,]/, ' ');
  const alone = parseTime(plain);
  if (alone && !/^\d{4}$/.test(plain)) return instantOfWallClock(`${wallDay(now)} ${alone}`);
  const parts = /^(.*\S)\s+(\S.*)$/.exec(plain) ?? /^(.*日)(.+)$/.exec(plain);
  const day = parts?.[1] ? parseDay(parts[1], now) : null;
  const time = parts?.[2] ? parseTime(parts[2]) : null;
  return day && time ? instantOfWallClock(`${day} ${time}`) : null;
}
