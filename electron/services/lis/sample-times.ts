import type { SampleTimeSource } from './lab-export.ts';
import type { Cell } from './sheet.ts';
import { instantText, readTime, type WrittenTime, wallTime } from './time-text.ts';

export const STAGES = ['collected', 'received', 'audited', 'reported', 'tested', 'requested', 'printed'] as const;
export type Stage = (typeof STAGES)[number];

/** The filled cells of each stage: times (or dates with a time) and plain dates, in the order in which they count. */
export type StageCells = Readonly<Record<Stage, { readonly times: readonly Cell[]; readonly dates: readonly Cell[] }>>;

export interface SampleTime {
  readonly collectedAt: string;
  readonly timeSource: SampleTimeSource;
}

export interface RowTimes {
  /** Null: no stage has a readable time. */
  readonly sample: SampleTime | null;
  /** When the laboratory released the result, for 6.10; null = unknown. */
  readonly releasedMs: number | null;
}

const DAY_MS = 86_400_000;
/** Stages that lend their year to a date without one, in this order (6.7.4). */
const YEAR_STAGES = ['received', 'audited', 'reported', 'tested', 'requested', 'printed'] as const;

export function readRowTimes(cells: StageCells): RowTimes {
  const reference = firstFullTime(cells);
  const at = (stage: Stage): number | undefined => readStage(cells[stage], reference);
  const released = at('audited') ?? at('reported');
  const choices = [
    ['collected', at('collected')],
    ['received', at('received')],
    ['reported', released ?? at('tested')],
  ] as const;
  const [timeSource, wallMs] = choices.find(([, ms]) => ms !== undefined) ?? [];
  const sample = timeSource && wallMs !== undefined ? { collectedAt: instantText(wallMs), timeSource } : null;
  return { sample, releasedMs: released ?? null };
}

function firstFullTime(cells: StageCells): number | undefined {
  for (const stage of YEAR_STAGES) {
    for (const cell of [...cells[stage].times, ...cells[stage].dates]) {
      const written = readTime(cell);
      if (written?.kind === 'full') return written.wallMs;
    }
  }
  return undefined;
}

function readStage({ times, dates }: StageCells[Stage], reference: number | undefined): number | undefined {
  const day = firstOf(dates, cell => onDate(readTime(cell), reference));
  const timed = firstOf(times, cell => {
    const written = readTime(cell);
    if (written?.kind !== 'time') return onDate(written, reference);
    return day === undefined ? undefined : Math.floor(day / DAY_MS) * DAY_MS + written.seconds * 1000;
  });
  return timed ?? day;
}

function firstOf(cells: readonly Cell[], read: (cell: Cell) => number | undefined): number | undefined {
  for (const cell of cells) {
    const ms = read(cell);
    if (ms !== undefined) return ms;
  }
  return undefined;
}

/** A date without a year is the last such day up to the reference: 12-31 in a report of 1 January is last year's. */
function onDate(written: WrittenTime | undefined, reference: number | undefined): number | undefined {
  if (written?.kind === 'full') return written.wallMs;
  if (written?.kind !== 'no-year' || reference === undefined) return undefined;
  const date = new Date(reference);
  const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
  const isLater = written.month > month || (written.month === month && written.day > day);
  return wallTime(date.getUTCFullYear() - (isLater ? 1 : 0), written.month, written.day, written.seconds);
}
