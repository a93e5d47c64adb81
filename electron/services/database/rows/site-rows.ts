import type { Versioned } from './versioned-row.ts';

export interface SettingRow extends Versioned {
  body_json: string;
}

export interface UserAccountRow extends Versioned {
  login: string;
  display_name: string;
  title: string;
  phone: string;
  roles_json: string; // Roles
  active: number;
  last_sign_in_at: string | null;
  password_set_at: string;
  password_history_json: string; // earlier password hashes, newest first
}

export interface WardRow extends Versioned {
  facility_name: string;
  facility_code: string;
  ward_name: string;
  phone: string;
  hours: string;
  duty_phone: string;
  active: number;
}

export interface RowVersionRow {
  entity: string;
  entity_id: string;
  version: number;
  row_json: string;
  replaced_at: string;
  replaced_by: string;
  reason: string | null;
}

export interface AuditEventRow {
  seq: number;
  at: string;
  actor_id: string;
  actor_name: string;
  action: string;
  subject_id: string | null;
  reason: string | null;
  changes_json: string;
  previous_hash: string;
  hash: string;
}

export interface AuditHeadRow {
  id: number;
  seq: number;
  hash: string;
}

export interface DraftRow {
  user_id: string;
  key: string;
  body_json: string;
  saved_at: string;
}

/** One row: when this program last looked at the clock, and a jump back that nobody has looked at yet. */
export interface ClockMarkRow {
  id: 1;
  /** Of one run of the program; only within it can `monotonic_ms` be compared. */
  run: string;
  seen_at: string;
  monotonic_ms: number;
  moved_from: string | null;
  moved_to: string | null;
}
