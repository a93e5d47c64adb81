import type { Candidate } from './candidate.ts';
import type { Field } from './header-names.ts';
import { MRN_FIELDS } from './header-names.ts';
import { type Columns, type Header, type HeaderMapping, readHeader } from './header-row.ts';
import { matchItem, unitInName } from './item-name.ts';
import { readLabelRow } from './label-row.ts';
import { isDamagedIdentifier, readAge, readIdentifier, readSex } from './patient-text.ts';
import { readRowTimes, type STAGES, type StageCells } from './sample-times.ts';
import type { Cell, SheetRow } from './sheet.ts';
import { isBlood, isControl } from './specimen.ts';

/** The cells of one row by field, and the labels' defaults for columns that the table lacks. */
class RowFields {
  readonly #row: SheetRow;
  readonly #columns: Columns;
  readonly #defaults: ReadonlyMap<Field, Cell>;

  constructor(row: SheetRow, columns: Columns, defaults: ReadonlyMap<Field, Cell>) {
    this.#row = row;
    this.#columns = columns;
    this.#defaults = defaults;
  }

  /** The filled cells of a field, in the order in which its names count. */
  cells(field: Field): Cell[] {
    const columns = this.#columns.get(field);
    if (columns) return columns.flatMap(column => this.#row.cells.get(column) ?? []);
    const cell = this.#defaults.get(field);
    return cell ? [cell] : [];
  }

  cell(field: Field): Cell | undefined {
    return this.cells(field)[0];
  }

  text(field: Field): string {
    return this.cell(field)?.text ?? '';
  }

  /** '' for what Excel has turned into a date, a boolean or an error: the range 3-5 that became 5 March is no range. */
  plain(field: Field): string {
    const cell = this.cell(field);
    return cell?.isNoResult ? '' : (cell?.text ?? '');
  }
}

/** The row under which the table's results begin; undefined where no row is a header (records-and-forms.md 6.2). */
export function findHeader(rows: Iterable<SheetRow>, mapping: HeaderMapping): SheetRow | undefined {
  for (const row of rows) if (readHeader(row, true, mapping)) return row;
  return undefined;
}

/** The results of a table in file order. */
export function* tableCandidates(rows: Iterable<SheetRow>, mapping: HeaderMapping): Generator<Candidate> {
  const defaults = new Map<Field, Cell>();
  let header: Header | undefined;
  for (const row of rows) {
    if (row.cells.size === 0) continue;
    const nextHeader = readHeader(row, header === undefined, mapping);
    if (nextHeader) {
      header = nextHeader;
      continue;
    }
    if (keepLabels(row, header !== undefined, defaults) || !header || row.cells.size === 1) continue;
    yield* header.layout === 'long' ? readLong(row, header, defaults) : readWide(row, header, defaults);
  }
}

/** True where the row is one of labels. A label with a name opens another patient: nothing of the last one stays. */
function keepLabels(row: SheetRow, isAfterHeader: boolean, defaults: Map<Field, Cell>): boolean {
  const pairs = readLabelRow(row, isAfterHeader);
  if (pairs.some(({ field }) => field === 'name')) defaults.clear();
  for (const { field, cell } of pairs) {
    const target = defaultField(field);
    if (!target) continue;
    if (cell) defaults.set(target, cell);
    else defaults.delete(target);
  }
  return pairs.length > 0;
}

/** A label names a panel, never the item or the result of the rows below it. */
function defaultField(field: Field): Field | undefined {
  if (field === 'itemOrPanel') return 'panel';
  return field === 'item' || field === 'code' || field === 'result' ? undefined : field;
}

function readLong(
  row: SheetRow,
  { blocks }: Header & { layout: 'long' },
  defaults: ReadonlyMap<Field, Cell>,
): Candidate[] {
  return blocks.flatMap(columns => {
    const fields = new RowFields(row, columns, defaults);
    const name = fields.text('item');
    const codes = fields.cells('code').map(({ text }) => text);
    if (name === '' && codes.length === 0) return [];
    return [readCandidate(row.line, fields, { name, codes, result: fields.cell('result') })];
  });
}

function readWide(
  row: SheetRow,
  { columns, items }: Header & { layout: 'wide' },
  defaults: ReadonlyMap<Field, Cell>,
): Candidate[] {
  const fields = new RowFields(row, columns, defaults);
  return items.flatMap(([column, name]) => {
    const result = row.cells.get(column);
    return result ? [readCandidate(row.line, fields, { name, codes: [], result })] : [];
  });
}

interface Result {
  readonly name: string;
  readonly codes: readonly string[];
  readonly result: Cell | undefined;
}

function readCandidate(line: number, fields: RowFields, { name, codes, result }: Result): Candidate {
  const specimen = fields.text('specimen');
  const panel = fields
    .cells('panel')
    .map(({ text }) => text)
    .join(' ');
  const patientName = fields.text('name');
  const identifiers = MRN_FIELDS.flatMap(field => fields.cells(field));
  return {
    line,
    patient: {
      name: patientName || null,
      sex: readSex(fields.text('sex')),
      mrn: identifiers.map(readIdentifier).find(identifier => identifier !== null) ?? null,
      age: readAge(fields.text('age')),
    },
    times: readRowTimes(stageCells(fields)),
    isControl: isControl(patientName, specimen),
    isDamaged: [...identifiers, ...fields.cells('idCard')].some(isDamagedIdentifier),
    isBlood: isBlood(specimen, panel),
    specimen,
    panel,
    item: matchItem({ name, codes }),
    itemText: [name, ...codes].filter(text => text !== '').join(' / '),
    value: result?.isNoResult ? null : (result?.text ?? ''),
    unit: fields.text('unit'),
    nameUnit: unitInName(name || (codes[0] ?? '')),
    range: { text: fields.plain('range'), low: fields.plain('low'), high: fields.plain('high') },
    flag: fields.text('flag'),
  };
}

function stageCells(fields: RowFields): StageCells {
  const ofStage = (stage: (typeof STAGES)[number]) => {
    if (stage === 'requested' || stage === 'printed') return { times: fields.cells(`${stage}Time`), dates: [] };
    return { times: fields.cells(`${stage}Time`), dates: fields.cells(`${stage}Date`) };
  };
  return {
    collected: ofStage('collected'),
    received: ofStage('received'),
    audited: ofStage('audited'),
    reported: ofStage('reported'),
    tested: ofStage('tested'),
    requested: ofStage('requested'),
    printed: ofStage('printed'),
  };
}
