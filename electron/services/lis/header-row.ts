import { type Field, fieldOf, headerKey, namesOf } from './header-names.ts';
import { itemKey, matchName } from './item-name.ts';
import { cellsInOrder, type SheetRow } from './sheet.ts';

/** The columns of one side of a table, by field, in the order in which their names count. */
export type Columns = ReadonlyMap<Field, readonly number[]>;

export type Header =
  /** One result a row; a table printed in two halves side by side has two blocks of columns. */
  | { readonly layout: 'long'; readonly blocks: readonly Columns[] }
  /** One sample a row; `items` are the columns that name an item, with that name. */
  | { readonly layout: 'wide'; readonly columns: Columns; readonly items: readonly (readonly [number, string])[] };

/** What a person has said about the columns of a site's export, over the known names (records-and-forms.md 6.13). */
export interface HeaderMapping {
  /** The line that is the header; null = found by its names. */
  readonly headerLine: number | null;
  /** By `headerKey`. */
  readonly fields: ReadonlyMap<string, Field>;
}
export const NO_MAPPING: HeaderMapping = { headerLine: null, fields: new Map() };

const ENOUGH_NAMES = 3;

interface NamedColumn {
  readonly column: number;
  readonly text: string;
  readonly key: string;
  readonly field: Field | undefined;
}

/** @param isFirst a later header inside a table must name different items, since a row of results may name one thrice */
export function readHeader(row: SheetRow, isFirst: boolean, mapping: HeaderMapping): Header | undefined {
  const isNamed = mapping.headerLine === row.line;
  if (isFirst && mapping.headerLine !== null && !isNamed) return undefined;
  if (row.cells.size < ENOUGH_NAMES && !isNamed) return undefined;
  const columns = cellsInOrder(row).map(([column, { text }]) => {
    const key = headerKey(text);
    return { column, text, key, field: mapping.fields.get(key) ?? fieldOf(key) };
  });
  const has = (...fields: Field[]): boolean => columns.some(({ field }) => field && fields.includes(field));
  if (has('result')) {
    const isLong =
      has('item', 'itemOrPanel', 'code') && (isNamed || columns.filter(({ field }) => field).length >= ENOUGH_NAMES);
    return isLong ? { layout: 'long', blocks: readBlocks(columns) } : undefined;
  }
  return readWide(columns, isFirst);
}

function readWide(columns: readonly NamedColumn[], isFirst: boolean): Header | undefined {
  const items = columns.filter(({ field, text }) => {
    const match = field ? 'unknown' : matchName(text).kind;
    return match !== 'unknown' && match !== 'other-fluid';
  });
  const count = isFirst ? items.length : new Set(items.map(nameOfItem)).size;
  if (count < ENOUGH_NAMES) return undefined;
  return { layout: 'wide', columns: byField(columns), items: items.map(({ column, text }) => [column, text]) };
}

function nameOfItem({ text }: NamedColumn): string {
  const match = matchName(text);
  return match.kind === 'definite' ? match.code : itemKey(text);
}

/** 检验项目 is the item only where no other item column stands; else it is one of the panels. */
function byField(columns: readonly NamedColumn[]): Columns {
  const panelOrItem: Field = columns.some(({ field }) => field === 'item') ? 'panel' : 'item';
  const fields = new Map<Field, NamedColumn[]>();
  for (const column of columns) {
    const field = column.field === 'itemOrPanel' ? panelOrItem : column.field;
    if (field) fields.set(field, [...(fields.get(field) ?? []), column]);
  }
  const rank = (field: Field, { key }: NamedColumn): number => namesOf(field).indexOf(key);
  return new Map(
    [...fields].map(([field, named]) => [
      field,
      named.sort((a, b) => rank(field, a) - rank(field, b) || a.column - b.column).map(({ column }) => column),
    ]),
  );
}

/** Where item and result stand twice under the same names, block k takes the k-th column of each repeated name. */
function readBlocks(columns: readonly NamedColumn[]): Columns[] {
  const nth = new Map<string, NamedColumn[]>();
  for (const column of columns) nth.set(column.key, [...(nth.get(column.key) ?? []), column]);
  const repeats = (...fields: Field[]): number =>
    Math.max(
      0,
      ...columns.filter(({ field }) => field && fields.includes(field)).map(({ key }) => nth.get(key)?.length ?? 0),
    );
  const count = Math.max(1, Math.min(repeats('item', 'itemOrPanel', 'code'), repeats('result')));
  return Array.from({ length: count }, (_, block) =>
    byField([...nth.values()].flatMap(named => named[Math.min(block, named.length - 1)] ?? [])),
  );
}
