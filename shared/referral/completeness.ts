import type { StandingAdvice } from '../records/advice.ts';
import type { Assessment } from '../records/assessment.ts';
import type { EpisodeFields } from '../records/episode.ts';
import type { Facility, WardFields } from '../records/facility.ts';
import type { Finding } from '../records/finding.ts';
import type { LabCode, Observation } from '../records/observation.ts';
import type { PatientFields } from '../records/patient.ts';
import { isAnswer, isLessUrgent } from './answer.ts';
import { DEPARTURE_RULES, type DepartureField, type DepartureInput } from './departure-rules.ts';
import type { Due } from './field-groups.ts';
import type { ReferralForm } from './form.ts';
import { hasFinding } from './packet-facts.ts';
import type { MissingField } from './referral.ts';
import type { ReturnFacts } from './return-facts.ts';
import { RETURN_RULES, type ReturnField } from './return-rules.ts';

/** All that the 70 field groups of a referral are taken from. */
export interface ReferralInput {
  readonly facility: Facility;
  readonly doctor: { readonly displayName: string; readonly title: string; readonly phone: string };
  readonly ward: WardFields | null;
  readonly patient: PatientFields;
  readonly episode: EpisodeFields;
  readonly findings: readonly Finding[];
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly form: ReferralForm;
  /** What the hospital's policy advised, or the physician who overrode it; null where nothing was computed. */
  readonly advice: Pick<StandingAdvice, 'level'> | null;
}

interface FieldRule {
  /** Number in the list of 70 groups (national 双向转诊单 and regional practice). */
  readonly group: number;
  readonly where: MissingField['where'];
  /** Needed even for an emergency dispatch: groups 1–7, 9, 12–14, 22, 63. */
  readonly always?: true;
  readonly isAnswered: (input: ReferralInput) => boolean;
}

/** A value, a qualitative result, or the word that says why there is none (未查, 未回报, 不详, 无法测). */
const hasLab = (code: LabCode) => (input: ReferralInput) =>
  input.observations.some(
    o => o.code === code && o.voidedAt === null && (o.valueSi !== null || o.text !== null || o.missing !== null),
  );

const written =
  (read: (form: ReferralForm) => string): FieldRule['isAnswered'] =>
  ({ form }) =>
    isAnswer(read(form));

/**
 * The groups that must be answered at signing (requirement M, or C where its condition is met; due S), in the order of
 * the form. Groups 1, 2, 5 and the signature are made by the program; 4 and 11 cannot be blank in an episode; 15 is due
 * only if known; 8 only where the hospital demands it; 27 always says 有, 无 or 不详.
 */
