/** What lies at a row and column of the grid: an input of a new column, or the button of a stored value. */
const at = (grid: HTMLElement, row: number, column: number): HTMLElement | null =>
  grid.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`);

const isInput = (element: Element): element is HTMLInputElement => element instanceof HTMLInputElement;

export const focusTarget = (marked: HTMLElement): HTMLElement => marked.querySelector('input') ?? marked;

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
};

/** Where a key leads from the cell of `from`; null where it has its usual meaning, as an arrow inside of a text. */
export function nextCell(
  grid: HTMLElement,
  from: HTMLElement,
  { key, shiftKey }: { key: string; shiftKey: boolean },
): HTMLElement | null {
  const step = STEPS[key];
  const place = from.closest<HTMLElement>('[data-at]')?.dataset.at?.split(':').map(Number);
  if (!step || !place) return null;
  if (key === 'Enter' && !isInput(from)) return null; // opens a stored value
  if (isInput(from) && step[1] !== 0 && !isAtEdge(from, step[1])) return null;
  const [down, right] = shiftKey && key === 'Enter' ? [-1, 0] : step;
  const [row = 0, column = 0] = place;
  const last = { row: Number(grid.dataset.rows ?? 0), column: Number(grid.dataset.columns ?? 0) };
  let next = { row: row + down, column: column + right };
  while (next.row >= 0 && next.column >= 0 && next.row < last.row && next.column < last.column) {
    const found = at(grid, next.row, next.column);
    if (found) return focusTarget(found);
    next = { row: next.row + down, column: next.column + right };
  }
  return null;
}

function isAtEdge(input: HTMLInputElement, direction: number): boolean {
  const { selectionStart, selectionEnd, value } = input;
  const isWhole = selectionStart === 0 && selectionEnd === value.length;
  return isWhole || (selectionStart === selectionEnd && selectionStart === (direction < 0 ? 0 : value.length));
}

/** Focuses a cell of a new column with its text chosen, so that typing replaces it. */
export function focusCell(grid: HTMLElement | null, column: string, code: string): void {
  const cell = grid?.querySelector<HTMLElement>(`[data-column="${column}"][data-code="${code}"]`);
  cell?.querySelector('input')?.focus();
}
