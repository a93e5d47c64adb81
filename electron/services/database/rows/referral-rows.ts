import type { Versioned } from './versioned-row.ts';

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
