import type { PatientComparison } from '../../../shared/records/lab-import.ts';
import type { ExportMapping, LabField, LabProfile } from '../../../shared/records/lab-profile.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { WrittenResult } from '../lis/decide-row.ts';
import type { ExportEncoding, ExportFormat, ExportPatient, LabRow, SkippedRow } from '../lis/lab-export.ts';
import type { MatchPerson } from './patient-match.ts';

/** What the thread is given. */
export interface ReadingRequest {
  /** A copy of its own, or shared memory. */
  readonly bytes: Uint8Array;
  readonly person: MatchPerson;
  /** Null: the profile whose header row the file has. */
  readonly mapping: ExportMapping | null;
  readonly profiles: readonly LabProfile[];
  /** Today on the wall, for rows without a time. */
  readonly today: string;
}

/** A result of the open patient. */
export interface ReadRow {
  readonly kind: 'row';
  readonly item: string;
  readonly result: LabRow;
  readonly written: WrittenResult;
  /** When the laboratory released it; null = not said. */
  readonly releasedMs: number | null;
}

export interface ReadSkip {
  readonly kind: 'skip';
  readonly item: string;
  readonly patient: ExportPatient;
  readonly skip: SkippedRow;
  readonly value: string;
  readonly sampledAt: string | null;
}

/** What came out of one reading: plain data without the file. */
export interface ExportReading {
  readonly format: ExportFormat;
  readonly encoding: ExportEncoding;
  readonly sample: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly header: {
    readonly line: number;
    readonly columns: readonly { readonly text: string; readonly field: LabField | null }[];
  } | null;
  readonly signature: string | null;
  readonly mapping: ExportMapping;
  readonly profileId: string | null;
  readonly isReadable: boolean;
  /** In file order; the newest where there are more than fit. */
  readonly rows: readonly (ReadRow | ReadSkip)[];
  readonly more: number;
  readonly matching: readonly PatientComparison[];
  readonly nearest: readonly PatientComparison[];
  readonly others: { readonly patients: number; readonly rows: number };
  /** Whether any row says whose it is. */
  readonly namesPatients: boolean;
  readonly unitless: readonly { readonly item: string; readonly units: readonly string[] }[];
}

export type ReadingReply =
  | { readonly type: 'progress'; readonly share: number; readonly rows: number }
  | { readonly type: 'read'; readonly reading: ExportReading }
  | { readonly type: 'unreadable'; readonly reason: string }
  | { readonly type: 'failed' };

/** Codes that an undecided name may mean by its unit, with the unit that settles each (records-and-forms.md 6.4.4). */
export const UNITS_THAT_DECIDE: Readonly<Record<string, readonly (readonly [LabCode | null, string])[]>> = {
  NEUT: [
    ['NEUT', '10*9/L'],
    ['NEUT_PCT', '%'],
  ],
  PT: [
    ['PT', 's'],
    ['PTA', '%'],
  ],
  PCT: [['PROCT', 'ng/mL']],
};
