import type { Observation, Procedure } from '@medplum/fhirtypes';
import type { Day, Id } from '../records/time.ts';
import type { Treatment } from '../records/treatment.ts';
import { FOLLOW_UP_DAYS, type ReturnContent } from '../referral/return-record.ts';
import { REGISTRY_ANSWERS, REGISTRY_WIRE, type RegistryItem } from './codes.ts';
import { derivedId } from './derived-id.ts';
import { TERMINOLOGY } from './uris.ts';
import { coding, metaOf, patientReference, reference, revision, type Writing } from './writing.ts';

/**
 * What goes to the registry only, and only while the patient agrees to that (registry-and-sync 2, sharing consent):
 * outcome, follow-up, and the research fields of a treatment. The ward's bundle and the letter never carry any of it
 * (careText in treatment-text.ts).
 */
interface Answered {
  readonly id: Id;
  readonly item: RegistryItem;
  readonly rev: number;
  readonly on: Day | null;
  readonly value: Pick<Observation, 'valueString' | 'valueDateTime' | 'valueCodeableConcept'>;
  readonly partOf: Observation['partOf'];
}

function toObservation({ id, item, rev, on, value, partOf }: Answered, referralId: Id, writing: Writing): Observation {
  const zh = REGISTRY_WIRE[item];
  return {
    resourceType: 'Observation',
    id,
    meta: metaOf(writing),
    extension: [revision(writing.uris, rev)],
    basedOn: [reference('ServiceRequest', referralId)],
    ...(partOf ? { partOf } : {}),
    status: 'final',
    category: [{ coding: [coding(`${TERMINOLOGY}/observation-category`, 'survey')] }],
    code: { coding: [coding(writing.uris.codeSystem.registryItem, item, zh)], text: zh },
    subject: patientReference(writing),
    ...(on === null ? {} : { effectiveDateTime: on }),
    ...value,
  };
}

const answer = (word: string, writing: Writing): Answered['value'] => ({
  valueCodeableConcept: {
    coding: [coding(writing.uris.codeSystem.registryAnswer, word, REGISTRY_ANSWERS[word])],
    text: REGISTRY_ANSWERS[word] ?? word,
  },
});

/** Outcome and follow-up as typed; what nobody has answered makes nothing. */
export function toOutcomes(referralId: Id, content: ReturnContent, rev: number, writing: Writing): Observation[] {
  const shared = { rev, partOf: undefined };
  const outcome: Answered[] =
    content.outcome === null
      ? []
      : [
          {
            ...shared,
            ...{ id: derivedId(referralId, 'outcome'), item: 'outcome', on: content.outcomeOn },
            value: answer(content.outcome, writing),
          },
        ];
  const followUps = FOLLOW_UP_DAYS.flatMap((day): Answered[] => {
    const { state, on } = content.followUp[day];
    if (state === null) return [];
    return [{ ...shared, id: derivedId(referralId, day), item: day, on, value: answer(state, writing) }];
  });
  return [...outcome, ...followUps].map(each => toObservation(each, referralId, writing));
}

/** Trial number, consent to the trial and 24-week outcome of a course of stem cells. */
export function toResearchFields(referralId: Id, treatments: readonly Treatment[], writing: Writing): Observation[] {
  return treatments.flatMap(({ id, particulars, version, voidedAt }) => {
    if (particulars?.form !== 'stem-cells' || voidedAt !== null) return [];
    const { registrationNumber, consentOn, outcome24Weeks } = particulars;
    const shared = { rev: version, on: null, partOf: [reference<Procedure>('Procedure', id)] };
    const fields: Answered[] = [
      {
        ...shared,
        ...{ id: derivedId(id, 'trial-number'), item: 'trial-number', value: { valueString: registrationNumber } },
      },
      {
        ...shared,
        ...{ id: derivedId(id, 'trial-consent'), item: 'trial-consent', value: { valueDateTime: consentOn } },
      },
      ...(outcome24Weeks === null
        ? []
        : [
            {
              ...shared,
              ...{ id: derivedId(id, 'week24'), item: 'week24' as const, value: answer(outcome24Weeks, writing) },
            },
          ]),
    ];
    return fields.map(each => toObservation(each, referralId, writing));
  });
}
