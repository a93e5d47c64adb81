import { delimitedRows } from './delimited-rows.ts';
import type { HeaderMapping } from './header-row.ts';
import { looksLikeHl7 } from './hl7-message.ts';
import { htmlRows } from './html-rows.ts';
import type { ExportEncoding, ExportFormat } from './lab-export.ts';
import type { Progress, SheetRow } from './sheet.ts';
import { findHeader } from './table-candidates.ts';
import { decodeText } from './text-decoding.ts';
import { LIMITS, UnreadableExport } from './unreadable-export.ts';
import { workbookSheets } from './workbook-rows.ts';

interface Opened {
  readonly format: ExportFormat;
  readonly encoding: ExportEncoding;
  readonly progress: Progress;
}

export interface TableContents extends Opened {
  readonly kind: 'table';
  /** From the top at each call. */
  readonly rows: () => Iterable<SheetRow>;
  /** Undefined where no row is a header: then nothing can be read of it. */
  readonly header: SheetRow | undefined;
  readonly mapping: HeaderMapping;
}

/** A file whose kind, encoding and header row are known and whose results are still to be read. */
export type ExportContents = TableContents | (Opened & { readonly kind: 'hl7'; readonly text: string });

/** What a person has said about the table that begins with these rows. */
export type MappingOf = (rows: () => Iterable<SheetRow>) => HeaderMapping;

const SILENT: Progress = () => undefined;

/**
 * The kind by content, never by the file's name (6.1.1).
 * @throws UnreadableExport
 */
export function openExport(bytes: Uint8Array, mappingOf: MappingOf, progress: Progress = SILENT): ExportContents {
  if (bytes.length === 0) throw new UnreadableExport('empty');
  if (bytes.length > LIMITS.fileBytes) throw new UnreadableExport('too-large');
  const begins = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  const table = (format: ExportFormat, encoding: ExportEncoding, rows: () => Iterable<SheetRow>): TableContents => {
    const mapping = mappingOf(rows);
    return { kind: 'table', format, encoding, progress, rows, mapping, header: findHeader(rows(), mapping) };
  };
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    const sheets = workbookSheets(bytes, progress);
    return firstWithHeader(mapped(sheets, rows => table('xlsx', 'utf-8', rows)));
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableExport('old-excel');
  const { text, encoding } = decodeText(bytes);
  if (looksLikeHl7(text)) return { kind: 'hl7', format: 'hl7', encoding, progress, text };
  if (/^\s*</.test(text) && /<table/i.test(text)) {
    const rows = htmlRows(text, progress);
    return table('html', encoding, () => rows);
  }
  const kinds = text.includes('\t') ? ([TSV, CSV] as const) : ([CSV] as const); // without a tab a row has one cell
  return firstWithHeader(
    mapped(kinds, ([format, delimiter]) => table(format, encoding, () => delimitedRows(text, delimiter, progress))),
  );
}

const TSV = ['tsv', '\t'] as const;
const CSV = ['csv', ','] as const;

/** The first table that has a header row, else the first there is. */
function firstWithHeader(tables: Iterable<TableContents>): TableContents {
  let first: TableContents | undefined;
  for (const table of tables) {
    if (table.header) return table;
    first ??= table;
  }
  if (!first) throw new UnreadableExport('no-header-row');
  return first;
}

function* mapped<From, To>(all: Iterable<From>, change: (one: From) => To): Generator<To> {
  for (const one of all) yield change(one);
}
