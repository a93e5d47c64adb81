import { createHash } from 'node:crypto';
import type { ExportMapping, LabField, LabProfile } from '../../../shared/records/lab-profile.ts';
import { fieldOf, headerKey } from '../lis/header-names.ts';
import { type HeaderMapping, NO_MAPPING } from '../lis/header-row.ts';
import { readSegments } from '../lis/hl7-message.ts';
import { cellsInOrder, type SheetRow } from '../lis/sheet.ts';
import { findHeader } from '../lis/table-candidates.ts';

export const LINES_LOOKED_AT = 100; // a header stands near the top; labels and titles come before it
const SAMPLE_LINES = 12;
const SAMPLE_CELLS = 16;
const SAMPLE_TEXT = 30;

export const NO_MAPPING_AT_ALL: ExportMapping = { headerLine: null, columns: [], units: [] };

/** Hexadecimal SHA-256 of the names of a header row, in their order. */
export const signatureOf = (row: SheetRow): string =>
  sha256(
    cellsInOrder(row)
      .map(([, { text }]) => headerKey(text))
      .join('|'),
  );

/** A message has no header row: the sending application and facility stand for it (MSH-3, MSH-4). */
export function signatureOfMessage(text: string): string {
  const header = readSegments(text.slice(0, 4000)).find(({ name }) => name === 'MSH');
  return sha256(`hl7|${header?.whole(3) ?? ''}|${header?.whole(4) ?? ''}`);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function* firstRows(rows: Iterable<SheetRow>, count: number): Generator<SheetRow> {
  let taken = 0;
  for (const row of rows) {
    if (row.cells.size === 0) continue;
    if (++taken > count) return;
    yield row;
  }
}

export const headerMapping = ({ headerLine, columns }: ExportMapping): HeaderMapping => ({
  headerLine,
  fields: new Map(columns.map(({ header, field }) => [headerKey(header), field])),
});

/** The profile that has the header row of one of the first lines, with that line named where its names are not enough. */
export function chooseProfile(
  rows: () => Iterable<SheetRow>,
  profiles: readonly LabProfile[],
): { profile: LabProfile; mapping: ExportMapping } | null {
  if (profiles.length === 0) return null;
  const bySignature = new Map(profiles.map(profile => [profile.signature, profile]));
  for (const row of firstRows(rows(), LINES_LOOKED_AT)) {
    const profile = bySignature.get(signatureOf(row));
    if (!profile) continue;
    const mapping: ExportMapping = { headerLine: null, columns: profile.columns, units: profile.units };
    const isFound = findHeader(firstRows(rows(), LINES_LOOKED_AT), headerMapping(mapping)) !== undefined;
    return { profile, mapping: isFound ? mapping : { ...mapping, headerLine: row.line } };
  }
  return null;
}

/** Columns of the header row with what each is taken for. */
export function describeColumns(row: SheetRow, mapping: ExportMapping): { text: string; field: LabField | null }[] {
  const { fields } = mapping === NO_MAPPING_AT_ALL ? NO_MAPPING : headerMapping(mapping);
  return cellsInOrder(row).map(([, { text }]) => {
    const key = headerKey(text);
    return { text, field: fields.get(key) ?? fieldOf(key) ?? null };
  });
}

/** The first lines as a person sees them, cells in their columns. */
export function sampleOf(rows: Iterable<SheetRow>): { line: number; cells: string[] }[] {
  return Array.from(firstRows(rows, SAMPLE_LINES), ({ line, cells }) => {
    const width = Math.min(SAMPLE_CELLS, Math.max(0, ...cells.keys()) + 1);
    return { line, cells: Array.from({ length: width }, (_, column) => short(cells.get(column)?.text ?? '')) };
  });
}

export const sampleOfMessage = (text: string): { line: number; cells: string[] }[] =>
  text
    .slice(0, 4000)
    .split(/[\r\n]+/)
    .filter(line => line !== '')
    .slice(0, SAMPLE_LINES)
    .map((line, at) => ({ line: at + 1, cells: [line.slice(0, 120)] }));

const short = (text: string): string => (text.length > SAMPLE_TEXT ? `${text.slice(0, SAMPLE_TEXT)}…` : text);
