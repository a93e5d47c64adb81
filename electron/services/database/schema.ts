import type { Generated } from 'kysely';
import type { Advice } from '../../../shared/records/advice.ts';
import type { EndReason } from '../../../shared/records/pathway.ts';

/**
 * Tables as the migrations leave them. Instants are ISO 8601 in UTC, booleans 0 or 1, `*_json` columns hold what the zod
 * schema named in the comment parses.
 */
export interface Schema {
  // 0010 foundation
  setting: SettingRow;
  user_account: UserAccountRow;
  ward: WardRow;
  row_version: RowVersionRow;
  audit_event: AuditEventRow;
  audit_head: AuditHeadRow;
  draft: DraftRow;
  // 0020 records
  patient: PatientRow;
  episode: EpisodeRow;
  finding: FindingRow;
  observation: ObservationRow;
  treatment: TreatmentRow;
  assessment: AssessmentRow;
  // 0045 advice
  policy_version: PolicyVersionRow;
  policy_confirmation: PolicyConfirmationRow;
  advice: AdviceRow;
  advice_decision: AdviceDecisionRow;
  management_item: ManagementItemRow;
  // 0070 critical values
  critical_table: CriticalTableRow;
  critical_acknowledgement: CriticalAcknowledgementRow;
  // 0030 transfer
  referral: ReferralRow;
  referral_packet: ReferralPacketRow;
  referral_event: ReferralEventRow;
  received_referral: ReceivedReferralRow;
  received_document: ReceivedDocumentRow;
  received_answer: ReceivedAnswerRow;
  document: DocumentRow;
  print: PrintRow;
  outbox: OutboxRow;
  outbox_payload: OutboxPayloadRow;
  outbox_resource: OutboxResourceRow;
  attempt_log: AttemptLogRow;
  remote: RemoteRow;
  remote_wanted: RemoteWantedRow;
  pull_cursor: PullCursorRow;
  server: ServerRow;
  clock_mark: ClockMarkRow;
  lease: LeaseRow;
  // 0100 pathway
  course: CourseRow;
  stamp: StampRow;
  // 0130 departure
  departure_record: DepartureRow;
  // 0185 return
  return_record: ReturnRow;
  // 0150 answers
  message: MessageRow;
  acknowledgement: AcknowledgementRow;
  unread: UnreadRow;
  // 0110 work list
  work_line: WorkLineRow;
  // 0050 identity
  patient_match: PatientMatchRow;
  patient_distinct: PatientDistinctRow;
  patient_merge: PatientMergeRow;
  patient_alias: PatientAliasRow;
  // 0080 laboratory imports
  lab_import: LabImportRow;
  lab_import_row: LabImportedRow;
  lab_profile: LabProfileRow;
  lab_inbox_file: LabInboxFileRow;
  // 0060 patient index
  patient_index: PatientIndexRow;
  patient_term: PatientTermRow;
  patient_opened: PatientOpenedRow;
}

/** Has an id and a version; each change keeps the row that it replaces in `row_version`. */
interface Versioned {
  id: string;
  version: number;
}

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

