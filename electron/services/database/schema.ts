import type {
  CourseRow,
  EpisodeRow,
  FindingRow,
  ManagementItemRow,
  ObservationRow,
  StampRow,
  TreatmentRow,
  WorkLineRow,
} from './rows/episode-rows.ts';
import type {
  AdviceDecisionRow,
  AdviceRow,
  AssessmentRow,
  CriticalAcknowledgementRow,
  CriticalTableRow,
  PolicyConfirmationRow,
  PolicyVersionRow,
} from './rows/judgement-rows.ts';
import type { LabImportedRow, LabImportRow, LabInboxFileRow, LabProfileRow } from './rows/lab-import-rows.ts';
import type {
  PatientAliasRow,
  PatientDistinctRow,
  PatientIndexRow,
  PatientMatchRow,
  PatientMergeRow,
  PatientOpenedRow,
  PatientRow,
  PatientTermRow,
} from './rows/patient-rows.ts';
import type {
  AcknowledgementRow,
  DepartureRow,
  DocumentRow,
  MessageRow,
  PrintRow,
  ReceivedAnswerRow,
  ReceivedDocumentRow,
  ReceivedReferralRow,
  ReferralEventRow,
  ReferralPacketRow,
  ReferralRow,
  ReturnRow,
  UnreadRow,
} from './rows/referral-rows.ts';
import type {
  AuditEventRow,
  AuditHeadRow,
  ClockMarkRow,
  DraftRow,
  RowVersionRow,
  SettingRow,
  UserAccountRow,
  WardRow,
} from './rows/site-rows.ts';
import type {
  AttemptLogRow,
  LeaseRow,
  OutboxPayloadRow,
  OutboxResourceRow,
  OutboxRow,
  OwnVersionRow,
  PullCursorRow,
  RemoteRow,
  RemoteWantedRow,
  ServerRow,
} from './rows/sync-rows.ts';

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
  own_version: OwnVersionRow;
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
  | 'own_version'
  | 'remote_wanted'
  | 'unread'
  | 'pull_cursor'
  | 'server'
  | 'clock_mark'
  | 'lease'
  | 'lab_inbox_file';
