import type { Versioned } from './versioned-row.ts';

/** One batch of results taken from one export. */
export interface LabImportRow extends Versioned {
  patient_id: string;
  episode_id: string;
  file_name: string;
  file_sha256: string;
  format: string;
  encoding: string;
  laboratory: string;
  profile_id: string | null;
  profile_version: number | null;
  added: number;
  corrected: number;
  imported_at: string;
  imported_by: string;
  undone_at: string | null;
  undone_by: string | null;
  undo_reason: string | null;
}

/** What a batch left in an observation: version 1 = added by it, a later one = corrected by it. */
export interface LabImportedRow {
  id: string;
  import_id: string;
  observation_id: string;
  observation_version: number;
  line: number;
  /** When the laboratory released the result; null = not said. */
  released_at: string | null;
}

export interface LabProfileRow extends Versioned {
  name: string;
  signature: string;
  body_json: string; // LabProfileFields
  saved_at: string;
  saved_by: string;
  voided_at: string | null;
}

/** A file of the watched folder, known by its content. */
export interface LabInboxFileRow {
  sha256: string;
  name: string;
  size: number;
  seen_at: string;
  state: 'waiting' | 'dismissed';
}
