import type { Generated } from 'kysely';

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

export interface OwnVersionRow {
  base_url: string;
  patient_id: string;
  versions_json: string;
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

export interface LeaseRow {
  name: string;
  holder: string;
  fence: number;
  heartbeat_at: string;
}
