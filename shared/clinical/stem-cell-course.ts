import { type Day, wallDay } from '../records/time.ts';
import type { Treatment } from '../records/treatment.ts';
import type { ParticularsOf } from '../records/treatment-particulars.ts';

/** Weekly infusions and the follow-up of Lin 2017, doi:10.1002/hep.29189 (clinical.md 11). Dates only, never a dose. */
const INTERVAL_DAYS = 7;
const FOLLOW_UP_DAYS = 24 * 7;
export const USUAL_INFUSIONS = 4;

export interface StemCellCourse {
  readonly registrationNumber: string;
  readonly product: string;
  readonly planned: number;
  /** Given ones in order, then those still due, each with its day. */
  readonly infusions: readonly { readonly number: number; readonly on: Day; readonly state: 'given' | 'due' }[];
  /** 24 weeks after the first infusion. */
  readonly followUpOn: Day;
  readonly outcome: ParticularsOf<'stem-cells'>['outcome24Weeks'];
}

/** The courses of an episode: one a registration number, with the days that follow from the first infusion. */
export function stemCellCourses(treatments: readonly Treatment[]): StemCellCourse[] {
  const given = treatments
    .flatMap(({ voidedAt, startedAt, particulars }) =>
      voidedAt === null && particulars?.form === 'stem-cells' ? [{ startedAt, ...particulars }] : [],
    )
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return [...Map.groupBy(given, each => each.registrationNumber)].flatMap(([registrationNumber, infusions]) => {
    const [earliest] = infusions;
    const last = infusions.at(-1);
    if (!earliest || !last) return [];
    // The first infusion may have been given elsewhere: its day follows from the earliest one on record.
    const first = addDays(wallDay(earliest.startedAt), -(earliest.infusionNumber - 1) * INTERVAL_DAYS);
    const planned = Math.max(...infusions.map(each => each.infusionsPlanned));
    const done = Math.max(...infusions.map(each => each.infusionNumber));
    const due = Array.from({ length: Math.max(0, planned - done) }, (_, index) => done + index + 1);
    return [
      {
        registrationNumber,
        product: last.product,
        planned,
        infusions: [
          ...infusions.map(each => ({
            number: each.infusionNumber,
            on: wallDay(each.startedAt),
            state: 'given' as const,
          })),
          ...due.map(number => ({
            number,
            on: addDays(wallDay(last.startedAt), (number - last.infusionNumber) * INTERVAL_DAYS),
            state: 'due' as const,
          })),
        ],
        followUpOn: addDays(first, FOLLOW_UP_DAYS),
        outcome: infusions.findLast(each => each.outcome24Weeks !== null)?.outcome24Weeks ?? null,
      },
    ];
  });
}

function addDays(day: Day, days: number): Day {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
