import type { LabCode } from '../../../shared/records/observation.ts';
import type { GridDraft, Place } from './grid-draft.ts';
import { type CellQuestion, cellSi, type PanelContext, type PanelDraft, panelQuestions } from './panel-draft.ts';

const NONE: readonly CellQuestion[] = [];

/** The open questions of the new columns, each asked once a change. */
export interface GridQuestions {
  /** The same list as long as nothing of the column has changed; empty for the cell that is still being typed into. */
  at(grid: GridDraft, place: Place, editing: Place | null): readonly CellQuestion[];
  all(grid: GridDraft): { readonly place: Place; readonly asked: readonly CellQuestion[] }[];
}

export function createGridQuestions(context: PanelContext): GridQuestions {
  type Asked = ReadonlyMap<LabCode, readonly CellQuestion[]>;
  const known = new WeakMap<GridDraft['columns'], ReadonlyMap<string, Asked>>();

  function of({ columns }: GridDraft): ReadonlyMap<string, Asked> {
    const present = known.get(columns);
    if (present) return present;
    const asked = new Map(columns.map(column => [column.id, panelQuestions(column, withOthers(column, columns))]));
    known.set(columns, asked);
    return asked;
  }

  /** A repeat may stand in another new column too. */
  const withOthers = (column: PanelDraft, columns: readonly PanelDraft[]): PanelContext => ({
    ...context,
    earlier: code => [
      ...context.earlier(code),
      ...columns.flatMap(other => {
        if (other === column || other.sampledAt === null) return [];
        const value = cellSi(other, code);
        return value === null ? [] : [{ at: other.sampledAt, value }];
      }),
    ],
  });

  return {
    at(grid, { column, code }, editing) {
      if (editing?.column === column && editing.code === code) return NONE;
      return of(grid).get(column)?.get(code) ?? NONE;
    },
    all: grid =>
      [...of(grid)].flatMap(([column, asked]) =>
        [...asked].map(([code, list]) => ({ place: { column, code }, asked: list })),
      ),
  };
}
