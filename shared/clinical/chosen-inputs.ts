import type { Episode } from '../records/episode.ts';
import type { Observation } from '../records/observation.ts';
import { type Patient, patientAge } from '../records/patient.ts';
import { wallDay } from '../records/time.ts';
import type { Treatment } from '../records/treatment.ts';
import { choiceKeys, choices, type InputKey } from './analytes.ts';
import { type BedsideRow, bedsideSamples, newest, type Sample, weightSamples } from './bedside-samples.ts';
import { complicationEvidence, type Evidence, extrahepaticEvidence } from './failure-evidence.ts';
import { prepareInputs, type ScoreInputs } from './inputs.ts';
import { interferenceAt, labCodeOfInput } from './interference.ts';
import type { SampleTimes } from './sample-times.ts';
import { type Contradiction, contradictionsOf } from './treatment-contradictions.ts';
import { latestSlope, undisturbed } from './trend.ts';

/** What the engine reads of a case; voided rows may be in it, they are skipped. */
export interface CaseRecord {
  readonly patient: Pick<Patient, 'sex' | 'birthDate' | 'estimatedAge'>;
  readonly episode: Pick<Episode, 'aetiologies' | 'cirrhosis' | 'decompensated' | 'cholestatic'>;
  readonly observations: readonly Pick<
    Observation,
    'id' | 'code' | 'valueSi' | 'comparator' | 'sampledAt' | 'recordedAt' | 'voidedAt'
  >[];
  readonly findings: readonly BedsideRow[];
  readonly treatments: readonly Pick<Treatment, 'id' | 'kind' | 'startedAt' | 'endedAt' | 'voidedAt' | 'particulars'>[];
}

/** A value that was not used because it is older than the window. */
export interface TooOld {
  readonly key: InputKey;
  readonly sampledAt: string;
  readonly ageHours: number;
}

/** The inputs of every score at one sample time, and where each came from. */
export interface ChosenInputs {
  readonly anchorAt: string;
  readonly inputs: ScoreInputs;
  readonly sampledAt: SampleTimes;
  /** Observation or finding behind an input; facts of the patient and the episode have none. */
  readonly sources: { readonly [K in InputKey]?: string };
  readonly tooOld: readonly TooOld[];
  /** Inputs whose value a treatment has reset or may have changed (clinical.md 13). */
  readonly treated: readonly InputKey[];
  readonly contradictions: readonly Contradiction[];
}

const HOUR_MS = 3_600_000;
const RISE_WINDOW_HOURS = 48;
const BASELINE_MONTHS = 3;

interface Draft {
  inputs: Record<string, unknown>;
  sampledAt: { [K in InputKey]?: string };
  sources: { [K in InputKey]?: string };
  tooOld: TooOld[];
}

const time = (sample: Sample): number => Date.parse(sample.at);

function laboratorySamples({ observations }: CaseRecord, key: InputKey, untilMs: number): Sample[] {
  const code = labCodeOfInput[key];
  const samples: Sample[] = [];
  for (const { id, code: itsCode, valueSi, comparator, sampledAt, recordedAt, voidedAt } of observations) {
    if (itsCode !== code || valueSi === null || voidedAt !== null || Date.parse(sampledAt) > untilMs) continue;
    samples.push({ id, at: sampledAt, recordedAt, value: valueSi, comparator });
  }
  return samples;
}

function put(draft: Draft, key: InputKey, { id, at, value, comparator }: Sample): void {
  draft.inputs[key] = comparator === null ? value : { value, comparator };
  draft.sampledAt[key] = at;
  draft.sources[key] = id;
}

/** "unknown" and "not-assessable" are answers without a value: the input is missing, an older answer does not stand in. */
function hasValue(key: InputKey, { value }: Sample): boolean {
  if (typeof value !== 'string') return true;
  const levels = choiceKeys.filter(choice => choice === key).flatMap(choice => [...choices[choice]] as string[]);
  return levels.includes(value);
}

