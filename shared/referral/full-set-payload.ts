import { z } from 'zod';
import { Tristate } from '../records/episode.ts';
import { FindingEntry } from '../records/finding.ts';
import { LAB_CODES } from '../records/observation.ts';
import { Sex } from '../records/patient.ts';
import { Id } from '../records/time.ts';
import { instant, minute } from './code-container.ts';
import { ReferralReason, Urgency } from './form.ts';
import { FULL_SET_FINDINGS, type FullSet } from './full-set.ts';

const FORMAT = 1;

const Minute = z.int().min(0).max(100_000_000);
const Value = z.union([z.number(), z.string().max(24)]);
const indexOf = (options: readonly unknown[]) =>
  z
    .int()
    .min(0)
    .max(options.length - 1);

/** What the codes carry, by position alone: room on paper is short. The names are those of `payloadOf`. */
export const FullSetPayload = z.tuple([
  z.literal(FORMAT),
  Id,
  z.string().max(40),
  z.int().min(0).max(999),
  z.string().max(10),
  z.string().max(10).nullable(),
  z
    .int()
    .min(-1)
    .max(Urgency.options.length - 1),
  Minute,
  Minute,
  z.tuple([
    indexOf(Sex.options),
    z.int().min(0).max(130).nullable(),
    z.string().regex(/^(\d{4}(-\d{2}-\d{2})?)?$/),
    z.tuple([z.string().max(100), z.string().max(30), z.string().max(40), z.string().max(30)]).nullable(),
  ]),
  z.tuple([z.string().max(20), z.string().max(500)]),
  z.array(indexOf(ReferralReason.options)).max(ReferralReason.options.length),
  z.string().max(500),
  indexOf(Tristate.options),
  z.array(z.tuple([z.enum(FULL_SET_FINDINGS), z.unknown(), Minute])).max(FULL_SET_FINDINGS.length),
  z.array(z.tuple([z.enum(LAB_CODES), Value, Minute])).max(LAB_CODES.length),
  z.array(z.tuple([z.string().max(30), z.string().max(10), Value, Minute])).max(16),
  z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  z.string().max(30),
  z.tuple([z.string().max(100), z.string().max(30)]),
]);
export type FullSetPayload = z.infer<typeof FullSetPayload>;

export function payloadOf(full: FullSet): FullSetPayload {
  const { patient } = full;
  const person = patient.person;
  return [
    FORMAT,
    full.referralId,
    full.number,
    full.supplement,
    full.site,
    full.receiver,
    full.urgency === null ? -1 : Urgency.options.indexOf(full.urgency),
    minute(full.t0),
    minute(full.signedAt),
    [
      Sex.options.indexOf(patient.sex),
      patient.ageYears,
      patient.birth,
      person && [person.name, person.maskedIdentity, person.hospitalNumber, person.phone],
    ],
    [full.diagnosis.icd10, full.diagnosis.text],
    full.reasons.map(reason => ReferralReason.options.indexOf(reason)),
    full.reasonText,
    Tristate.options.indexOf(full.cirrhosis),
    full.findings.map(finding => [
      finding.code as (typeof FULL_SET_FINDINGS)[number],
      finding.value,
      minute(finding.at),
    ]),
    full.labs.map(lab => [lab.code as FullSetPayload[15][number][0], lab.value, minute(lab.at)]),
    full.scores.map(score => [score.id, score.version, score.value, minute(score.at)]),
    full.packetHash,
    full.departmentPhone,
    [full.doctor.name, full.doctor.phone],
  ];
}

export function fullSetFrom(payload: FullSetPayload, training: boolean): FullSet {
  const [, referralId, number, supplement, site, receiver, urgency, t0, signedAt, patient, diagnosis, ...rest] =
    payload;
  const [reasons, reasonText, cirrhosis, findings, labs, scores, packetHash, departmentPhone, doctor] = rest;
  const [sex, ageYears, birth, person] = patient;
  return {
    training,
    referralId,
    number,
    supplement,
    site,
    receiver,
    urgency: Urgency.options[urgency] ?? null,
    t0: instant(t0),
    signedAt: instant(signedAt),
    patient: {
      sex: Sex.options[sex] ?? 'unknown',
      ageYears,
      birth,
      person: person && {
        name: person[0],
        maskedIdentity: person[1],
        hospitalNumber: person[2],
        phone: person[3],
      },
    },
    diagnosis: { icd10: diagnosis[0], text: diagnosis[1] },
    reasons: reasons.flatMap(index => ReferralReason.options[index] ?? []),
    reasonText,
    cirrhosis: Tristate.options[cirrhosis] ?? 'unknown',
    findings: findings.map(([code, value, at]) => ({ ...FindingEntry.parse({ code, value }), at: instant(at) })),
    labs: labs.map(([code, value, at]) => ({ code, value, at: instant(at) })),
    scores: scores.map(([id, version, value, at]) => ({ id, version, value, at: instant(at) })),
    packetHash,
    departmentPhone,
    doctor: { name: doctor[0], phone: doctor[1] },
  };
}
