import type { MedicationStatement, Procedure } from '@medplum/fhirtypes';
import type { Treatment } from '../records/treatment.ts';
import { TREATMENT_CODES } from './codes.ts';
import { coding, metaOf, patientReference, revision, type Writing, wireTime } from './writing.ts';

/** What was done: drugs as MedicationStatement, all else as Procedure, with the clinician's own words. */
export function toTreatment(treatment: Treatment, writing: Writing): MedicationStatement | Procedure {
  const { zh, as } = TREATMENT_CODES[treatment.kind];
  const isRunning = treatment.endedAt === null;
  const shared = {
    id: treatment.id,
    meta: metaOf(writing),
    extension: [revision(writing.uris, treatment.version)],
    subject: patientReference(writing),
  };
  const concept = {
    coding: [coding(writing.uris.codeSystem.treatment, treatment.kind, zh)],
    text: treatment.detail === '' ? zh : `${zh}：${treatment.detail}`,
  };
  const period = {
    start: wireTime(treatment.startedAt),
    ...(treatment.endedAt === null ? {} : { end: wireTime(treatment.endedAt) }),
  };
  if (as === 'drug') {
    return {
      resourceType: 'MedicationStatement',
      ...shared,
      status: statusOf(treatment, isRunning ? 'active' : 'completed'),
      medicationCodeableConcept: concept,
      effectivePeriod: period,
      ...(treatment.detail === '' ? {} : { dosage: [{ text: treatment.detail }] }),
    };
  }
  return {
    resourceType: 'Procedure',
    ...shared,
    status: statusOf(treatment, isRunning ? 'in-progress' : 'completed'),
    code: concept,
    performedPeriod: period,
  };
}

const statusOf = <S extends string>({ voidedAt }: Treatment, status: S): S | 'entered-in-error' =>
  voidedAt === null ? status : 'entered-in-error';
