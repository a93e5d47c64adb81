import { fold } from './fold.ts';
import { LIMITS, UnreadableExport } from './unreadable-export.ts';

/** One filled cell of a table, whatever file it came from. */
export interface Cell {
  /** Folded (6.3). A number of a workbook in its shortest decimal form. */
  readonly text: string;
  /** Set for a number cell of a workbook. */
  readonly number?: number;
  /** The same number as a day count of the 1900 system. */
  readonly serial?: number;
  /** A date, a boolean or an error: never a result. */
  readonly isNoResult?: boolean;
  /** Width of a number format of zeros, which pads an identifier. */
  readonly padTo?: number;
}

/** Empty cells are absent. Columns count from 0. */
export interface SheetRow {
  /** As an auditor counts it (6.1.3): physical line, sheet row, or n-th <tr>. */
  readonly line: number;
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Told now and then what share of a file has been read, 0 to 1. */
export type Progress = (share: number) => void;

const LONGEST_TEXT = 1000; // [own] what is longer is prose; it ends in a sign that no value, name or time has

/** The folded text of a field, bounded, so that no rule is slow on it. */
export function fieldText(raw: string): string {
  const text = fold(raw);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

export const textCell = (raw: string): Cell | undefined => {
  const text = fieldText(raw);
  return text === '' ? undefined : { text };
};

/** Counts what a container yields and refuses a file that would stall the program. */
export class SizeGuard {
  #rows = 0;
  #cells = 0;

  /** @throws UnreadableExport `too-large` */
  addRow(cells: number): void {
    this.#rows += 1;
    if (this.#rows > LIMITS.rows) throw new UnreadableExport('too-large');
    this.addCells(cells);
  }

  /** @throws UnreadableExport `too-large` */
  addCells(count: number): void {
    this.#cells += count;
    if (this.#cells > LIMITS.cells) throw new UnreadableExport('too-large');
  }
}

/** Filled cells from left to right: merges fill columns later than they stand. */
export const cellsInOrder = (row: SheetRow): (readonly [number, Cell])[] => [...row.cells].sort(([a], [b]) => a - b);
