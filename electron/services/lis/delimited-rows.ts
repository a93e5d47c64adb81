import { type Cell, type Progress, type SheetRow, SizeGuard, textCell } from './sheet.ts';

/**
 * Lenient RFC 4180 with our own splitter: the parsers at hand do not tell the physical line where a record begins, take
 * one kind of line end for the whole file, or drop everything after a quote that is never closed. Here such a quote is
 * an ordinary character, so that no row is swallowed by it.
 */
export function* delimitedRows(text: string, delimiter: '\t' | ',', progress: Progress): Generator<SheetRow> {
  const guard = new SizeGuard();
  const reader = { text, delimiter, at: 0, line: 1 };
  while (reader.at < text.length) {
    const line = reader.line;
    const cells = readRecord(reader);
    guard.addRow(cells.size);
    yield { line, cells };
    if (line % ROWS_A_REPORT === 0) progress(reader.at / text.length);
  }
}

const ROWS_A_REPORT = 500;

interface Reader {
  readonly text: string;
  readonly delimiter: string;
  at: number;
  line: number;
}

const MAX_LINES_IN_FIELD = 100; // [own] more is a stray quote, not a remark
const isLineEnd = (sign: string | undefined): boolean => sign === '\n' || sign === '\r';

function readRecord(reader: Reader): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (let column = 0; ; column++) {
    const cell = textCell(unwrap(readField(reader)));
    if (cell) cells.set(column, cell);
    if (reader.text[reader.at] !== reader.delimiter) break;
    reader.at += 1;
  }
  takeLineEnd(reader);
  return cells;
}

function takeLineEnd(reader: Reader): void {
  if (reader.at >= reader.text.length) return;
  reader.at += reader.text.startsWith('\r\n', reader.at) ? 2 : 1;
  reader.line += 1;
}

/** `="0700031"` is text that Excel must not make a number of. */
const unwrap = (field: string): string => /^\s*="(.*)"\s*$/s.exec(field)?.[1] ?? field;

function readField(reader: Reader): string {
  const opening = reader.text.startsWith('="', reader.at) ? 2 : reader.text[reader.at] === '"' ? 1 : 0;
  const quoted = opening > 0 ? readQuoted(reader, opening) : '';
  return (quoted ?? '') + readPlain(reader);
}

function readPlain(reader: Reader): string {
  const start = reader.at;
  while (reader.at < reader.text.length) {
    const sign = reader.text[reader.at];
    if (sign === reader.delimiter || isLineEnd(sign)) break;
    reader.at += 1;
  }
  return reader.text.slice(start, reader.at);
}

/** Undefined, and nothing consumed, where the quote is not closed within reach. */
function readQuoted(reader: Reader, opening: number): string | undefined {
  let content = '';
  let line = reader.line;
  for (let at = reader.at + opening; at < reader.text.length; at++) {
    const sign = reader.text[at];
    if (sign === '"') {
      if (reader.text[at + 1] !== '"') {
        reader.at = at + 1;
        reader.line = line;
        return content;
      }
      at += 1;
    } else if (sign === '\n' || (sign === '\r' && reader.text[at + 1] !== '\n')) {
      line += 1;
      if (line - reader.line > MAX_LINES_IN_FIELD) return undefined;
    }
    content += sign;
  }
  return undefined;
}
