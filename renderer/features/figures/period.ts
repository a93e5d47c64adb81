import { type Day, type Instant, wallDay } from '../../../shared/records/time.ts';

export const PERIODS = [3, 6, 12, 24] as const;
export type Months = (typeof PERIODS)[number];

/** The calendar months up to that of `now`: `months` of them, the present one included. */
export function periodOf(months: Months, now: Instant): { from: Day; to: Day } {
  const to = wallDay(now);
  const [year = 0, month = 0] = to.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - months, 1));
  return { from: first.toISOString().slice(0, 10), to };
}
