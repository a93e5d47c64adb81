import type { CodeableConcept, MedicationStatement, Procedure } from '@medplum/fhirtypes';
import { createI18n } from '../i18n/i18n.ts';
import type { Treatment } from '../records/treatment.ts';
import { careText } from '../records/treatment-text.ts';
import { TREATMENT_CODES } from './codes.ts';
import { coding, metaOf, patientReference, revision, type Writing, wireTime } from './writing.ts';

const { t } = createI18n('zh-CN'); // the wire is read in Chinese hospitals

/** What was done: drugs as MedicationStatement, all else as Procedure, with what was given as text. */
export function toTreatment(treatment: Treatment, writing: Writing): MedicationStatement | Procedure {
  const { zh, as } = TREATMENT_CODES[treatment.kind];
  const isRunning = treatment.endedAt === null;
  const said = careText(treatment, t);
  const shared = {
    id: treatment.id,
    meta: metaOf(writing),
    extension: [revision(writing.uris, treatment.version)],
    subject: patientReference(writing),
  };
  const concept = {
    coding: [coding(writing.uris.codeSystem.treatment, treatment.kind, zh)],
    text: said === '' ? zh : `${zh}：${said}`,
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
      ...(said === '' ? {} : { dosage: [{ text: said }] }),
    };
  }
  const complication = complicationsOf(treatment);
  return {
    resourceType: 'Procedure',
    ...shared,
    status: statusOf(treatment, isRunning ? 'in-progress' : 'completed'),
    code: concept,
    performedPeriod: period,
    ...(complication.length === 0 ? {} : { complication }),
  };
}

/** What went wrong in a session or after an infusion; "none" is said in the text only. */
function complicationsOf({ particulars }: Treatment): CodeableConcept[] {
  switch (particulars?.form) {
    case 'artificial-liver':
      return particulars.complications.flatMap(each =>
        each === 'none' ? [] : [{ text: t(`treatment.option.complications.${each}`) }],
      );
    case 'stem-cells':
      return particulars.reactions.flatMap(each =>
        each === 'none' ? [] : [{ text: t(`treatment.option.reactions.${each}`) }],
      );
    default:
      return [];
  }
}

const statusOf = <S extends string>({ voidedAt }: Treatment, status: S): S | 'entered-in-error' =>
  voidedAt === null ? status : 'entered-in-error';
