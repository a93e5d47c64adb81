import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';

/** Parts of a packet that a refusal may be about, as a doctor names them: keys of i18n `outbox.part`. */
export const REFUSED_PARTS = [
  'name',
  'sex',
  'birthDate',
  'hospitalNumber',
  'phone',
  'address',
  'patient',
  'lab',
  'score',
  'diagnosis',
  'treatment',
  'sharing',
  'doctor',
  'purpose',
  'reason',
  'urgency',
  'ward',
  'organization',
  'request',
  'status',
  'letter',
  'message',
] as const;
export type RefusedPartName = (typeof REFUSED_PARTS)[number];

export interface RefusedPart {
  part: RefusedPartName;
  /** The laboratory item, diagnosis or treatment that it is about; '' where there are not several. */
  item: string;
  /** For support: `Patient.birthDate`. */
  element: string;
}

/** By the first element of the path, else by the resource's type alone. */
const PART_OF: Readonly<Record<string, RefusedPartName>> = {
  'Patient.name': 'name',
  'Patient.gender': 'sex',
  'Patient.birthDate': 'birthDate',
  'Patient.identifier': 'hospitalNumber',
  'Patient.telecom': 'phone',
  'Patient.address': 'address',
  Patient: 'patient',
  Observation: 'lab',
  Condition: 'diagnosis',
  MedicationStatement: 'treatment',
  Procedure: 'treatment',
  Consent: 'sharing',
  Practitioner: 'doctor',
  'ServiceRequest.note': 'purpose',
  'ServiceRequest.reasonCode': 'reason',
  'ServiceRequest.priority': 'urgency',
  'ServiceRequest.performer': 'ward',
  ServiceRequest: 'request',
  'Task.owner': 'ward',
  Task: 'status',
  Organization: 'organization',
  DocumentReference: 'letter',
  Binary: 'letter',
  Communication: 'message',
};

const TYPES = [...new Set(Object.keys(PART_OF).map(key => key.split('.')[0]))].join('|');
/** `Patient.birthDate`, and `ofType(Patient).birthDate` of some servers. */
const ELEMENT = new RegExp(`\\b(${TYPES})\\)?((?:\\.[a-z][A-Za-z]*(?:\\[\\d+\\])?)+)`, 'g');
const NAMED = new RegExp(`\\b(${TYPES})/([A-Za-z0-9.-]{1,64})`, 'g');
const ENTRY = /\bentry\[(\d+)\](?:\.resource)?((?:\.[a-z][A-Za-z]*(?:\[\d+\])?)*)/g;

/**
 * Which parts of what was sent a server's words are about; empty where they name none.
 * @param words OperationOutcome text with its expressions
 */
export function partsNamed(words: string, sent: Resource | null): RefusedPart[] {
  const entries = entriesOf(sent);
  const parts: RefusedPart[] = [];
  for (const [, index = '', path = ''] of words.matchAll(ENTRY)) {
    const resource = entries[Number(index)]?.resource;
    if (resource) parts.push(partOf(resource.resourceType, path, resource));
  }
  for (const [, type = '', id = ''] of words.matchAll(NAMED))
    parts.push(partOf(type, '', entries.find(({ resource }) => resource?.id === id)?.resource, id));
  for (const [, type = '', path = ''] of words.matchAll(ELEMENT)) {
    const ofType = entries.filter(({ resource }) => resource?.resourceType === type);
    parts.push(partOf(type, path, ofType.length === 1 ? ofType[0]?.resource : undefined));
  }
  return withoutTwins(parts);
}

/**
 * Looks through what is to be sent for what no FHIR server takes: empty text, control characters, times that are none.
 * A refusal whose words say nothing is often explained by one of them.
 */
export function unsoundParts(sent: Resource | null): RefusedPart[] {
  const parts = entriesOf(sent).flatMap(({ resource }) =>
    resource ? unsoundPaths(resource).map(path => partOf(resource.resourceType, path, resource)) : [],
  );
  return withoutTwins(parts);
}

/** A resource by itself counts as a bundle of one. */
const entriesOf = (sent: Resource | null): BundleEntry[] => {
  if (sent === null) return [];
  return sent.resourceType === 'Bundle' ? ((sent as Bundle).entry ?? []) : [{ resource: sent }];
};

function partOf(type: string, path: string, resource?: Resource, id = ''): RefusedPart {
  const first = path.split('.')[1]?.replace(/\[.*/, '') ?? '';
  const element = `${type}${path}`;
  const part = PART_OF[`${type}.${first}`] ?? PART_OF[type] ?? 'request';
  if (part === 'lab' && resource && isScore(resource)) return { part: 'score', item: textOf(resource), element };
  return { part, item: part === 'organization' ? id.replace(/^org-/, '') : textOf(resource), element };
}

const isScore = (resource: Resource): boolean =>
  resource.resourceType === 'Observation' && resource.category?.[0]?.coding?.[0]?.code === 'survey';

function textOf(resource: Resource | undefined): string {
  switch (resource?.resourceType) {
    case 'Observation':
    case 'Condition':
    case 'Procedure':
      return resource.code?.text ?? resource.code?.coding?.[0]?.code ?? '';
    case 'MedicationStatement':
      return resource.medicationCodeableConcept?.text ?? '';
    default:
      return '';
  }
}

/** One line a part and item, the one with the longest path. */
function withoutTwins(parts: readonly RefusedPart[]): RefusedPart[] {
  const byName = new Map<string, RefusedPart>();
  for (const part of parts.toSorted((a, b) => a.element.length - b.element.length))
    byName.set(`${part.part} ${part.item}`, part);
  return [...byName.values()];
}

/** Control characters but tab and line ends, which FHIR strings may not hold (hl7.org/fhir/R4/datatypes.html#string). */
const hasControl = (text: string): boolean =>
  [...text].some(character => character < ' ' && !'\t\n\r'.includes(character));
const TIME_FIELD = /(?:DateTime|Date|Period|Instant|authoredOn|sent|onset)$/;

function unsoundPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'string') {
    const isNoTime = TIME_FIELD.test(path) && Number.isNaN(Date.parse(value));
    return value.trim() === '' || hasControl(value) || isNoTime ? [path] : [];
  }
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => unsoundPaths(item, `${path}[${index}]`));
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => unsoundPaths(item, `${path}.${key}`));
}
