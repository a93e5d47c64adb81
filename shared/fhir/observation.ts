import type { CodeableConcept, Coding, Observation, Quantity } from '@medplum/fhirtypes';
import type { z } from 'zod';
import type { Assessment } from '../records/assessment.ts';
import type { Episode, Tristate } from '../records/episode.ts';
import type { DryWeight, Finding } from '../records/finding.ts';
import type { Observation as LabObservation, MissingWord } from '../records/observation.ts';
import { Day } from '../records/time.ts';
import {
  ANALYTE_CODES,
  type CodeRow,
  DRY_WEIGHT_METHODS,
  EPISODE_WIRE,
  FINDING_WIRE,
  type FindingRow,
  type LoincCode,
  OEDEMA_METHOD,
  QUALITATIVE_CODES,
  SCORE_PARTS,
  scoreName,
  scoreUnit,
} from './codes.ts';
import { derivedId } from './derived-id.ts';
import { LOINC, TERMINOLOGY, UCUM } from './uris.ts';
import { coding, metaOf, patientReference, reference, revision, type Writing, wireTime } from './writing.ts';

type Missing = z.infer<typeof MissingWord>;

/** Why there is no number, in the words of HL7's data-absent-reason. */
export const ABSENT_REASONS: Readonly<Record<Missing, string>> = {
  'not-done': 'not-performed',
  pending: 'temp-unknown',
  unknown: 'unknown',
  unmeasurable: 'error',
};

const absent = (reason: string, text?: string): Pick<Observation, 'dataAbsentReason'> => ({
  dataAbsentReason: {
    coding: [coding(`${TERMINOLOGY}/data-absent-reason`, reason)],
    ...(text === undefined ? {} : { text }),
  },
});

const category = (code: string): CodeableConcept[] => [
  { coding: [coding(`${TERMINOLOGY}/observation-category`, code)] },
];

function quantity(value: number, ucum: string, comparator: LabObservation['comparator'] = null): Quantity {
  return { value, ...(comparator === null ? {} : { comparator }), unit: ucum, system: UCUM, code: ucum };
}

const answer = (word: string, { uris }: Writing): CodeableConcept => ({
  coding: [coding(uris.codeSystem.qualitative, word, QUALITATIVE_CODES[word])],
});

function loincCoding(loinc: LoincCode | undefined, { emitUncheckedLoinc }: Writing): Coding[] {
  if (loinc === undefined || (loinc.status === 'unchecked' && !emitUncheckedLoinc)) return [];
  return [coding(LOINC, loinc.code)];
}

/** Our own coding first, so that a wrong LOINC changes nothing for our reader. */
const codeOf = (system: string, row: CodeRow, loinc: LoincCode | undefined, writing: Writing): CodeableConcept => ({
  coding: [coding(system, row.code, row.zh), ...loincCoding(loinc, writing)],
  text: row.zh,
});

/**
 * One laboratory value. A corrected row keeps its id with a higher `rev`; a voided one is `entered-in-error`. The value
 * is in SI; where it was typed in another unit, the note says how it was written.
 */
export function toLabObservation(lab: LabObservation, writing: Writing): Observation {
  const row = ANALYTE_CODES[lab.code];
  const isWord = lab.valueSi === null && lab.text !== null;
  return {
    resourceType: 'Observation',
    id: lab.id,
    meta: metaOf(writing),
    extension: [
      revision(writing.uris, lab.version),
      { url: writing.uris.extension.timeSource, valueCode: lab.timeSource },
    ],
    status: lab.voidedAt === null ? 'final' : 'entered-in-error',
    category: category('laboratory'),
    code: codeOf(writing.uris.codeSystem.analyte, row, isWord ? row.loincQualitative : row.loinc, writing),
    subject: patientReference(writing),
    effectiveDateTime: wireTime(lab.sampledAt),
    issued: wireTime(lab.recordedAt),
    ...(lab.laboratory === '' ? {} : { performer: [{ display: lab.laboratory }] }),
    ...labValue(lab, row, writing),
    ...enteredNote(lab),
  };
}

function labValue(lab: LabObservation, row: CodeRow, writing: Writing): Partial<Observation> {
  if (lab.valueSi !== null) return { valueQuantity: quantity(lab.valueSi, row.ucum, lab.comparator) };
  if (lab.text !== null) return { valueCodeableConcept: answer(lab.text, writing) };
  return absent(ABSENT_REASONS[lab.missing ?? 'unknown']);
}

function enteredNote({ enteredValue, enteredUnit, comparator, valueSi }: LabObservation): Pick<Observation, 'note'> {
  if (enteredValue === null || valueSi === null || Number(enteredValue) === valueSi) return {};
  return { note: [{ text: `录入：${comparator ?? ''}${enteredValue} ${enteredUnit}` }] };
}

/** One bedside finding, keyed as the scores read it. */
export function toFindingObservation(finding: Finding, writing: Writing): Observation {
  const row = FINDING_WIRE[finding.code];
  return {
    resourceType: 'Observation',
    id: finding.id,
    meta: metaOf(writing),
    extension: [revision(writing.uris, finding.version)],
    status: finding.voidedAt === null ? 'final' : 'entered-in-error',
    category: category(row.category),
    code: codeOf(writing.uris.codeSystem.input, row, row.loinc, writing),
    subject: patientReference(writing),
    effectiveDateTime: wireTime(finding.observedAt),
    issued: wireTime(finding.recordedAt),
    ...findingValue(finding, row, writing),
    ...(finding.note === '' ? {} : { note: [{ text: finding.note }] }),
  };
}

