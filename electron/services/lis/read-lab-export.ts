import type { Candidate } from './candidate.ts';
import { decideRow } from './decide-row.ts';
import { delimitedRows } from './delimited-rows.ts';
import { hl7Candidates } from './hl7-candidates.ts';
import { looksLikeHl7 } from './hl7-message.ts';
import { htmlRows } from './html-rows.ts';
import type { ExportEncoding, ExportFormat, LabExport } from './lab-export.ts';
import { withoutSuperseded } from './superseded.ts';
import { tableCandidates } from './table-candidates.ts';
import { decodeText } from './text-decoding.ts';
import { LIMITS, UnreadableExport } from './unreadable-export.ts';
import { workbookSheets } from './workbook-rows.ts';

interface Contents {
  readonly format: ExportFormat;
  readonly encoding: ExportEncoding;
  readonly candidates: readonly Candidate[];
}

/**
 * Reads one laboratory export: CSV, TSV, XLSX, HTML called .xls, or HL7 v2 ORU^R01 (records-and-forms.md 6). Pure: the
 * bytes decide everything, names and declared encodings nothing. Every row comes back either read or skipped with its
 * reason; values are in the SI unit of their code, no hard limits are applied.
 * @throws UnreadableExport where the file as a whole cannot be read; nothing else
 */
export function readLabExport(bytes: Uint8Array): LabExport {
  if (bytes.length === 0) throw new UnreadableExport('empty');
  if (bytes.length > LIMITS.fileBytes) throw new UnreadableExport('too-large');
  const { format, encoding, candidates } = readContents(bytes);
  return { format, encoding, ...withoutSuperseded(candidates.map(decideRow)) };
}

/** The kind by content, never by the file's name (6.1.1). */
function readContents(bytes: Uint8Array): Contents {
  const begins = (...head: number[]): boolean => head.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) {
    return { format: 'xlsx', encoding: 'utf-8', candidates: firstTable(workbookSheets(bytes)) };
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableExport('old-excel');
  const { text, encoding } = decodeText(bytes);
  if (looksLikeHl7(text)) return { format: 'hl7', encoding, candidates: hl7Candidates(text) };
  if (/^\s*</.test(text) && /<table/i.test(text)) {
    return { format: 'html', encoding, candidates: firstTable([htmlRows(text)]) };
  }
  return { encoding, ...readDelimited(text) };
}

function readDelimited(text: string): Pick<Contents, 'format' | 'candidates'> {
  for (const [format, delimiter] of [['tsv', '\t'] as const, ['csv', ','] as const]) {
    const candidates = tableCandidates(delimitedRows(text, delimiter));
    if (candidates) return { format, candidates };
  }
  throw new UnreadableExport('no-header-row');
}

/** The candidates of the first sheet that has a header row. */
function firstTable(sheets: Iterable<Parameters<typeof tableCandidates>[0]>): readonly Candidate[] {
  for (const rows of sheets) {
    const candidates = tableCandidates(rows);
    if (candidates) return candidates;
  }
  throw new UnreadableExport('no-header-row');
}
