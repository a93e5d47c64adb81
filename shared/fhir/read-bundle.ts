import type {
  Bundle,
  Condition,
  MedicationStatement,
  Observation,
  Patient,
  Practitioner,
  Procedure,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { FindingEntry } from '../records/finding.ts';
import { LabCode } from '../records/observation.ts';
import type { ReceivedContent } from '../referral/received.ts';
import { PRIORITIES } from './service-request.ts';
import type { FhirUris } from './uris.ts';
import { revisionOf, storedTime } from './writing.ts';

/** What a bundle of ours says that the file around it does not. */
export type BundleContent = Omit<ReceivedContent, 'packetHash' | 'training' | 'departmentPhone'>;

/**
 * Reads the resources of a referral back: what a ward is shown of a file. Values stay as they were written.
 * @returns null where there is no ServiceRequest of ours in it: another base, or no referral
 */
export function readBundle(bundle: Bundle, uris: FhirUris): BundleContent | null {
  const resources = (bundle.entry ?? []).flatMap(entry => entry.resource ?? []);
  const of = <T extends Resource>(type: T['resourceType']) =>
    resources.filter((resource): resource is T => resource.resourceType === type);
  const request = of<ServiceRequest>('ServiceRequest').at(-1);
  const number = request?.identifier?.find(({ system }) => system === uris.sid.referralNumber)?.value;
  const signedAt = storedTime(request?.authoredOn);
  const site = request?.meta?.tag?.find(({ system }) => system === uris.codeSystem.facility)?.code;
  if (!request?.id || !number || !site || signedAt === null) return null;
  const observations = of<Observation>('Observation').filter(({ status }) => status === 'final');
  const impression = of<Condition>('Condition').find(({ category }) =>
    category?.some(each => each.coding?.some(({ code }) => code === 'encounter-diagnosis')),
  );
  const doctor = of<Practitioner>('Practitioner').at(-1);
  return {
    number,
    referralId: request.id,
    rev: revisionOf(request, uris) || null,
    site,
    receiver: facilityOf(request.performer?.[0]?.reference),
    urgency: urgencyOf(request.priority),
    t0: storedTime(
      request.extension?.find(({ url }) => url === uris.extension.t0)?.extension?.find(({ url }) => url === 'at')
        ?.valueDateTime,
    ),
    signedAt,
    patient: patientOf(of<Patient>('Patient').at(-1), site, signedAt, uris),
    diagnosis: impression
      ? { icd10: impression.code?.coding?.[0]?.code ?? '', text: impression.code?.text ?? '' }
      : null,
    conditions: of<Condition>('Condition').flatMap(each => (each === impression ? [] : (each.code?.text ?? []))),
    reasons: (request.reasonCode ?? []).flatMap(({ coding }) => coding?.[0]?.code ?? []),
    reasonText: (request.reasonCode ?? []).flatMap(({ coding, text }) => (coding ? [] : (text ?? []))).join('；'),
    notes: (request.note ?? []).flatMap(({ text }) => text ?? []),
    cirrhosis: cirrhosisOf(observations, uris),
    ...measurementsOf(observations, uris),
    treatments: [...of<MedicationStatement>('MedicationStatement'), ...of<Procedure>('Procedure')]
      .filter(({ status }) => status !== 'entered-in-error')
      .map(treatmentOf),
    doctor: doctor ? { name: doctor.name?.[0]?.text ?? '', phone: doctor.telecom?.[0]?.value ?? '' } : null,
  };
}

const facilityOf = (reference: string | undefined): string | null =>
  reference?.startsWith('Organization/org-') ? reference.slice('Organization/org-'.length) : null;

const urgencyOf = (priority: string | undefined): BundleContent['urgency'] =>
  (Object.keys(PRIORITIES) as (keyof typeof PRIORITIES)[]).find(key => PRIORITIES[key] === priority) ?? null;

function patientOf(
  patient: Patient | undefined,
  site: string,
  signedAt: string,
  uris: FhirUris,
): BundleContent['patient'] {
  const birth = patient?.birthDate ?? '';
  const identifier = (system: string) => patient?.identifier?.find(each => each.system === system)?.value ?? '';
  const years = birth === '' ? null : yearsBetween(birth, signedAt);
  return {
    name: patient?.name?.[0]?.text ?? null,
    sex: patient?.gender === 'male' || patient?.gender === 'female' ? patient.gender : 'unknown',
    ageYears: years,
    birth,
    identity: identifier(uris.sid.residentId),
    hospitalNumber: identifier(uris.sid.hospitalNumber(site)),
    phone: patient?.telecom?.[0]?.value ?? patient?.contact?.[0]?.telecom?.[0]?.value ?? '',
  };
}

function yearsBetween(birth: string, at: string): number {
  const years = Number(at.slice(0, 4)) - Number(birth.slice(0, 4));
  return birth.length === 10 && at.slice(5, 10) < birth.slice(5) ? years - 1 : years;
}

function cirrhosisOf(observations: readonly Observation[], uris: FhirUris): BundleContent['cirrhosis'] {
  const found = observations.find(each => codeIn(each, uris.codeSystem.input) === 'cirrhosis');
  if (!found) return null;
  if (found.valueBoolean === undefined) return 'unknown';
  return found.valueBoolean ? 'yes' : 'no';
}

const codeIn = ({ code }: Observation, system: string): string | undefined =>
  code.coding?.find(each => each.system === system)?.code;

function measurementsOf(
  observations: readonly Observation[],
  uris: FhirUris,
): Pick<BundleContent, 'findings' | 'labs' | 'scores'> {
  const labs: BundleContent['labs'] = [];
  const findings: BundleContent['findings'] = [];
  const scores: BundleContent['scores'] = [];
  for (const each of observations) {
    const at = storedTime(each.effectiveDateTime);
    if (at === null) continue;
    const lab = LabCode.safeParse(codeIn(each, uris.codeSystem.analyte));
    const score = codeIn(each, uris.codeSystem.score);
    if (lab.success) labs.push({ code: lab.data, value: resultOf(each) ?? 'unknown', at });
    else if (score !== undefined) {
      const value = resultOf(each);
      const version = each.method?.text?.split('@')[1] ?? '';
      if (value !== null) scores.push({ id: score, version, value, at });
    } else {
      const finding = FindingEntry.safeParse({ code: codeIn(each, uris.codeSystem.input), value: findingOf(each) });
      if (finding.success) findings.push({ ...finding.data, at });
    }
  }
  return { labs, findings, scores };
}

const ABSENT: Readonly<Record<string, string>> = {
  'not-performed': 'not-done',
  'temp-unknown': 'pending',
  error: 'unmeasurable',
};

/** A number, with its comparator a text; a word; the ends of a range; why there is none. Null = nothing was computed. */
function resultOf(observation: Observation): number | string | null {
  const { valueQuantity, valueString, valueCodeableConcept, valueRange, dataAbsentReason, category } = observation;
  if (valueQuantity?.value !== undefined) {
    return valueQuantity.comparator ? `${valueQuantity.comparator}${valueQuantity.value}` : valueQuantity.value;
  }
  if (valueString !== undefined) return valueString;
  if (valueCodeableConcept) return valueCodeableConcept.coding?.[0]?.code ?? 'unknown';
  if (valueRange) return `${valueRange.low?.value}~${valueRange.high?.value}`;
  const isScore = category?.some(each => each.coding?.some(({ code }) => code === 'survey'));
  return isScore ? null : (ABSENT[dataAbsentReason?.coding?.[0]?.code ?? ''] ?? 'unknown');
}

/** As the finding's own list of values has it. */
function findingOf(observation: Observation): unknown {
  const { valueBoolean, valueInteger, valueQuantity, valueCodeableConcept, valueDateTime, valueString } = observation;
  const list = observation.component?.flatMap(({ code }) => code.coding?.[0]?.code ?? []);
  if (list) return list;
  const simple = valueBoolean ?? valueInteger ?? valueQuantity?.value ?? valueDateTime ?? valueString;
  return simple ?? valueCodeableConcept?.coding?.[0]?.code;
}

function treatmentOf(given: MedicationStatement | Procedure): BundleContent['treatments'][number] {
  const concept = given.resourceType === 'Procedure' ? given.code : given.medicationCodeableConcept;
  const period = given.resourceType === 'Procedure' ? given.performedPeriod : given.effectivePeriod;
  return { text: concept?.text ?? '', startedAt: storedTime(period?.start), endedAt: storedTime(period?.end) };
}
