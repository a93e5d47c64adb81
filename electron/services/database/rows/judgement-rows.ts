import type { Advice } from '../../../../shared/records/advice.ts';

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