const RULES = {
  urgency: { group: 3, where: 'referral', always: true, isAnswered: i => i.form.urgency !== null },
  facility: {
    group: 6,
    where: 'settings',
    always: true,
    isAnswered: ({ facility: f }) => [f.name, f.code, f.department, f.phone].every(isAnswer),
  },
  doctor: {
    group: 7,
    where: 'settings',
    always: true,
    isAnswered: ({ doctor }) => isAnswer(doctor.displayName) && isAnswer(doctor.phone),
  },
  seniorApproval: {
    group: 8,
    where: 'referral',
    isAnswered: ({ facility, form: { seniorApproval: s } }) =>
      facility.seniorApproval !== true || (isAnswer(s.by) && isAnswer(s.opinion)),
  },
  urgencyReason: {
    group: 3,
    where: 'referral',
    isAnswered: ({ advice, form }) =>
      !isLessUrgent(form.urgency, advice?.level ?? null) || isAnswer(form.urgencyReason),
  },
  ward: { group: 9, where: 'referral', always: true, isAnswered: i => i.ward !== null },
  name: { group: 12, where: 'patient', always: true, isAnswered: i => isAnswer(i.patient.name) },
  // 'unknown' is what an untouched form holds; who really cannot say chooses 未说明 (GB/T 2261.1 code 9).
  sex: { group: 13, where: 'patient', always: true, isAnswered: i => i.patient.sex !== 'unknown' },
  age: {
    group: 14,
    where: 'patient',
    always: true,
    isAnswered: ({ patient }) => patient.birthDate !== null || patient.estimatedAge !== null,
  },
  hospitalNumber: {
    group: 16,
    where: 'patient',
    isAnswered: ({ patient }) => Object.values(patient.hospitalNumbers).some(isAnswer),
  },
  address: { group: 18, where: 'patient', isAnswered: i => isAnswer(i.patient.address) },
  phone: {
    group: 19,
    where: 'patient',
    isAnswered: ({ patient }) => isAnswer(patient.phone) || isAnswer(patient.contact.phone),
  },
  insurance: { group: 20, where: 'patient', isAnswered: i => i.patient.insurance !== null },
  impression: { group: 22, where: 'referral', always: true, isAnswered: written(f => f.impression.text) },
  reason: {
    group: 23,
    where: 'referral',
    isAnswered: ({ form }) => form.reasons.some(reason => reason !== 'other') || isAnswer(form.reasonText),
  },
  chiefComplaint: { group: 24, where: 'referral', isAnswered: written(f => f.chiefComplaint) },
  presentIllness: { group: 25, where: 'referral', isAnswered: written(f => f.presentIllness) },
  pastHistory: { group: 26, where: 'referral', isAnswered: written(f => f.pastHistory) },
  treatmentSoFar: { group: 28, where: 'referral', isAnswered: written(f => f.treatmentSoFar) },
  presentState: { group: 29, where: 'referral', isAnswered: written(f => f.presentState) },
  purpose: { group: 30, where: 'referral', isAnswered: written(f => f.purpose) },
  aetiology: {
    group: 31,
    where: 'episode',
    isAnswered: ({ episode }) => episode.aetiologies.some(a => a !== 'other') || isAnswer(episode.aetiologyText),
  },
  cirrhosis: {
    group: 32,
    where: 'episode',
    isAnswered: ({ episode: { cirrhosis } }) => cirrhosis.state !== 'yes' || cirrhosis.basis.length > 0,
  },
  acutePresentation: { group: 33, where: 'episode', isAnswered: i => i.episode.acutePresentation.length > 0 },
  varicealBleed: { group: 34, where: 'episode', isAnswered: i => hasFinding(i, 'variceal_bleed') },
  encephalopathy: { group: 35, where: 'episode', isAnswered: i => hasFinding(i, 'he') },
  antiviral: {
    group: 37,
    where: 'episode',
    isAnswered: ({ episode }) => !episode.aetiologies.includes('hbv') || isAnswer(episode.antiviral.drug),
  },
  // Of the eight inputs of group 39, age, cirrhosis, bleeding and encephalopathy are asked above.
  tbil: { group: 39, where: 'labs', isAnswered: hasLab('TBIL') },
  inr: { group: 39, where: 'labs', isAnswered: hasLab('INR') },
  urea: { group: 39, where: 'labs', isAnswered: hasLab('UREA') },
  na: { group: 39, where: 'labs', isAnswered: hasLab('NA') },
  // A refusal is a result too: it says why there is no score.
  scores: { group: 40, where: 'labs', isAnswered: i => i.assessments.length > 0 },
  bloodProducts: { group: 41, where: 'referral', isAnswered: written(f => f.bloodProducts) },
  pendingResults: { group: 43, where: 'referral', isAnswered: written(f => f.pendingResults) },
  sharing: {
    group: 63,
    where: 'referral',
    always: true,
    isAnswered: ({ form: { sharing } }) =>
      sharing.emergencyBasis !== null || (sharing.care !== 'not-asked' && sharing.registry !== 'not-asked'),
  },
} as const satisfies Record<string, FieldRule>;

/** Key of the field's name in i18n. */
export type ReferralField = keyof typeof RULES;
/** Group of a field of the form, by which its step is found; null where it is none. */
export const groupOfField = (field: string): number | null =>
  SIGNING_FIELDS.some(each => each === field) ? RULES[field as ReferralField].group : null;

const SIGNING_FIELDS = Object.keys(RULES) as ReferralField[];

/** Every field that may be asked for, whenever it is due. */
export const REFERRAL_FIELDS = [
  ...SIGNING_FIELDS,
  ...(Object.keys(DEPARTURE_RULES) as DepartureField[]),
  ...(Object.keys(RETURN_RULES) as ReturnField[]),
] as const;

/**
 * What is still missing before the referral may be signed, in the order of the form; empty = complete.
 * With `always` on any of them even an emergency dispatch has to wait for that field.
 */
export function missingFields(input: ReferralInput): MissingField[] {
  return SIGNING_FIELDS.flatMap(field => {
    const rule: FieldRule = RULES[field];
    return rule.isAnswered(input)
      ? []
      : [{ group: rule.group, field, where: rule.where, always: rule.always === true }];
  });
}

/** What is still missing for the step `due`, departure or handover; an emergency may go without, with a reason. */
export function dueAt(due: Extract<Due, 'D' | 'H'>, input: DepartureInput): MissingField[] {
  return (Object.keys(DEPARTURE_RULES) as DepartureField[]).flatMap(field => {
    const rule = DEPARTURE_RULES[field];
    if (rule.due !== due || rule.isAnswered(input)) return [];
    return [{ group: rule.group, field, where: 'departure', always: false }];
  });
}

/** What the ward still owes: with its answer, or before the referral is closed. */
export function dueFromWard(due: Extract<Due, 'A' | 'X'>, facts: ReturnFacts): MissingField[] {
  return (Object.keys(RETURN_RULES) as ReturnField[]).flatMap(field => {
    const rule = RETURN_RULES[field];
    if (rule.due !== due || rule.isAnswered(facts)) return [];
    return [{ group: rule.group, field, where: 'ward', always: false }];
  });
}

/**
 * Whether the signed referral may enter the outbox: the patient agreed to sharing for care, or an emergency rule stands
 * in for it. Otherwise the letter is paper only (仅纸质).
 */
export function maySendByNetwork({ sharing }: ReferralForm): boolean {
  return sharing.care === 'yes' || sharing.emergencyBasis !== null;
}
