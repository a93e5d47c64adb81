import { z } from 'zod';
import {
  CriticalLimit,
  type LimitFault,
  type LimitField,
  type LimitLine,
  limitFaults,
} from '../../../shared/records/critical-table.ts';
import { LabCode } from '../../../shared/records/observation.ts';
import { foldTyped } from '../labs/typed-value.ts';

/** One line of the table as it is typed. */
export const LimitRow = z.object({
  /** Tells the lines of one draft apart. */
  key: z.int(),
  /** Empty until an item was chosen. */
  code: LabCode.or(z.literal('')),
  low: z.string(),
  high: z.string(),
  from: z.string(),
  to: z.string(),
  /** Came from the built-in examples and was not changed. */
  isExample: z.boolean(),
});
export type LimitRow = z.infer<typeof LimitRow>;

export const CriticalDraft = z.object({ basedOn: z.int().min(0), rows: z.array(LimitRow) });
export type CriticalDraft = z.infer<typeof CriticalDraft>;

export const blankRow = (rows: readonly LimitRow[]): LimitRow => ({
  key: Math.max(-1, ...rows.map(({ key }) => key)) + 1,
  code: '',
  low: '',
  high: '',
  from: '',
  to: '',
  isExample: false,
});

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));

export const rowsOf = (limits: readonly CriticalLimit[], isExample: boolean): LimitRow[] =>
  limits.map(({ code, low, high, ages }, key) => ({
    key,
    code,
    low: text(low),
    high: text(high),
    from: text(ages?.from),
    to: text(ages?.to),
    isExample,
  }));

export type DraftFault = Omit<LimitFault, 'kind'> & { readonly kind: LimitFault['kind'] | 'unreadable' };

const OLDEST = 130;
const DECIMAL = /^\d+(\.\d+)?$/;
const YEARS = /^(1[0-2]\d|130|\d{1,2})$/;

/**
 * What is typed as a table, and everything that keeps it from being signed; `limits` is null while anything does. An age
 * band with one end reaches to the end of life on the other.
 */
export function readRows(rows: readonly LimitRow[]): { limits: CriticalLimit[] | null; faults: DraftFault[] } {
  const unreadable: DraftFault[] = [];
  const lines = rows.map((line, row): LimitLine => {
    const read = (field: LimitField, typed: string, pattern: RegExp): number | null => {
      const folded = foldTyped(typed);
      if (folded === '') return null;
      if (pattern.test(folded)) return Number(folded);
      unreadable.push({ row, field, kind: 'unreadable' });
      return null;
    };
    const from = read('ages', line.from, YEARS);
    const to = read('ages', line.to, YEARS);
    return {
      code: line.code,
      low: read('low', line.low, DECIMAL),
      high: read('high', line.high, DECIMAL),
      ages: from === null && to === null ? null : { from: from ?? 0, to: to ?? OLDEST },
    };
  });
  // A number that cannot be read is one fault, not also a missing limit.
  const others = limitFaults(lines).filter(
    ({ row, kind }) => kind !== 'no-limit' || !unreadable.some(each => each.row === row),
  );
  const faults = [...unreadable, ...others];
  const known = z.array(CriticalLimit).min(1).safeParse(lines);
  return { limits: faults.length === 0 && known.success ? known.data : null, faults };
}
