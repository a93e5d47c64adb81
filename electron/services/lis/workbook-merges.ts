import type { Cell, SizeGuard } from './sheet.ts';
import { readReference } from './workbook-reference.ts';
import { walkXmlBytes } from './xml-walk.ts';

interface Merge {
  /** Place in the sheet's list, in which they count. */
  readonly order: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** What its first row holds. */
  cell: Cell | undefined;
}

/** The merged cells of one sheet, applied to its rows as they come by, top to bottom. */
export class MergedCells {
  /** Not yet reached, the next at the end. */
  readonly #ahead: Merge[];
  #open: Merge[] = [];

  constructor(references: readonly string[]) {
    this.#ahead = references.flatMap(readMerge).sort((a, b) => b.top - a.top);
  }

  /** A merge down a column repeats its value; across columns it is one cell (6.1.5). */
  apply(line: number, cells: Map<number, Cell>, guard: SizeGuard): void {
    for (let next = this.#ahead.at(-1); next && next.top <= line; next = this.#ahead.at(-1)) {
      this.#open.push(next);
      this.#ahead.pop();
    }
    if (this.#open.length === 0) return;
    this.#open = this.#open.filter(({ bottom }) => bottom >= line).sort((a, b) => a.order - b.order);
    guard.addCells(this.#open.length);
    for (const merge of this.#open) {
      const { top, left, right } = merge;
      if (top === line) merge.cell = cells.get(left);
      if (merge.cell) cells.set(left, merge.cell);
      for (const column of [...cells.keys()]) if (column > left && column <= right) cells.delete(column);
    }
  }
}

function readMerge(reference: string, order: number): Merge[] {
  const [from, to] = reference.split(':').map(readReference);
  if (!from || !to) return [];
  return [{ order, top: from.row, bottom: to.row, left: from.column, right: to.column, cell: undefined }];
}

/**
 * The references of the merged cells, which a sheet lists after its rows although they are needed with the first. Looked
 * for behind the first `</sheetData>`: what stands before it are rows.
 */
export function readMerges(sheet: Uint8Array): string[] {
  const references: string[] = [];
  const visitor = {
    open: (name: string, { ref }: Readonly<Record<string, string>>) => {
      if (name === 'mergeCell') references.push(ref ?? '');
    },
  };
  for (const _ of walkXmlBytes(sheet.subarray(endOfRows(sheet)), visitor));
  return references;
}

/** @returns the offset of the tag, or the length */
function endOfRows(sheet: Uint8Array): number {
  const bytes = Buffer.from(sheet.buffer, sheet.byteOffset, sheet.byteLength);
  for (let at = bytes.indexOf('sheetData'); at >= 0; at = bytes.indexOf('sheetData', at + 1)) {
    const [tag] = /<\/([\w.-]+:)?$/.exec(bytes.toString('latin1', Math.max(0, at - LONGEST_PREFIX), at)) ?? [];
    if (tag !== undefined) return at - tag.length;
  }
  return bytes.length;
}
const LONGEST_PREFIX = 100; // [own] of a namespace, which mostly is x:
