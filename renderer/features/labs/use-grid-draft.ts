import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Instant } from '../../../shared/records/time.ts';
import { createDraftKeeper, type DraftKeeper } from '../../app/draft-keeper.ts';
import { type GridDraft, isBlankGrid, type Place, restoreGrid } from './grid-draft.ts';
import { createGridStore, type GridStore } from './grid-store.ts';

/** After the frame that shows the letter; a hidden page draws none and must not wait for it. */
const afterPaint = (run: () => void): void => {
  if (document.hidden) setTimeout(run, 0);
  else requestAnimationFrame(() => setTimeout(run, 0));
};

interface GridWork {
  readonly store: GridStore;
  readonly keeper: DraftKeeper<GridDraft>;
  readonly ready: boolean;
  /** When the draft that was found had been saved; null where none was. */
  readonly restoredAt: Instant | null;
}

/** New columns kept under `key`, autosaved within a second and brought back with the cell they were left at. */
export function useGridDraft(key: string): GridWork {
  const { store, keeper, kept } = useMemo(() => {
    const made = createDraftKeeper<GridDraft>(key, restoreGrid);
    const state = { isBlank: true };
    const onChange = (grid: GridDraft) => {
      const wasBlank = state.isBlank;
      state.isBlank = isBlankGrid(grid);
      if (!state.isBlank || !wasBlank) made.change(grid); // walking through an empty column is nothing to keep
    };
    return { keeper: made, store: createGridStore({ onChange, afterPaint }), kept: state };
  }, [key]);
  const [ready, setReady] = useState(false);
  const [restoredAt, setRestoredAt] = useState<Instant | null>(null);

  useEffect(() => {
    let gone = false;
    void keeper.load().then(grid => {
      if (gone) return;
      if (grid && !isBlankGrid(grid)) {
        kept.isBlank = false;
        store.reset(grid);
        setRestoredAt(keeper.status().savedAt);
      }
      setReady(true);
    });
    const close = keeper.open();
    return () => {
      gone = true;
      close();
    };
  }, [keeper, store, kept]);

  return { store, keeper, ready, restoredAt };
}

/** What a component needs of the new columns; it draws anew only when that has changed. */
export function useGrid<Part>(store: GridStore, select: (grid: GridDraft, editing: Place | null) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.present(), store.editing()));
}
