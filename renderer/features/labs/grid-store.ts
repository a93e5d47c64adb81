import { blankGrid, columnOf, type GridDraft, type Place, typeAt } from './grid-draft.ts';
import { cellOf } from './panel-draft.ts';
import {
  emptyHistory,
  type History,
  recorded,
  redone,
  type Step,
  type StepKind,
  sealed,
  undone,
  withdrawn,
} from './undo-history.ts';

/** Runs something once the letter just typed stands on the screen. */
export type AfterPaint = (run: () => void) => void;

/**
 * The new columns outside of React. A keystroke changes the input by itself; what hangs on it (flags, questions, the
 * list of what is missing) is told after the letter has been painted, so that typing is as quick as in a bare input.
 */
export interface GridStore {
  present(): GridDraft;
  /** The cell whose typing nobody has ended yet: it is not asked about. */
  editing(): Place | null;
  /** How often a text was put back over what was typed: Esc, undo, redo. A cell shows it even if it never heard of the typing. */
  putBack(): number;
  subscribe(listener: () => void): () => void;
  type(place: Place, text: string): void;
  enter(place: Place): void;
  /** Ends the typing of the present cell. `word` is the written-out form of a one-key shorthand. */
  leave(place: Place, word: string | null): void;
  /** Gives the cell the text back that it had when it was entered. */
  restoreCell(): void;
  change(kind: StepKind, key: string, change: (grid: GridDraft) => GridDraft): void;
  /** @returns what was taken back, null where nothing is left */
  undo(): Step<GridDraft> | null;
  redo(): Step<GridDraft> | null;
  /** Begins anew: a restored draft, or a blank grid after saving. */
  reset(grid: GridDraft): void;
}

interface GridStoreOptions {
  onChange: (grid: GridDraft) => void;
  afterPaint: AfterPaint;
}

export function createGridStore({ onChange, afterPaint }: GridStoreOptions): GridStore {
  let grid = blankGrid();
  let history: History<GridDraft> = emptyHistory();
  let editing: Place | null = null;
  let entered: { place: Place; text: string } | null = null;
  let timesPutBack = 0;
  let isTelling = false;
  const listeners = new Set<() => void>();

  const tell = () => {
    isTelling = false;
    for (const listener of listeners) listener();
  };
  const tellLater = () => {
    if (isTelling) return;
    isTelling = true;
    afterPaint(() => {
      if (isTelling) tell();
    });
  };
  const take = (next: GridDraft) => {
    grid = next;
    onChange(grid);
  };
  const put = (kind: StepKind, key: string, next: GridDraft): boolean => {
    if (next === grid) return false;
    history = recorded(history, { kind, key, before: grid, after: next });
    take(next);
    return true;
  };
  const step = (found: ReturnType<typeof undone<GridDraft>>, side: 'before' | 'after') => {
    if (!found) return null;
    history = found.history;
    editing = null;
    timesPutBack += 1;
    // Back to the cell that it was about, where there is one.
    const place = placeOf(found.step.key);
    const target = found.step[side];
    take({ ...target, at: place && columnOf(target, place.column) ? place : target.at });
    tell();
    return found.step;
  };

  return {
    present: () => grid,
    editing: () => editing,
    putBack: () => timesPutBack,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    type(place, text) {
      editing = place;
      if (put('cell', keyOf(place), typeAt(grid, place, text))) tellLater();
    },
    enter(place) {
      const column = columnOf(grid, place.column);
      entered = column ? { place, text: cellOf(column, place.code).text } : null;
      if (grid.at?.column === place.column && grid.at.code === place.code) return;
      take({ ...grid, at: place });
      tell();
    },
    leave(place, word) {
      const column = columnOf(grid, place.column);
      if (column && word !== null && cellOf(column, place.code).text !== word)
        put('cell', keyOf(place), typeAt(grid, place, word));
      history = sealed(history);
      editing = null;
      tell();
    },
    restoreCell() {
      if (!entered) return;
      const { place, text } = entered;
      const column = columnOf(grid, place.column);
      if (!column || cellOf(column, place.code).text === text) return;
      const before = withdrawn(history, keyOf(place));
      put('cell', keyOf(place), typeAt(grid, place, text));
      history = before ?? history;
      timesPutBack += 1;
      editing = null;
      tell();
    },
    change(kind, key, change) {
      if (put(kind, key, change(grid))) tell();
    },
    undo: () => step(undone(history), 'before'),
    redo: () => step(redone(history), 'after'),
    reset(next) {
      grid = next;
      history = emptyHistory();
      editing = null;
      entered = null;
      tell();
    },
  };
}

const keyOf = ({ column, code }: Place): string => `${column}:${code}`;

/** The cell that a step was about; rows and batches are about none. */
function placeOf(key: string): Place | null {
  const [column = '', code] = key.split(':');
  return code === undefined ? null : { column, code: code as Place['code'] }; // written by keyOf
}
