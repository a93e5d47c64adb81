import { z } from 'zod';

/** A point in time, ISO 8601 with offset, e.g. `2026-11-22T09:05:00+08:00` or `…Z`. Stored as UTC. */
export const Instant = z.iso.datetime({ offset: true });
export type Instant = z.infer<typeof Instant>;

/** A calendar day without time, `YYYY-MM-DD`; a string, so that no time zone can shift it. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** Whole years between two days, as a birthday counts them. */
export function ageInYears(birth: Day, on: Day): number {
  const [birthYear = 0, birthMonth = 0, birthDay = 0] = birth.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
  const hadBirthday = month > birthMonth || (month === birthMonth && day >= birthDay);
  return year - birthYear - (hadBirthday ? 0 : 1);
}

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The hospital's wall clock (Asia/Shanghai, all of China) as `YYYY-MM-DD HH:MM`; with seconds where asked. */
export function wallClock(instant: Instant, seconds: 'minutes' | 'seconds' = 'minutes'): string {
  return SHANGHAI.format(new Date(instant)).slice(0, seconds === 'seconds' ? 19 : 16);
}

/** The hospital's calendar day of an instant. */
export const wallDay = (instant: Instant): Day => wallClock(instant).slice(0, 10);

/** The instant of a wall-clock text `YYYY-MM-DD HH:MM[:SS]` in Asia/Shanghai (UTC+8, no daylight saving). */
export function instantOfWallClock(text: string): Instant {
  const [day, time = '00:00'] = text.trim().split(/[ T]/);
  return new Date(`${day}T${time.length === 5 ? `${time}:00` : time}+08:00`).toISOString();
}
