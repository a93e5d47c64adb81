import { type Cell, type Progress, type SheetRow, SizeGuard, textCell } from './sheet.ts';
import { UnreadableExport } from './unreadable-export.ts';
import { MergedCells, readMerges } from './workbook-merges.ts';
import { readReference } from './workbook-reference.ts';
import { GENERAL, type NumberFormat } from './workbook-styles.ts';
import { RichText } from './workbook-text.ts';
import { walkXmlBytes } from './xml-walk.ts';

export interface WorkbookContext {
  readonly strings: readonly (Cell | undefined)[];
  readonly formats: readonly NumberFormat[];
  readonly uses1904: boolean;
}

const DAYS_1900_TO_1904 = 1462;
const EXCEL_DIGITS = 15; // Excel keeps and shows no more: 388.00000000000006 is 388

const shortest = (number: number): string => String(Number(number.toPrecision(EXCEL_DIGITS)));

/**
 * The rows of a sheet, each handed on as soon as it is read. Hidden rows are read as well; a formula counts by the value
 * that Excel kept.
 * @param xml the part's bytes, which are decoded piece by piece
 * @throws UnreadableExport `damaged`, `too-large`
 */
export function* sheetRows(xml: Uint8Array, context: WorkbookContext, progress: Progress): Generator<SheetRow> {
  const reader = new SheetReader(context, new MergedCells(readMerges(xml)));
  for (const share of walkXmlBytes(xml, reader)) {
    yield* reader.take();
    progress(share);
  }
}

class SheetReader {
  readonly #context: WorkbookContext;
  readonly #merged: MergedCells;
  readonly #guard = new SizeGuard();
  readonly #rich = new RichText();
  #done: SheetRow[] = [];
  /** Of the open row. */
  #cells: Map<number, Cell> | null = null;
  #row = 0;
  #column = -1;
  #type = 'n';
  #format = GENERAL;
  #value = '';
  #isInValue = false;

  constructor(context: WorkbookContext, merged: MergedCells) {
    this.#context = context;
    this.#merged = merged;
  }

  /** The rows that have ended since the last call. */
  take(): SheetRow[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#rich.open(name, attributes);
    if (name === 'row') this.#openRow(attributes.r);
    else if (name === 'c') {
      this.#column = readReference(attributes.r)?.column ?? this.#column + 1;
      this.#type = attributes.t ?? 'n';
      this.#format = this.#context.formats[Number(attributes.s ?? 0)] ?? GENERAL;
      this.#value = '';
    } else if (name === 'v') this.#isInValue = true;
  }

  text(text: string): void {
    this.#rich.write(text);
    if (this.#isInValue) this.#value += text;
  }

  close(name: string): void {
    this.#rich.close(name);
    if (name === 'v') this.#isInValue = false;
    else if (name === 'c') this.#keep(this.#readCell(this.#rich.take()));
    else if (name === 'row') this.#closeRow();
  }

  /** @throws UnreadableExport `damaged` where rows do not follow each other downwards, as Excel demands */
  #openRow(written: string | undefined): void {
    const row = /^\d{1,7}$/.test(written ?? '') ? Number(written) : this.#row + 1;
    if (this.#cells || row <= this.#row) throw new UnreadableExport('damaged');
    this.#row = row;
    this.#column = -1;
    this.#cells = new Map();
  }

  #closeRow(): void {
    if (!this.#cells) return;
    const [line, cells] = [this.#row, this.#cells];
    this.#cells = null;
    this.#guard.addRow(cells.size);
    this.#merged.apply(line, cells, this.#guard);
    this.#done.push({ line, cells });
  }

  #keep(cell: Cell | undefined): void {
    if (cell) this.#cells?.set(this.#column, cell);
  }

  #readCell(inline: string): Cell | undefined {
    switch (this.#type) {
      case 's':
        return this.#sharedString();
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
  #sharedString(): Cell | undefined {
    if (this.#value === '') return undefined;
    const at = Number(this.#value);
    if (!(at in this.#context.strings)) throw new UnreadableExport('damaged');
    return this.#context.strings[at];
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
}
