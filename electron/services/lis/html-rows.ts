import { Parser } from 'htmlparser2';
import { type Cell, type Progress, type SheetRow, SizeGuard, textCell } from './sheet.ts';
import { UnreadableExport } from './unreadable-export.ts';

/** A cell that reaches into the rows below. */
interface Span {
  readonly cell: Cell | undefined;
  readonly width: number;
  rowsLeft: number;
}

interface OpenTable {
  /** By column: what hangs down from the rows above. */
  readonly spans: Map<number, Span>;
  row: { readonly line: number; readonly cells: Map<number, Cell>; column: number } | null;
  cell: { text: string; readonly colspan: number; readonly rowspan: number } | null;
}

const PIECE = 2 ** 20; // characters between two reports
const MAX_COLSPAN = 1000; // both as browsers cap them
const MAX_ROWSPAN = 65_534;
const MAX_DEPTH = 2000; // [own] the parser slows down with the square of it
const SILENT = new Set(['script', 'style']);
const BLANK_AFTER = new Set(['br', 'p', 'div', 'li']);

const spanOf = (written: string | undefined, most: number): number => {
  const span = Number.parseInt(written ?? '', 10);
  return span >= 1 ? Math.min(span, most) : 1;
};

/** Rows of all tables of the document in order; `line` is the n-th <tr> of the document (6.1.3, 6.1.6). */
export function htmlRows(html: string, progress: Progress): SheetRow[] {
  const reader = new TableReader();
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  for (let at = 0; at < html.length; at += PIECE) {
    parser.write(html.slice(at, at + PIECE));
    progress(at / html.length);
  }
  parser.end();
  return reader.rows.sort((a, b) => a.line - b.line); // a nested table ends before the row that holds it
}

class TableReader {
  readonly rows: SheetRow[] = [];
  readonly #guard = new SizeGuard();
  readonly #tables: OpenTable[] = [];
  #line = 0;
  #depth = 0;
  #silent = 0;
  #superscript: string | null = null;

  onopentag(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new UnreadableExport('damaged');
    if (SILENT.has(name)) this.#silent += 1;
    const table = this.#tables.at(-1);
    if (name === 'table') this.#tables.push({ spans: new Map(), row: null, cell: null });
    else if (name === 'tr') this.#openRow();
    else if (name === 'td' || name === 'th') {
      this.#closeCell();
      if (table?.row) {
        table.cell = {
          text: '',
          colspan: spanOf(attributes.colspan, MAX_COLSPAN),
          rowspan: spanOf(attributes.rowspan, MAX_ROWSPAN),
        };
      }
    } else if (name === 'sup') this.#superscript = '';
    else if (BLANK_AFTER.has(name)) this.#write(' ');
  }

  ontext(text: string): void {
    if (this.#silent > 0) return;
    if (this.#superscript === null) this.#write(text);
    else this.#superscript += text;
  }

  onclosetag(name: string): void {
    this.#depth -= 1;
    if (SILENT.has(name)) this.#silent = Math.max(0, this.#silent - 1);
    if (name === 'sup') this.#closeSuperscript();
    else if (name === 'td' || name === 'th') this.#closeCell();
    else if (name === 'tr') this.#closeRow();
    else if (name === 'table') {
      this.#closeRow();
      this.#tables.pop();
    } else if (BLANK_AFTER.has(name) && name !== 'br') this.#write(' ');
  }

  onend(): void {
    while (this.#tables.length > 0) this.onclosetag('table');
  }

  #write(text: string): void {
    const cell = this.#tables.at(-1)?.cell;
    if (cell) cell.text += text;
  }

  /** 10<sup>9</sup>/L is 10^9/L; Na<sup>+</sup> stays Na+. */
  #closeSuperscript(): void {
    const text = this.#superscript?.trim() ?? '';
    this.#superscript = null;
    this.#write(/^[+-]?\d+$/.test(text) ? `^${text}` : text);
  }

  #openRow(): void {
    this.#closeRow();
    this.#line += 1;
    if (this.#tables.length === 0) this.#tables.push({ spans: new Map(), row: null, cell: null });
    const table = this.#tables.at(-1);
    if (table) table.row = { line: this.#line, cells: new Map(), column: 0 };
  }

  #closeCell(): void {
    if (this.#superscript !== null) this.#closeSuperscript();
    const table = this.#tables.at(-1);
    if (!table?.row || !table.cell) return;
    const { row, cell } = table;
    table.cell = null;
    hangDown(table);
    const filled = textCell(cell.text);
    if (filled) row.cells.set(row.column, filled);
    if (cell.rowspan > 1) {
      table.spans.set(row.column, { cell: filled, width: cell.colspan, rowsLeft: cell.rowspan });
    }
    row.column += cell.colspan; // a cell over several columns counts once: the further columns are empty
  }

  #closeRow(): void {
    this.#closeCell();
    const table = this.#tables.at(-1);
    if (!table?.row) return;
    const { row } = table;
    hangDown(table);
    table.row = null;
    for (const [column, span] of table.spans) {
      if (column >= row.column) fill(row.cells, column, span.cell);
      span.rowsLeft -= 1;
      if (span.rowsLeft === 0) table.spans.delete(column);
    }
    this.#guard.addRow(row.cells.size);
    this.rows.push({ line: row.line, cells: row.cells });
  }
}

const fill = (cells: Map<number, Cell>, column: number, cell: Cell | undefined): void => {
  if (cell) cells.set(column, cell);
};

/** Fills the columns at the pen that are taken by cells hanging down, and moves the pen past them. */
function hangDown({ spans, row }: OpenTable): void {
  if (!row) return;
  for (let span = spans.get(row.column); span; span = spans.get(row.column)) {
    fill(row.cells, row.column, span.cell);
    row.column += span.width;
  }
}
