import type { CodeableConcept, Condition } from '@medplum/fhirtypes';
import type { PacketModel } from '../referral/packet-model.ts';
import { AETIOLOGY_CODES } from './codes.ts';
import { derivedId } from './derived-id.ts';
import { ICD10, TERMINOLOGY } from './uris.ts';
import { coding, metaOf, patientReference, type Writing, wireTime } from './writing.ts';

// A code of the WHO table; longer ones belong to a national or insurance version.
const WHO_ICD10 = /^[A-Z]\d{2}(\.\d)?$/;

function icd10Coding(code: string, { uris }: Writing): Pick<CodeableConcept, 'coding'> {
  if (code === '') return {};
  return { coding: [coding(WHO_ICD10.test(code) ? ICD10 : uris.codeSystem.icd10Local, code)] };
}

interface Statement {
  id: string;
  code: CodeableConcept;
  category: 'encounter-diagnosis' | 'problem-list-item';
  recordedAt: string;
}

function toCondition({ id, code, category, recordedAt }: Statement, writing: Writing): Condition {
  const isImpression = category === 'encounter-diagnosis';
  return {
    resourceType: 'Condition',
    id,
    meta: metaOf(writing),
    clinicalStatus: { coding: [coding(`${TERMINOLOGY}/condition-clinical`, 'active')] },
    ...(isImpression
      ? { verificationStatus: { coding: [coding(`${TERMINOLOGY}/condition-ver-status`, 'provisional')] } }
      : {}),
    category: [{ coding: [coding(`${TERMINOLOGY}/condition-category`, category)] }],
    code,
    subject: patientReference(writing),
    recordedDate: wireTime(recordedAt),
  };
}

/** The letter's impression, as written with its ICD-10 code as entered, and the chronic liver diseases of the episode. */
export function toConditions(model: PacketModel, signedAt: string, writing: Writing): Condition[] {
  const { impression } = model.form;
  const hasImpression = impression.text !== '' || impression.icd10 !== '';
  const diagnosis: Statement[] = hasImpression
    ? [
        {
          id: derivedId(model.referralId, 'impression'),
          code: {
            ...icd10Coding(impression.icd10.trim(), writing),
            ...(impression.text === '' ? {} : { text: impression.text }),
          },
          category: 'encounter-diagnosis',
          recordedAt: signedAt,
        },
      ]
    : [];
  const causes = [...new Set(model.episode.aetiologies)].map((aetiology): Statement => {
    const label = AETIOLOGY_CODES[aetiology];
    const text = aetiology === 'other' && model.episode.aetiologyText !== '' ? model.episode.aetiologyText : label;
    return {
      id: derivedId(model.episode.id, `aetiology-${aetiology}`),
      code: { coding: [coding(writing.uris.codeSystem.aetiology, aetiology, label)], text },
      category: 'problem-list-item',
      recordedAt: model.episode.createdAt,
    };
  });
  return [...diagnosis, ...causes].map(statement => toCondition(statement, writing));
}