interface Recorded extends Versioned {
  patient_id: string;
  episode_id: string;
  recorded_at: string;
  recorded_by: string;
  voided_at: string | null;
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

export interface AssessmentRow {
  id: string;
  patient_id: string;
  episode_id: string;
  score_id: string;
  score_version: string;
  anchor_at: string;
  computed_at: string;
  inputs_json: string; // AssessmentInput[]
  outcome_json: string; // ScoreOutcome
}

/** One signing of the hospital's table of critical values; the greatest `number` is in force. Never changed. */
export interface CriticalTableRow {
  id: string;
  number: number;
  limits_json: string; // CriticalLimit[]
  signed_at: string;
  signed_by: string; // user
  signer_name: string;
}

/** Who has said 已知晓 to which value of an observation, and what was done. Never changed. */
export interface CriticalAcknowledgementRow {
  id: string;
  episode_id: string;
  observation_id: string;
  observation_version: number;
  table_id: string;
  side: string;
  value_si: number;
  comparator: string | null;
  entered_value: string | null;
  entered_unit: string;
  cutoff_si: number;
  done: string;
  acknowledged_at: string;
  acknowledged_by: string;
}

export interface PolicyVersionRow {
  id: string;
  number: number; // 1, 2, 3 …
  origin: 'built-in' | 'site';
  table_json: string; // ReferralPolicy
  reason: string;
  saved_at: string;
  saved_by: string;
}

export interface PolicyConfirmationRow {
  id: string;
  policy_version_id: string;
  confirmed_at: string;
  confirmed_by: string;
}

/** What the policy said of an episode at one time. */
export interface AdviceRow {
  id: string;
  number: number; // 1, 2, 3 … of its episode
  patient_id: string;
  episode_id: string;
  policy_version_id: string;
  engine_version: string;
  anchor_at: string;
  computed_at: string;
  level: Advice['level'];
  /** Rules that could not be judged. */
  not_judged: number;
  body_json: string; // rules, rescoreDueAt and inputs of Advice
}

export interface AdviceDecisionRow {
  id: string;
  number: number; // 1, 2, 3 … of its episode
  advice_id: string;
  episode_id: string;
  kind: string;
  level: string;
  reason: string;
  decided_at: string;
  decided_by: string;
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

export interface ReferralRow extends Versioned {
  patient_id: string;
  episode_id: string;
  number: string | null;
  supplement: number;
  form_json: string; // ReferralForm
  created_at: string;
  updated_at: string;
  signed_at: string | null;
  signed_by: string | null;
  incomplete_reason: string | null;
  /** Local end of the referral, such as withdrawn; the registry's word is in `remote`. */
  closed_as: string | null;
  /** ReferralForm of an open supplement: `form_json` stays what was signed last; null where none is open. */
  supplement_form_json: string | null;
}

/** One row a referral, under its id: what is due at departure. */
export interface DepartureRow extends Versioned {
  consent_json: string; // TransferConsent
  transport_json: string; // TransportRecord
  calls_json: string; // PhoneCall[]
  saved_at: string;
  saved_by: string;
}

/** What came back of a referral; the row's id is the referral's. */
export interface ReturnRow extends Versioned {
  content_json: string; // ReturnContent
  saved_at: string;
  saved_by: string;
}

/** The frozen model of one signature. */
export interface ReferralPacketRow {
  id: string;
  referral_id: string;
  supplement: number;
  model_json: string; // PacketModel
  sha256: string;
  qr: string;
  /** JSON array of the texts of the full set's codes. */
  full_set_json: string;
  signed_at: string;
  signed_by: string;
}

/** One move of a referral's status machine, by whom and through which channel. Never changed. */
export interface ReferralEventRow {
  id: string;
  referral_id: string;
  kind: string;
  at: string;
  server_time: string | null;
  actor: string;
  channel: string;
  detail_json: string;
}

/** A message about a referral, ours or the ward's. Never changed. */
export interface MessageRow {
  id: string;
  referral_id: string;
  direction: 'out' | 'in';
  author: string;
  body: string;
  sent_at: string; // device time of the sender
  server_time: string | null; // of a message that came in
  stored_at: string;
}

/** Somebody has taken note of an answer or a message, whose id the row bears. */
export interface AcknowledgementRow {
  id: string;
  referral_id: string;
  at: string;
  by_name: string;
}

/** An answer, a message or a difference of two answers that nobody has taken note of. */
export interface UnreadRow {
  id: string; // of the event or message; of the referral for a difference
  referral_id: string;
  kind: 'answer' | 'message' | 'difference';
  what: string; // business status of an answer
  at: string;
}

/** A referral that came in by code or file; provisional until the registry brings it. */
export interface ReceivedReferralRow {
  id: string;
  version: number;
  number: string;
  /** Null while only its core code was read, which does not carry it. */
  referral_id: string | null;
  /** Facility code of the sender. */
  site: string;
  packet_hash: string;
  parts_json: string; // ReceivedParts
  /** `valid` or `revoked-later`. */
  standing: string;
  received_at: string;
  received_by: string;
  updated_at: string;
}

/** A file that came with it. */
export interface ReceivedDocumentRow {
  id: string;
  received_id: string;
  title: string;
  content_type: string;
  bytes: Buffer;
  sha256: string;
  packet_hash: string;
  received_at: string;
}

/** What this site answered; the id is that of the op which the registry will know it by. */
export interface ReceivedAnswerRow {
  id: string;
  received_id: string;
  intent_json: string; // TaskIntent
  at: string;
  answered_by: string;
}

/** Bytes that belong to a referral, such as the letter's PDF; encrypted with the database and in each backup. */
export interface DocumentRow {
  id: string;
  referral_id: string;
  /** The letter's packet; null for what belongs to the referral as a whole. */
  packet_id: string | null;
  kind: string;
  content_type: string;
  title: string;
  bytes: Buffer;
  sha256: string;
  sha1: string;
  created_at: string;
}

export interface PrintRow {
  id: string;
  packet_id: string;
  nth: number;
  pages_json: string;
  copies_json: string;
  size: string;
  language: string;
  printed_at: string;
  printed_by: string;
}

export type OutboxState = 'pending' | 'inflight' | 'acked' | 'blocked' | 'dead' | 'superseded';
export type OutboxStep = 'bundle' | 'task' | 'binary' | 'document' | 'message' | 'request';

export interface OutboxRow {
  seq: Generated<number>;
  op_id: string;
  stream_id: string; // referral id
  step: OutboxStep;
  resource_type: string | null;
  resource_id: string | null;
  payload_sha256: string; // of the bytes in outbox_payload
  payload_format: number;
  depends_on: number | null;
  priority: number; // smaller goes first
  state: OutboxState;
  attempt: number;
  /** When the payload was first handed to the network; null = it has certainly never left this computer. */
  sent_at: string | null;
  next_at: string | null;
  base_version: string | null;
  acked_version: string | null;
  acked_server_time: string | null;
  error_class: string | null;
  http_status: number | null;
  outcome: string | null; // the server's own words (OperationOutcome text)
  created_at: string;
  device_id: string;
  db_epoch: string;
}

/** The frozen bytes of an outbox row. */
export interface OutboxPayloadRow {
  seq: number;
  payload: Buffer;
}

export interface OutboxResourceRow {
  seq: number;
  resource_type: string;
  resource_id: string;
  sha256: string;
  entry_index: number;
}

export interface AttemptLogRow {
  id: Generated<number>;
  seq: number;
  started_at: string;
  ms: number;
  error_class: string | null;
  http_status: number | null;
  server_date: string | null;
}

export interface RemoteRow {
  base_url: string;
  type: string;
  id: string;
  version_id: string;
  last_updated: string;
  json: string;
}

export interface RemoteWantedRow {
  base_url: string;
  type: string;
  id: string;
}

export interface PullCursorRow {
  base_url: string;
  scope: string;
  watermark: string;
  walked_at: string;
}

export interface ServerRow {
  base_url: string;
  epoch: string | null;
  date_offset_ms: number;
  capability_json: string;
  last_complete_at: string | null;
  last_answer_at: string | null;
  last_error: string | null;
  reset_at: string | null;
  reset_why: string | null;
  date_seen: string | null;
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

export interface LeaseRow {
  name: string;
  holder: string;
  fence: number;
  heartbeat_at: string;
}

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

/** Kept with every version and audited. */
export type VersionedTable =
  | 'course'
  | 'stamp'
  | 'setting'
  | 'user_account'
  | 'ward'
  | 'patient'
  | 'episode'
  | 'finding'
  | 'observation'
  | 'treatment'
  | 'referral'
  | 'received_referral'
  | 'departure_record'
  | 'return_record'
  | 'management_item'
  | 'lab_import'
  | 'lab_profile'
  | 'patient_merge';

/** Written once and audited. */
export type AppendOnlyTable =
  | 'critical_table'
  | 'critical_acknowledgement'
  | 'assessment'
  | 'policy_version'
  | 'policy_confirmation'
  | 'advice'
  | 'advice_decision'
  | 'referral_packet'
  | 'referral_event'
  | 'message'
  | 'acknowledgement'
  | 'document'
  | 'received_document'
  | 'received_answer'
  | 'print'
  | 'lab_import_row'
  | 'patient_distinct';

/** The machine's own memory: indexes, drafts and the state of the queue. Neither versioned nor audited. */
export type BookkeepingTable =
  | 'draft'
  | 'work_line'
  | 'patient_match'
  | 'patient_alias'
  | 'patient_index'
  | 'patient_term'
  | 'patient_opened'
  | 'outbox'
  | 'outbox_resource'
  | 'attempt_log'
  | 'remote'
  | 'remote_wanted'
  | 'unread'
  | 'pull_cursor'
  | 'server'
  | 'clock_mark'
  | 'lease'
  | 'lab_inbox_file';
