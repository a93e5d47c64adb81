import type { Comparator, LabCode, LabFlag, ResultRange } from '../../../shared/records/observation.ts';

/** The shapes of cli.md, section "lis". */
export type ExportFormat = 'csv' | 'tsv' | 'xlsx' | 'html' | 'hl7';
export type ExportEncoding = 'utf-8' | 'gb18030' | 'utf-16le';
export type ResultWord = 'positive' | 'negative' | 'not-detected';
export type SampleTimeSource = 'collected' | 'received' | 'reported';

export interface ExportPatient {
  readonly name: string | null;
  readonly sex: 'male' | 'female' | null;
  readonly mrn: string | null;
  /** Whole years. */
  readonly age: number | null;
}

export interface LabRow {
  readonly line: number;
  readonly patient: ExportPatient;
  readonly code: LabCode;
  /** In the SI unit of the code. */
  readonly value: number | null;
  readonly comparator: Comparator | null;
  readonly text: ResultWord | null;
  /** SI unit of the code; null where there is no number. */
  readonly unit: string | null;
  readonly flag: LabFlag | null;
  readonly range: ResultRange | null;
  /** `YYYY-MM-DDTHH:MM:SS+08:00` */
  readonly collectedAt: string;
  readonly timeSource: SampleTimeSource;
}

/** In the order in which they are decided (6.9): the first that holds is the reason. */
export type SkipReason =
  | 'quality-control'
  | 'damaged-identifier'
  | 'not-blood'
  | 'unknown-item'
  | 'ambiguous-item'
  | 'unreadable-value'
  | 'unknown-unit'
  | 'no-time'
  | 'superseded';

export interface SkippedRow {
  readonly line: number;
  readonly reason: SkipReason;
  /** What the laboratory wrote, or what decided; never part of a log. */
  readonly detail: string;
}

export interface LabExport {
  readonly format: ExportFormat;
  readonly encoding: ExportEncoding;
  readonly rows: readonly LabRow[];
  readonly skipped: readonly SkippedRow[];
}