function chooseTimed(
  draft: Draft,
  key: InputKey,
  samples: readonly Sample[],
  anchorMs: number,
  windowHours: number,
): void {
  const sample = newest(samples);
  if (sample === undefined || !hasValue(key, sample)) return;
  const ageHours = (anchorMs - time(sample)) / HOUR_MS;
  if (ageHours <= windowHours) put(draft, key, sample);
  else draft.tooOld.push({ key, sampledAt: sample.at, ageHours: Math.floor(ageHours) });
}

const LABORATORY_KEYS = Object.keys(labCodeOfInput) as (keyof typeof labCodeOfInput)[]; // its own literal keys
const BEDSIDE_KEYS: readonly InputKey[] = [
  ...(['he', 'ascites', 'variceal_bleed', 'sbp', 'dbp', 'map', 'pf', 'sf'] as const),
  ...(['dialysis', 'rrt', 'vasopressor', 'ventilation', 'complications', 'extrahepatic_of'] as const),
];

function monthsBefore(ms: number, months: number): number {
  const date = new Date(ms);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.getTime();
}

/** Lowest creatinine of the 48 h before the anchor, and the newest of the 3 months before those. */
function chooseEarlierCreatinine(draft: Draft, samples: readonly Sample[], anchorMs: number): void {
  const borderMs = anchorMs - RISE_WINDOW_HOURS * HOUR_MS;
  const current = draft.sources.crea;
  const recent = samples.filter(sample => sample.id !== current && time(sample) >= borderMs);
  const lowest = recent.toSorted((a, b) => Number(a.value) - Number(b.value) || time(b) - time(a))[0];
  if (lowest !== undefined) put(draft, 'crea_48h_ago', lowest);
  const oldestMs = monthsBefore(borderMs, BASELINE_MONTHS);
  const baseline = newest(samples.filter(sample => time(sample) < borderMs && time(sample) >= oldestMs));
  if (baseline !== undefined) put(draft, 'crea_baseline', baseline);
}

function chooseBilirubinRise(draft: Draft, record: CaseRecord, samples: readonly Sample[], oldestMs: number): void {
  const values = samples.map(({ at, value }) => ({ at, value: Number(value) }));
  const slope = latestSlope(undisturbed('TBIL', values, record.treatments));
  if (slope === null || Date.parse(slope.to.at) < oldestMs) return;
  draft.inputs.tbil_rise_per_day = slope.perDay;
  draft.sampledAt.tbil_rise_per_day = slope.to.at;
}

function choosePatientFacts(draft: Draft, { patient, episode }: CaseRecord, anchorAt: string): void {
  const day = wallDay(anchorAt);
  const { sex } = patient;
  const age = patientAge(patient, day);
  if (age !== null) draft.inputs.age = age;
  if (sex === 'male' || sex === 'female') draft.inputs.sex = sex;
  const facts = {
    cirrhosis: episode.cirrhosis.state,
    decompensated: episode.decompensated,
    cholestatic: episode.cholestatic,
  };
  for (const key of ['cirrhosis', 'decompensated', 'cholestatic'] as const) {
    if (facts[key] !== 'unknown') draft.inputs[key] = facts[key] === 'yes';
  }
  draft.inputs.hbv = episode.aetiologies.includes('hbv');
}

/**
 * What the record proves later than the clinician's list was written joins it: a stage must not stay low because the
 * answer of the morning said "none". The sum is then a lower bound.
 */
function raiseByLaterEvidence(
  draft: Draft,
  record: CaseRecord,
  key: 'complications' | 'extrahepatic_of',
  evidence: readonly Evidence<string>[],
  infectionAt: string | undefined,
): void {
  const answer = record.findings.find(({ id }) => id === draft.sources[key]);
  if (answer === undefined || !Array.isArray(answer.value)) return;
  const listed: readonly string[] = answer.value;
  const later = evidence.filter(({ item, state, input }) => {
    if (state !== 'met' || input === null || listed.includes(item)) return false;
    // A pressure has no row of its own as MAP: it is as new as the systolic reading.
    const seenAt = input === 'infection' ? infectionAt : draft.sampledAt[input === 'map' ? 'sbp' : input];
    return seenAt !== undefined && Date.parse(seenAt) > Date.parse(answer.observedAt);
  });
  if (later.length > 0) draft.inputs[key] = { value: listed.length + later.length, comparator: '>=' };
}