function findingValue({ code, value }: Finding, row: FindingRow, writing: Writing): Partial<Observation> {
  if (typeof value === 'boolean') return { valueBoolean: value };
  if (Array.isArray(value)) return listValue(code, value, writing);
  if (typeof value === 'object') return dryWeightValue(value, row);
  if (code === 'variceal_bleed_at') return { valueDateTime: wireMoment(String(value)) };
  if (code === 'vasopressor_drug') return { valueString: String(value) };
  if (typeof value === 'string') return { valueCodeableConcept: answer(value, writing) };
  return code === 'he' ? { valueInteger: value } : { valueQuantity: quantity(value, row.ucum) };
}

/** What was found, one component each. Where a score counts them the number stands as the value: 0 = looked for, none. */
function listValue(code: Finding['code'], found: readonly string[], writing: Writing): Partial<Observation> {
  const component = found.map(item => ({ code: answer(item, writing), valueBoolean: true }));
  return {
    ...(code === 'infection_sites' ? {} : { valueInteger: found.length }),
    ...(component.length > 0 ? { component } : {}),
  };
}

function dryWeightValue({ kg, basis, oedema }: DryWeight, row: FindingRow): Partial<Observation> {
  const method = [DRY_WEIGHT_METHODS[basis], ...(oedema ? [OEDEMA_METHOD] : [])].join('，');
  return { valueQuantity: quantity(kg, row.ucum), method: { text: method } };
}

/** A day stays a day: no time of day is invented for it. */
const wireMoment = (moment: string): string => (Day.safeParse(moment).success ? moment : wireTime(moment));

/** What the episode says about the liver before this illness: cirrhosis, decompensation, cholestasis. */
export function toEpisodeObservations(episode: Episode, writing: Writing): Observation[] {
  const answers: Record<keyof typeof EPISODE_WIRE, Tristate> = {
    cirrhosis: episode.cirrhosis.state,
    decompensated: episode.decompensated,
    cholestatic: episode.cholestatic,
  };
  return (Object.keys(EPISODE_WIRE) as (keyof typeof EPISODE_WIRE)[]).map(key => ({
    resourceType: 'Observation',
    id: derivedId(episode.id, key),
    meta: metaOf(writing),
    extension: [revision(writing.uris, episode.version)],
    status: 'final',
    category: category('exam'),
    code: codeOf(writing.uris.codeSystem.input, EPISODE_WIRE[key], undefined, writing),
    subject: patientReference(writing),
    effectiveDateTime: wireTime(episode.firstPresentationAt),
    ...(answers[key] === 'unknown' ? absent('unknown') : { valueBoolean: answers[key] === 'yes' }),
  }));
}

/** The episode's Observation that a score's input came from. */
export const episodeObservationId = (episodeId: string, key: string): string | null =>
  key in EPISODE_WIRE ? derivedId(episodeId, key) : null;

/**
 * One score at one sample time. Never a number where the score gave none: only bounds become a range, a refusal or a
 * missing input becomes the reason why the value is absent.
 * @param sent ids of the Observations that go along; only these may be referred to
 */
export function toScoreObservation(assessment: Assessment, sent: ReadonlySet<string>, writing: Writing): Observation {
  const { uris } = writing;
  const { scoreId, scoreVersion, outcome } = assessment;
  const sources = assessment.inputs.flatMap(input => {
    const fromEpisode =
      input.sourceId === assessment.episodeId ? episodeObservationId(input.sourceId, input.key) : null;
    return fromEpisode ?? input.sourceId ?? [];
  });
  const derivedFrom = [...new Set(sources)].filter(id => sent.has(id));
  const component = scoreParts(assessment, writing);
  return {
    resourceType: 'Observation',
    id: assessment.id,
    meta: metaOf(writing),
    ...(outcome.missing.length > 0
      ? { extension: outcome.missing.map(key => ({ url: uris.extension.missingInput, valueCode: key })) }
      : {}),
    status: 'final',
    category: category('survey'),
    code: { coding: [coding(uris.codeSystem.score, scoreId, scoreName(scoreId))], text: scoreName(scoreId) },
    subject: patientReference(writing),
    effectiveDateTime: wireTime(assessment.anchorAt),
    issued: wireTime(assessment.computedAt),
    ...scoreValue(assessment),
    method: { text: `${scoreId}@${scoreVersion}` },
    ...(derivedFrom.length > 0 ? { derivedFrom: derivedFrom.map(id => reference('Observation', id)) } : {}),
    ...(component.length > 0 ? { component } : {}),
  };
}

function scoreValue({ scoreId, outcome }: Assessment): Partial<Observation> {
  const { value, bounds, refused } = outcome;
  if (typeof value === 'number') return { valueQuantity: quantity(value, scoreUnit(scoreId)) };
  if (typeof value === 'string') return { valueString: value };
  if (bounds !== null) {
    const { low, high } = bounds;
    if (typeof low === 'number' && typeof high === 'number') {
      const unit = scoreUnit(scoreId);
      return { valueRange: { low: quantity(low, unit), high: quantity(high, unit) } };
    }
    return { ...absent('unknown'), note: [{ text: `${low} – ${high}` }] };
  }
  return absent(refused?.code === 'not-applicable' ? 'not-applicable' : 'unknown', refused?.code);
}

function scoreParts({ scoreId, outcome }: Assessment, { uris }: Writing): NonNullable<Observation['component']> {
  const part = (key: keyof typeof SCORE_PARTS): CodeableConcept => ({
    coding: [coding(uris.codeSystem.scorePart, key, SCORE_PARTS[key])],
  });
  return [
    ...(outcome.raw === null ? [] : [{ code: part('raw'), valueQuantity: quantity(outcome.raw, scoreUnit(scoreId)) }]),
    ...(outcome.grade === null ? [] : [{ code: part('grade'), valueString: outcome.grade }]),
  ];
}
