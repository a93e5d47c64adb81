import type { z } from 'zod';
import type { Tristate } from '../records/episode.ts';
import { type FindingCode, FindingEntry } from '../records/finding.ts';
import { maskIdentity } from '../records/masking.ts';
import { LAB_CODES } from '../records/observation.ts';
import type { Sex } from '../records/patient.ts';
import { instant, minute, shortHash } from './code-container.ts';
import { type CodeScore, type CodeValue, codeScores, codeValue } from './core-code.ts';
import type { ReferralReason, Urgency } from './form.ts';
import { lastFinding, lastObservation } from './packet-facts.ts';
import type { PacketModel } from './packet-model.ts';

/**
 * The full set at the foot of page 2, in one to three numbered codes: who, why, the last value of every analyte, the
 * bedside findings and the scores. Signed, and sealed to the receiver's key where that is known; where it is not, without
 * name, identity number, telephone, hospital number and day of birth.
 */
export interface FullSet {
  /** Of a fictional patient. */
  readonly training: boolean;
  readonly referralId: string;
  readonly number: string;
  /** 0 = the first packet, n = supplement n. */
  readonly supplement: number;
  readonly site: string;
  readonly receiver: string | null;
  readonly urgency: Urgency | null;
  readonly t0: string; // instants are whole minutes, UTC
  readonly signedAt: string;
  readonly patient: {
    readonly sex: Sex;
    readonly ageYears: number | null;
    /** A day; a year where the code is not sealed or the age was estimated; '' = not known. */
    readonly birth: string;
    /** null = the code is not sealed. */
    readonly person: {
      readonly name: string;
      /** 110105********002X. */
      readonly maskedIdentity: string;
      readonly hospitalNumber: string;
      readonly phone: string;
    } | null;
  };
  /** Texts that were cut to fit end with `…`; the page has them in full. */
  readonly diagnosis: { readonly icd10: string; readonly text: string };
  readonly reasons: readonly z.infer<typeof ReferralReason>[];
  readonly reasonText: string;
  readonly cirrhosis: Tristate;
  readonly findings: readonly (FindingEntry & { readonly at: string })[];
  readonly labs: readonly CodeValue[];
  readonly scores: readonly CodeScore[];
  readonly packetHash: string;
  readonly departmentPhone: string;
  readonly doctor: { readonly name: string; readonly phone: string };
}

/** Bedside findings that a ward decides by. */
export const FULL_SET_FINDINGS = [
  'he',
  'ascites',
  'variceal_bleed',
  'infection',
  'vasopressor',
  'ventilation',
  'rrt',
  'dialysis',
  'extrahepatic_of',
  'sbp',
  'dbp',
  'pulse',
  'temperature',
  'spo2',
  'fio2',
  'urine_output',
  'weight',
] as const satisfies readonly FindingCode[];

/**
 * What the full set of a signed packet says.
 * @param sha256 of the frozen model, 64 hex digits
 * @throws TypeError where the model is an unsigned draft
 */
export function fullSetOf(model: PacketModel, sha256: string): FullSet {
  const { number, signedAt, patient, form, doctor, facility } = model;
  if (number === null || signedAt === null) throw new TypeError('a draft has no full set');
  return {
    training: model.training,
    referralId: model.referralId,
    number,
    supplement: model.supplement,
    site: facility.code,
    receiver: model.ward?.facilityCode ?? null,
    urgency: form.urgency,
    t0: instant(minute(model.episode.firstPresentationAt)),
    signedAt: instant(minute(signedAt)),
    patient: {
      sex: patient.sex,
      ageYears: patient.ageYears,
      birth: birthOf(patient),
      person: {
        name: patient.name,
        maskedIdentity: maskIdentity(patient.identity.number),
        hospitalNumber: patient.hospitalNumbers.inpatient || patient.hospitalNumbers.outpatient,
        phone: patient.phone || patient.contact.phone,
      },
    },
    diagnosis: form.impression,
    reasons: form.reasons,
    reasonText: form.reasonText,
    cirrhosis: model.episode.cirrhosis.state,
    findings: FULL_SET_FINDINGS.flatMap(code => {
      const found = lastFinding(model, code);
      const entry = FindingEntry.safeParse(found && { code, value: found.value });
      return found && entry.success ? [{ ...entry.data, at: instant(minute(found.observedAt)) }] : [];
    }),
    labs: LAB_CODES.flatMap(code => {
      const lab = lastObservation(model, code);
      return lab ? [codeValue(code, lab)] : [];
    }),
    scores: codeScores(model),
    packetHash: shortHash(sha256),
    departmentPhone: facility.phone,
    doctor: { name: doctor.displayName, phone: doctor.phone },
  };
}

function birthOf({ birthDate, estimatedAge }: PacketModel['patient']): string {
  if (birthDate !== null) return birthDate;
  return estimatedAge === null ? '' : String(Number(estimatedAge.on.slice(0, 4)) - estimatedAge.years);
}
