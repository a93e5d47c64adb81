import type { EndReason } from '../../../../shared/records/pathway.ts';
import type { Recorded, Versioned } from './versioned-row.ts';

export interface EpisodeRow extends Versioned {
  patient_id: string;
  body_json: string; // EpisodeFields
  first_presentation_at: string;
  created_at: string;
  closed_at: string | null;
}

/** One row an episode: who is responsible, and whether its clocks were ended. */
export interface CourseRow extends Versioned {
  owner_id: string | null;
  owner_name: string;
  owner_since: string | null;
  owner_note: string;
  ended_as: EndReason | null;
  ended_at: string | null;
  ended_by: string | null;
  ended_note: string;
}

/** A line of the work list as last worked out; gone once anything behind it changes. */
export interface WorkLineRow {
  patient_id: string;
  form: string;
  /** When the running clock of an open course is overdue. */
  overdue_from: string | null;
  critical_count: number;
  body_json: string; // StoredLine of the work list
}

/** A milestone of the course as somebody typed it. */
export interface StampRow extends Recorded {
  milestone: string;
  at: string;
  channel: string;
  note: string;
}

export interface FindingRow extends Recorded {
  code: string;
  value_json: string;
  observed_at: string;
  note: string;
}

export interface ObservationRow extends Recorded {
  code: string;
  value_si: number | null;
  comparator: string | null;
  text: string | null;
  missing: string | null;
  entered_value: string | null;
  entered_unit: string;
  sampled_at: string;
  time_source: string;
  laboratory: string;
  source: string;
  /** Printed by the laboratory for this result, in SI; null = that side is open, or none was printed. */
  range_low: number | null;
  range_high: number | null;
  /** The laboratory's own flag: H L HH LL N. */
  lab_flag: string | null;
}

export interface TreatmentRow extends Recorded {
  kind: string;
  started_at: string;
  ended_at: string | null;
  detail: string;
  particulars_json: string | null; // TreatmentParticulars; null in rows older than it
}

/** One item of the checklist of an episode; both pairs of columns are set where a tick was taken back and set again. */
export interface ManagementItemRow extends Versioned {
  patient_id: string;
  episode_id: string;
  item: string;
  done_at: string | null;
  done_by: string | null;
  undone_at: string | null;
  undone_by: string | null;
  undone_reason: string | null;
}
