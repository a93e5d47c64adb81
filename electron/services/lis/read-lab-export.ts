import type { Candidate } from './candidate.ts';
import { decideRow } from './decide-row.ts';
import { NO_MAPPING } from './header-row.ts';
import { hl7Candidates } from './hl7-candidates.ts';
import type { LabExport } from './lab-export.ts';
import { type ExportContents, openExport } from './open-export.ts';
import { withoutSuperseded } from './superseded.ts';
import { tableCandidates } from './table-candidates.ts';
import { UnreadableExport } from './unreadable-export.ts';

/**
 * Reads one laboratory export: CSV, TSV, XLSX, HTML called .xls, or HL7 v2 ORU^R01 (records-and-forms.md 6). Pure: the
 * bytes decide everything, names and declared encodings nothing. Every row comes back either read or skipped with its
 * reason; values are in the SI unit of their code, no hard limits are applied.
 * @throws UnreadableExport where the file as a whole cannot be read; nothing else
 */
export function readLabExport(bytes: Uint8Array): LabExport {
  const contents = openExport(bytes, () => NO_MAPPING);
  const decisions = Array.from(candidatesOf(contents), candidate => decideRow(candidate));
  return { format: contents.format, encoding: contents.encoding, ...withoutSuperseded(decisions) };
}

/** The results of an opened export, one at a time, so that a long file is never held as a whole. */
export function candidatesOf(contents: ExportContents): Iterable<Candidate> {
  if (contents.kind === 'hl7') return hl7Candidates(contents.text, contents.progress);
  if (!contents.header) throw new UnreadableExport('no-header-row');
  return tableCandidates(contents.rows(), contents.mapping);
}
