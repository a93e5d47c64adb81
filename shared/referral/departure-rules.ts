import type { Finding } from '../records/finding.ts';
import { isAnswer } from './answer.ts';
import type { DepartureContent } from './departure-record.ts';
import { INFORMED } from './transfer-consent.ts';
import { SEROLOGIES, type TransportRecord, type VitalSigns } from './transport-record.ts';

/** What departure and handover are judged by. */
export interface DepartureInput extends DepartureContent {
  readonly findings: readonly Finding[];
}

interface DepartureRule {
  readonly group: number;
  readonly due: 'D' | 'H';
  readonly isAnswered: (input: DepartureInput) => boolean;
}

/** The last word of a finding by the time at which it was seen. */
const lastValue = ({ findings }: DepartureInput, code: string) =>
  findings
    .filter(finding => finding.code === code && finding.voidedAt === null)
    .toSorted((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))
    .at(-1)?.value;

const VITALS = ['temperature', 'pulse', 'respiration', 'sbp', 'dbp', 'spo2', 'gcs'] as const;

const isMeasured = (vitals: VitalSigns) => vitals.at !== null && VITALS.every(key => vitals[key] !== null);

/** A nurse trained in critical care on every journey; a doctor too in grades Ⅰ and Ⅱ (2010, 2022 transfer guidance). */
function isEscorted({ escorts, grade }: TransportRecord): boolean {
  const named = escorts.filter(({ name }) => isAnswer(name));
  const hasNurse = named.some(({ role, criticalCare }) => role === 'nurse' && criticalCare);
  return hasNurse && (grade === 'III' || named.some(({ role }) => role === 'doctor'));
}

const needsOxygen = ({ departureVitals: v }: TransportRecord) => isAnswer(v.oxygenMode) || (v.oxygenFlow ?? 0) > 0;

/** On the road so long that vital signs are due on the way. */
const LONG_JOURNEY_MIN = 30; // [own]

/**
 * What is due at departure and at handover (M, or C where its condition is met). Conditions are read from the record: a
 * ventilated patient has an airway to describe, one on vasopressors their rates, one on oxygen how long it lasts.
 */
export const DEPARTURE_RULES = {
  phoneCall: { group: 10, due: 'D', isAnswered: i => i.calls.some(({ spokeTo }) => isAnswer(spokeTo)) },
  transportGrade: { group: 44, due: 'D', isAnswered: i => i.transport.grade !== null },
  transportMode: { group: 45, due: 'D', isAnswered: i => i.transport.mode !== null && isAnswer(i.transport.plate) },
  eta: { group: 46, due: 'D', isAnswered: i => i.transport.eta !== null },
  escorts: { group: 48, due: 'D', isAnswered: i => isEscorted(i.transport) },
  departureVitals: { group: 49, due: 'D', isAnswered: i => isMeasured(i.transport.departureVitals) },
  airway: {
    group: 51,
    due: 'D',
    isAnswered: i => [undefined, 'none'].includes(asWord(lastValue(i, 'ventilation'))) || isAnswer(i.transport.airway),
  },
  vasoactives: {
    group: 51,
    due: 'D',
    isAnswered: i => lastValue(i, 'vasopressor') !== true || i.transport.vasoactives.some(({ drug }) => isAnswer(drug)),
  },
  supplies: {
    group: 54,
    due: 'D',
    isAnswered: ({ transport }) =>
      !needsOxygen(transport) ||
      (transport.supplies.oxygenMinutes !== null && transport.supplies.journeyMinutes !== null),
  },
  isolation: {
    group: 57,
    due: 'D',
    isAnswered: ({ transport: { isolation } }) =>
      isolation.precautions.length > 0 && SEROLOGIES.every(key => isolation[key] !== null),
  },
  carried: {
    group: 58,
    due: 'D',
    isAnswered: ({ transport: { carried } }) => carried.items.length > 0 || isAnswer(carried.text),
  },
  informed: {
    group: 60,
    due: 'D',
    isAnswered: ({ consent }) => INFORMED.every(part => consent.informed.includes(part)) && isAnswer(consent.risks),
  },
  consentChoice: { group: 61, due: 'D', isAnswered: i => i.consent.choice !== null },
  consentSigner: {
    group: 62,
    due: 'D',
    isAnswered: ({ consent: { signer } }) =>
      signer.role !== null &&
      signer.at !== null &&
      isAnswer(signer.name) &&
      (signer.role === 'patient' || signer.role === 'institution' || isAnswer(signer.relation)) &&
      (signer.role === 'institution' || (isAnswer(signer.idNumber) && isAnswer(signer.phone))),
  },
  // In a life-saving emergency the responsible person of the institution signs, and is then named as such.
  informingDoctor: {
    group: 64,
    due: 'D',
    isAnswered: ({ consent }) =>
      isAnswer(consent.informedBy) &&
      consent.informedAt !== null &&
      (consent.signer.role !== 'institution' || isAnswer(consent.witness)),
  },
  enRoute: {
    group: 50,
    due: 'H',
    isAnswered: ({ transport }) =>
      (transport.supplies.journeyMinutes ?? 0) < LONG_JOURNEY_MIN || transport.enRoute.some(({ at }) => at !== null),
  },
  handover: {
    group: 59,
    due: 'H',
    isAnswered: ({ transport: { handover } }) =>
      handover.at !== null && isAnswer(handover.handedBy) && isAnswer(handover.receivedBy),
  },
} as const satisfies Record<string, DepartureRule>;

/** Key of the field's name in i18n. */
export type DepartureField = keyof typeof DEPARTURE_RULES;

const asWord = (value: unknown) => (typeof value === 'string' ? value : undefined);
