import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { blankPanel, cellOf, isBlank, type PanelDraft, restorePanel, typeInto } from './panel-draft.ts';

/** One cell of the new columns. */
export interface Place {
  readonly column: string;
  readonly code: LabCode;
}

/** The new columns as typed, oldest place first, and the cell that was being typed into. Never empty. */
export interface GridDraft {
  readonly columns: readonly PanelDraft[];
  readonly at: Place | null;
}

export const blankGrid = (): GridDraft => ({ columns: [blankPanel()], at: null });

/** Nothing that anybody would miss: no value and no time in any column. */
export const isBlankGrid = ({ columns }: GridDraft): boolean => columns.every(isBlank);

export const columnOf = ({ columns }: GridDraft, id: string): PanelDraft | undefined =>
  columns.find(column => column.id === id);

/** The column of the present cell, else the last one. */
export function activeColumn(grid: GridDraft): PanelDraft {
  const present = grid.at && columnOf(grid, grid.at.column);
  return present ?? grid.columns.at(-1) ?? blankPanel();
}

export function changeColumn(grid: GridDraft, id: string, change: (column: PanelDraft) => PanelDraft): GridDraft {
  return { ...grid, columns: grid.columns.map(column => (column.id === id ? change(column) : column)) };
}

export const typeAt = (grid: GridDraft, { column, code }: Place, text: string): GridDraft =>
  changeColumn(grid, column, panel => typeInto(panel, code, { text }));

/** A unit holds for the item in all new columns: never for one cell alone. */
export const setUnit = (grid: GridDraft, code: LabCode, unit: string): GridDraft => ({
  ...grid,
  columns: grid.columns.map(column => typeInto(column, code, { unit })),
});

/** A further column at the right, with the units, the laboratory and the kind of time of the one before. */
export function addColumn(grid: GridDraft, sampledAt: Instant | null = null): { grid: GridDraft; id: string } {
  const id = String(Math.max(0, ...grid.columns.map(column => Number(column.id))) + 1);
  const last = grid.columns.at(-1) ?? blankPanel();
  const units = LAB_CODES.reduce(
    (panel, code) => (last.cells[code] ? typeInto(panel, code, { unit: cellOf(last, code).unit }) : panel),
    blankPanel(id),
  );
  const column = { ...units, sampledAt, timeSource: last.timeSource, laboratory: last.laboratory };
  return { grid: { ...grid, columns: [...grid.columns, column] }, id };
}

export function removeColumn(grid: GridDraft, id: string): GridDraft {
  const columns = grid.columns.filter(column => column.id !== id);
  return columns.length === 0 ? blankGrid() : { columns, at: grid.at?.column === id ? null : grid.at };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a stored draft back, with the cell it was left at; null where it is not one of ours. */
export function restoreGrid(body: unknown): GridDraft | null {
  if (!isRecord(body) || !Array.isArray(body.columns)) return null;
  const columns = body.columns.map(restorePanel);
  if (columns.length === 0 || columns.includes(null)) return null;
  const grid: GridDraft = { columns: columns.filter(column => column !== null), at: null };
  if (new Set(grid.columns.map(({ id }) => id)).size < grid.columns.length) return null;
  if (grid.columns.some(({ id }) => !/^\d{1,6}$/.test(id))) return null;
  const { at } = body;
  if (!isRecord(at)) return grid;
  const code = LAB_CODES.find(each => each === at.code);
  const column = grid.columns.find(({ id }) => id === at.column);
  return code && column ? { ...grid, at: { column: column.id, code } } : grid;
}
