import { LAB_ALIASES } from '../../../shared/records/lab-aliases.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { parseWallClock } from '../../ui/wall-clock-text.ts';
import { addColumn, columnOf, type GridDraft, type Place, typeAt } from './grid-draft.ts';
import { cellOf, isBlank } from './panel-draft.ts';
import { foldTyped, readTyped } from './typed-value.ts';

/** One cell that the paste would change. */
export interface PastedCell {
  /** Number of the column in `columns`. */
  readonly column: number;
  readonly code: LabCode;
  readonly before: string;
  readonly after: string;
  readonly isReadable: boolean;
}

/** What a pasted block would do, before anybody has said yes. */
export interface PastedBlock {
  /** The new columns it goes into; `id` null = a further one is made. */
  readonly columns: readonly { readonly id: string | null; readonly sampledAt: Instant | null }[];
  readonly cells: readonly PastedCell[];
  /** Names of rows that are no item of the grid, and how many values found no row. */
  readonly unknown: readonly string[];
  readonly beyond: number;
}

/** Cells as Excel puts them on the clipboard: tabs and lines, a cell with such marks in it in quotes. */
export function clipboardCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length) {
    const [, content = '', end = ''] = cell.exec(text) ?? [];
    const plain =
      /^"[\s\S]*"$/.test(content) && content.length > 1 ? content.slice(1, -1).replaceAll('""', '"') : content;
    rows.at(-1)?.push(plain.trim());
    if (end !== '\t' && cell.lastIndex < text.length) rows.push([]);
    if (end === '' || cell.lastIndex === 0) break;
  }
  return rows;
}

/** More than one cell: a single value goes into the input as usual. */
export const isBlock = (text: string): boolean => /[\t\r\n]/.test(text.replace(/(\r\n|\n|\r)$/, ''));

const nameKey = (name: string): string => foldTyped(name).toLowerCase();

/** Names that mean one item and no other; a name that needs its unit to be decided (PT, NEUT) is left to the import. */
const CODE_OF_NAME = new Map(
  LAB_CODES.flatMap(code => [...LAB_ALIASES[code], code].map(name => [nameKey(name), code] as const)),
);
CODE_OF_NAME.delete('pt');
CODE_OF_NAME.delete('neut');

const itemOf = (name: string): LabCode | undefined =>
  CODE_OF_NAME.get(nameKey(name)) ?? CODE_OF_NAME.get(nameKey(name).replace(/ ?[([][^()[\]]*[)\]]$/, ''));

/**
 * Reads a block for the cell `from` on: down and to the right, cell by cell; but a first row of times chooses the
 * columns, and a first column of item names chooses the rows. Blank cells change nothing.
 * @param codes the rows on screen
 */
export function pastedBlock(
  grid: GridDraft,
  from: Place,
  text: string,
  now: Instant,
  codes: readonly LabCode[] = LAB_CODES,
): PastedBlock {
  const table = clipboardCells(text).filter(row => row.some(cell => cell !== ''));
  const [head = []] = table;
  const timeOf = (cell: string) => parseWallClock(cell, now);
  const headTimes = head.map(timeOf);
  const hasTimes =
    headTimes.some(time => time !== null) && head.every((cell, at) => at === 0 || !cell || headTimes[at]);
  const rows = hasTimes ? table.slice(1) : table;
  const named = rows.filter(row => itemOf(row[0] ?? '') !== undefined).length;
  const hasNames = named > 0 && rows.some(row => row.length > 1);
  const firstValue = hasNames ? 1 : 0;

  const width = Math.max(0, ...rows.map(row => row.length), hasTimes ? head.length : 0) - firstValue;
  const columns = columnsFor(grid, from, hasTimes ? headTimes.slice(firstValue) : [], width);
  const start = codes.indexOf(from.code);
  const cells: PastedCell[] = [];
  const unknown: string[] = [];
  let beyond = 0;
  for (const [index, row] of rows.entries()) {
    const code = hasNames ? codes.find(each => each === itemOf(row[0] ?? '')) : codes[start + index];
    const values = row.slice(firstValue);
    if (code === undefined) {
      if (hasNames) unknown.push(row[0] || values.join(' '));
      else beyond += values.filter(value => value !== '').length;
      continue;
    }
    for (const [column, after] of values.entries()) {
      const id = columns[column]?.id ?? null;
      const panel = id === null ? undefined : columnOf(grid, id);
      const before = panel ? cellOf(panel, code).text : '';
      if (after === '' || after === before) continue;
      cells.push({ column, code, before, after, isReadable: readTyped(code, after).kind !== 'unreadable' });
    }
  }
  return { columns, cells, unknown, beyond };
}

/** For a form of one sample: what else was pasted is told, not taken. */
export function firstColumnOf({ columns, cells, unknown, beyond }: PastedBlock): PastedBlock {
  const taken = cells.filter(({ column }) => column === 0);
  return { columns: columns.slice(0, 1), cells: taken, unknown, beyond: beyond + cells.length - taken.length };
}

/** With times: the column of that time, else the present one while it is blank, else a new one. Without: to the right. */
function columnsFor(
  grid: GridDraft,
  from: Place,
  times: readonly (Instant | null)[],
  width: number,
): PastedBlock['columns'] {
  const start = grid.columns.findIndex(({ id }) => id === from.column);
  if (times.length === 0) {
    return Array.from({ length: width }, (_, at) => {
      const column = grid.columns[start + at];
      return { id: column?.id ?? null, sampledAt: column?.sampledAt ?? null };
    });
  }
  const present = grid.columns[start];
  let isFree = present !== undefined && isBlank(present);
  return Array.from({ length: width }, (_, at) => {
    const sampledAt = times[at] ?? null;
    const same = grid.columns.find(column => sampledAt !== null && column.sampledAt === sampledAt);
    if (same) return { id: same.id, sampledAt };
    if (isFree && present) {
      isFree = false;
      return { id: present.id, sampledAt };
    }
    return { id: null, sampledAt };
  });
}

/** Takes the block into the grid, as one change. */
export function takeBlock(grid: GridDraft, block: PastedBlock): GridDraft {
  let next = grid;
  const ids = block.columns.map(({ id, sampledAt }, at) => {
    if (id !== null) return id;
    if (!block.cells.some(cell => cell.column === at)) return '';
    const added = addColumn(next, sampledAt);
    next = added.grid;
    return added.id;
  });
  next = {
    ...next,
    columns: next.columns.map(column => {
      const time = block.columns[ids.indexOf(column.id)]?.sampledAt ?? null;
      return time === null ? column : { ...column, sampledAt: time };
    }),
  };
  const taken = block.cells.reduce(
    (grown, { column, code, after }) => typeAt(grown, { column: ids[column] ?? '', code }, after),
    next,
  );
  const order = ({ sampledAt }: { sampledAt: Instant | null }) =>
    sampledAt === null ? Infinity : Date.parse(sampledAt);
  return { ...taken, columns: taken.columns.toSorted((a, b) => order(a) - order(b) || 0) }; // newest right
}
