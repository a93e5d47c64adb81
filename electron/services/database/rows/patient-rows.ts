import type { Generated } from 'kysely';
import type { Versioned } from './versioned-row.ts';

export interface PatientRow extends Versioned {
  body_json: string; // PatientFields
  name: string;
  created_at: string;
  updated_at: string;
  voided_at: string | null;
}

/** What records of one person have in common: see `matchKeys`. */
export interface PatientMatchRow {
  patient_id: string;
  kind: string;
  value: string;
  year: number;
}

/** Somebody decided that two records are of two persons; the smaller id is `a`. */
export interface PatientDistinctRow {
  id: string;
  patient_a: string;
  patient_b: string;
  reason: string;
  decided_at: string;
  decided_by: string;
}

/** Two records of one person, shown as the survivor's; no other row moves. */
export interface PatientMergeRow extends Versioned {
  survivor_id: string;
  merged_id: string;
  before_json: string; // the survivor's PatientFields before the merge
  after_json: string; // and after it
  reason: string;
  merged_at: string;
  merged_by: string;
  undo_reason: string | null;
  undone_at: string | null;
  undone_by: string | null;
  /** The survivor's revision at the registry when the merge was undone. */
  undone_revision: number | null;
}

/** Index of the merges that stand: which record stands for a merged one, over any number of merges. */
export interface PatientAliasRow {
  patient_id: string;
  survivor_id: string;
}

/** What a patient is found by: each term with its kind in front, a line feed before each (patients/search-terms.ts). */
export interface PatientIndexRow {
  patient: Generated<number>;
  patient_id: string;
  form: number;
  terms: string;
  /** Of names and numbers that the record bore earlier, and of records merged into it. */
  earlier_terms: string;
}

export interface PatientTermRow {
  term: string;
  patient: number;
}

/** When a user last opened a patient, and when that was last written to the audit log. */
export interface PatientOpenedRow {
  user_id: string;
  patient_id: string;
  opened_at: string;
  noted_at: string;
}