/**
 * The two counts of the Chinese stage. Extra-hepatic failures follow from the organ table ([ENG], clinical.md 9) where no
 * clinician has named them. An organ that was not looked at is not normal: then only a count that already decides
 * ("at least 2") is given. Complications are the clinician's answer alone.
 */
function countFailures(draft: Draft, record: CaseRecord, anchorMs: number): void {
  const { values } = prepareInputs(draft.inputs);
  const infection = newest(
    record.findings
      .filter(row => row.code === 'infection' && row.voidedAt === null && Date.parse(row.observedAt) <= anchorMs)
      .map(row => ({ at: row.observedAt, recordedAt: row.recordedAt, value: String(row.value) })),
  );
  const organs = extrahepaticEvidence(values);
  if (draft.inputs.extrahepatic_of !== undefined) {
    raiseByLaterEvidence(draft, record, 'extrahepatic_of', organs, undefined);
  } else {
    const count = organs.filter(({ state }) => state === 'met').length;
    if (organs.every(({ state }) => state !== 'open')) draft.inputs.extrahepatic_of = count;
    else if (count >= 2) draft.inputs.extrahepatic_of = { value: count, comparator: '>=' };
  }
  const seen = complicationEvidence(values, infection?.value ?? null);
  raiseByLaterEvidence(draft, record, 'complications', seen, infection?.at);
}

/**
 * Chooses what the scores read at one sample time (clinical.md 1.3): each measured or bedside input is the newest value
 * not voided at or before the anchor and at most `windowHours` old; facts of the patient are the newest known.
 * @param anchorAt the sample time that the assessment belongs to, ISO 8601
 * @param windowHours 24 by default; a setting of the hospital
 */
export function chooseInputs(record: CaseRecord, anchorAt: string, windowHours = 24): ChosenInputs {
  const anchorMs = Date.parse(anchorAt);
  const draft: Draft = { inputs: {}, sampledAt: {}, sources: {}, tooOld: [] };
  choosePatientFacts(draft, record, anchorAt);
  for (const key of LABORATORY_KEYS) {
    chooseTimed(draft, key, laboratorySamples(record, key, anchorMs), anchorMs, windowHours);
  }
  for (const key of BEDSIDE_KEYS) {
    chooseTimed(draft, key, bedsideSamples(record.findings, key, anchorMs), anchorMs, windowHours);
  }
  const body = {
    weight: newest(weightSamples(record.findings, anchorMs)),
    height: newest(bedsideSamples(record.findings, 'height', anchorMs)),
  };
  if (body.weight !== undefined) put(draft, 'weight', body.weight);
  if (body.height !== undefined) put(draft, 'height', body.height);
  chooseEarlierCreatinine(draft, laboratorySamples(record, 'crea', anchorMs), anchorMs);
  const oldestMs = anchorMs - windowHours * HOUR_MS;
  chooseBilirubinRise(draft, record, laboratorySamples(record, 'tbil', anchorMs), oldestMs);
  countFailures(draft, record, anchorMs);
  const treated = LABORATORY_KEYS.filter(key => {
    const code = labCodeOfInput[key];
    const at = draft.sampledAt[key];
    return code !== undefined && at !== undefined && interferenceAt(code, at, record.treatments) !== null;
  });
  return {
    anchorAt,
    inputs: draft.inputs as ScoreInputs, // every entry above comes from a typed row or was checked against its levels
    sampledAt: draft.sampledAt,
    sources: draft.sources,
    tooOld: draft.tooOld,
    treated,
    contradictions: contradictionsOf(draft.inputs, record.treatments, anchorMs),
  };
}
