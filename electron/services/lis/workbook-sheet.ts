import { type Cell, type Progress, type SheetRow, SizeGuard, textCell } from './sheet.ts';
import { UnreadableExport } from './unreadable-export.ts';
import { GENERAL, type NumberFormat } from './workbook-styles.ts';
import { RichText } from './workbook-text.ts';
import { walkXmlBytes } from './xml-walk.ts';

export interface WorkbookContext {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly uses1904: boolean;
}

const DAYS_1900_TO_1904 = 1462;
const EXCEL_DIGITS = 15; // Excel keeps and shows no more: 388.00000000000006 is 388
const MAX_COLUMNS = 16_384;

const shortest = (number: number): string => String(Number(number.toPrecision(EXCEL_DIGITS)));

/** `BC12` → column 54, row 12; undefined where a writer left the reference out. */
function readReference(reference: string | undefined): { column: number; row: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference ?? '') ?? [];
  if (!letters || !digits) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < MAX_COLUMNS ? { column, row: Number(digits) } : undefined;
}

/** Hidden rows are read as well; a formula counts by the value that Excel kept. */
/** @param xml the part's bytes, which are decoded piece by piece */
export function readSheet(xml: Uint8Array, context: WorkbookContext, progress: Progress): SheetRow[] {
  const reader = new SheetReader(context);
  walkXmlBytes(xml, reader, progress);
  return reader.finish();
}

class SheetReader {
  readonly #context: WorkbookContext;
  readonly #guard = new SizeGuard();
  readonly #rich = new RichText();
  readonly #rows = new Map<number, Map<number, Cell>>();
  readonly #merges: string[] = [];
  #row = 0;
  #column = -1;
  #type = 'n';
  #format = GENERAL;
  #value = '';
  #isInValue = false;

  constructor(context: WorkbookContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#rich.open(name, attributes);
    if (name === 'row') {
      this.#row = /^\d{1,7}$/.test(attributes.r ?? '') ? Number(attributes.r) : this.#row + 1;
      this.#column = -1;
      if (!this.#rows.has(this.#row)) this.#rows.set(this.#row, new Map());
    } else if (name === 'c') {
      this.#column = readReference(attributes.r)?.column ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#format = this.#context.formats[Number(attributes.s ?? 0)] ?? GENERAL;
      this.#value = '';
    } else if (name === 'v') this.#isInValue = true;
    else if (name === 'mergeCell') this.#merges.push(attributes.ref ?? '');
  }

  text(text: string): void {
    this.#rich.write(text);
    if (this.#isInValue) this.#value += text;
  }

  close(name: string): void {
    this.#rich.close(name);
    if (name === 'v') this.#isInValue = false;
    else if (name === 'c') this.#keep(this.#readCell(this.#rich.take()));
    else if (name === 'row') this.#guard.addRow(this.#rows.get(this.#row)?.size ?? 0);
  }

  finish(): SheetRow[] {
    const rows = [...this.#rows].sort(([a], [b]) => a - b);
    const lastRow = rows.at(-1)?.[0] ?? 0;
    for (const reference of this.#merges) this.#merge(reference, lastRow);
    return rows.map(([line, cells]) => ({ line, cells }));
  }

  #keep(cell: Cell | undefined): void {
    if (cell) this.#rows.get(this.#row)?.set(this.#column, cell);
  }

  #readCell(inline: string): Cell | undefined {
    switch (this.#type) {
      case 's':
        return textCell(this.#sharedString());
      case 'inlineStr':
        return textCell(inline);
      case 'str':
        return textCell(this.#value);
      case 'n':
        return this.#readNumber();
      default: // b boolean, e error, d date
        return this.#value === '' ? undefined : { text: this.#value, isNoResult: true };
    }
  }

  /** @throws UnreadableExport `damaged`: a text that is lost could be the name of an item */
  #sharedString(): string {
    const text = this.#value === '' ? '' : this.#context.strings[Number(this.#value)];
    if (text === undefined) throw new UnreadableExport('damaged');
    return text;
  }

  #readNumber(): Cell | undefined {
    const number = Number(this.#value);
    if (this.#value.trim() === '' || !Number.isFinite(number)) return textCell(this.#value);
    const { isDate, isPercent, padTo } = this.#format;
    return {
      text: isPercent ? `${shortest(number * 100)}%` : shortest(number), // as the laboratory saw it on the sheet
      number,
      serial: this.#context.uses1904 && Math.abs(number) >= 1 ? number + DAYS_1900_TO_1904 : number,
      ...(isDate && { isNoResult: true }),
      ...(padTo !== undefined && { padTo }),
    };
  }

  /** A merge down a column repeats its value; across columns it is one cell (6.1.5). */
  #merge(reference: string, lastRow: number): void {
    const [from, to] = reference.split(':').map(readReference);
    if (!from || !to) return;
    const cell = this.#rows.get(from.row)?.get(from.column);
    for (let row = from.row; row <= Math.min(to.row, lastRow); row++) {
      const cells = this.#rows.get(row);
      this.#guard.addCells(1);
      if (!cells) continue;
      if (cell) cells.set(from.column, cell);
      for (const column of [...cells.keys()]) {
        if (column > from.column && column <= to.column) cells.delete(column);
      }
    }
  }
}
