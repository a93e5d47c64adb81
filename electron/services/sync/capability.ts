import type { Basic, CapabilityStatement, CapabilityStatementRestResource, Organization } from '@medplum/fhirtypes';
import { AppError } from '../../../shared/contract/errors.ts';
import type { RegistryCheck, RegistryFinding, RegistryReport } from '../../../shared/contract/registry.ts';
import { organizationId } from '../../../shared/fhir/writing.ts';
import type { Clock, Ids } from '../ports.ts';
import type { HttpPort } from './http.ts';
import { createRegistryClient, type Failure, type RegistryClient } from './registry-client.ts';
import { createRegistryLine } from './registry-line.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { REGISTRY_MARK_ID, readMark } from './server-check.ts';

const TIMES = { timeoutMs: 15_000, uploadMsPerKilobyte: 0 };
/** Beyond this the times of the registry and of this computer are worth a word. */
const CLOCK_DOUBT_MS = 60_000;

/** Types that a referral writes, or reads back. */
const WRITTEN = [
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Consent',
  'Condition',
  'Observation',
  'Procedure',
  'MedicationStatement',
  'ServiceRequest',
  'Task',
  'Communication',
  'DocumentReference',
  'Binary',
] as const;

export interface RegistryTest {
  http: HttpPort;
  clock: Clock;
  ids: Ids;
  setting: RegistrySetting;
  training: boolean;
  /** This site first, then its wards: their Organizations are the operator's to write. */
  facilities: readonly { code: string; name: string }[];
}

/**
 * Asks the registry what it can do, whether it lets us in and whether the Organizations are there. Writes nothing.
 * @throws AppError registry-not-set
 */
export async function testRegistry(test: RegistryTest): Promise<RegistryReport> {
  const { setting, clock, facilities } = test;
  if (setting.baseUrl === '') throw new AppError('registry-not-set');
  let clockOffsetMs: number | null = null;
  const noteDate = (date: string | null) => {
    if (date !== null) clockOffsetMs = Date.parse(date) - Date.parse(clock.now());
  };
  const clientFor = (auth: RegistrySetting['auth']) =>
    createRegistryClient(createRegistryLine(test, { ...setting, auth }), setting, TIMES, noteDate);

  const client = clientFor(setting.auth);
  // What a registry says of itself is open; one that hides it may still show it to us.
  const open = await clientFor({ mode: 'none' }).metadata();
  const metadata = open.ok ? open : await client.metadata();
  if (!metadata.ok) return { ...UNKNOWN, clockOffsetMs, findings: [troubled(metadata)] };

  const statement = metadata.resource as CapabilityStatement;
  const basic = await client.read<Basic>('Basic', REGISTRY_MARK_ID);
  const about = {
    software: [statement.software?.name, statement.software?.version].filter(part => part).join(' '),
    fhirVersion: statement.fhirVersion ?? '',
    clockOffsetMs,
  };
  if (!basic.ok) {
    return { ...UNKNOWN, ...about, findings: [good('connection'), troubled(basic), ...promised(statement)] };
  }
  const mark = 'absent' in basic ? null : readMark(basic.resource, setting.fhirBase);
  const isTraining = mark?.training ?? false;
  const absent = await absentOrganizations(client, facilities);
  const findings = [
    good('connection'),
    good('sign-in'),
    finding('training', isTraining === test.training ? 'good' : 'stops'),
    ...promised(statement),
    await taskSearch(client, statement, facilities[0]?.code ?? ''),
    absent.failure
      ? failedFinding('organizations', absent.failure)
      : finding('organizations', absent.missing.length === 0 ? 'good' : 'stops'),
    finding('epoch', mark?.epoch ? 'good' : 'limited'),
    ...(clockOffsetMs === null
      ? []
      : [finding('clock', Math.abs(clockOffsetMs) <= CLOCK_DOUBT_MS ? 'good' : 'limited')]),
    finding('protection', isProtected(setting) ? 'good' : 'limited'),
  ];
  return { ...about, clockOffsetMs, training: isTraining, missingOrganizations: absent.missing, findings };
}

const UNKNOWN: Omit<RegistryReport, 'findings'> = {
  software: '',
  fhirVersion: '',
  training: false,
  clockOffsetMs: null,
  missingOrganizations: [],
};

const finding = (check: RegistryCheck, level: RegistryFinding['level']): RegistryFinding => ({
  check,
  level,
  reason: null,
  detail: '',
});
const good = (check: RegistryCheck): RegistryFinding => finding(check, 'good');

const failedFinding = (check: RegistryCheck, { reason, detail }: Failure): RegistryFinding => ({
  check,
  level: 'stops',
  reason,
  detail,
});

/** A refusal is an answer: the line is there, but who we are is not accepted. */
const troubled = (failure: Failure): RegistryFinding =>
  failedFinding(failure.reason === 'auth' || failure.reason === 'forbidden' ? 'sign-in' : 'connection', failure);

const isProtected = ({ baseUrl, auth }: RegistrySetting): boolean =>
  auth.mode !== 'none' && baseUrl.startsWith('https:');

/** What the CapabilityStatement promises. One that is silent is taken as lacking it, but for `updateCreate`. */
function promised({ fhirVersion, rest = [] }: CapabilityStatement): RegistryFinding[] {
  const server = rest.find(part => part.mode === 'server');
  const resources = new Map((server?.resource ?? []).map(resource => [resource.type, resource]));
  const has = (check: RegistryCheck, isThere: boolean, otherwise: 'limited' | 'stops') =>
    finding(check, isThere ? 'good' : otherwise);
  return [
    has('fhir-r4', fhirVersion?.startsWith('4.0') === true, 'stops'),
    has(
      'update-create',
      WRITTEN.every(type => mayPut(resources.get(type))),
      'stops',
    ),
    has('versioned-update', resources.get('Task')?.versioning === 'versioned-update', 'limited'),
    has(
      'transaction',
      (server?.interaction ?? []).some(({ code }) => code === 'transaction'),
      'limited',
    ),
  ];
}

/** HAPI (8.8, measured) takes our ids and does not say so; a registry that does not says so, or refuses the first. */
const mayPut = (resource: CapabilityStatementRestResource | undefined): boolean =>
  resource !== undefined &&
  resource.updateCreate !== false &&
  (resource.interaction ?? []).some(({ code }) => code === 'update');

/** Whether answers can be found: asked for real, as the rights to it are given one by one. */
async function taskSearch(
  client: RegistryClient,
  { rest = [] }: CapabilityStatement,
  facilityCode: string,
): Promise<RegistryFinding> {
  const task = rest.flatMap(({ resource = [] }) => resource).find(({ type }) => type === 'Task');
  const known = new Set((task?.searchParam ?? []).map(({ name }) => name));
  if (!['requester', 'owner'].every(name => known.has(name))) return finding('task-search', 'stops');
  const requester = `Organization/${organizationId(facilityCode)}`;
  const answer = await client.search('Task', new URLSearchParams({ requester, _count: '1' }));
  return answer.ok ? good('task-search') : failedFinding('task-search', answer);
}

async function absentOrganizations(
  client: RegistryClient,
  facilities: RegistryTest['facilities'],
): Promise<{ missing: { code: string; name: string }[]; failure: Failure | null }> {
  const missing: { code: string; name: string }[] = [];
  for (const facility of new Map(facilities.map(each => [each.code, each])).values()) {
    const answer = await client.read<Organization>('Organization', organizationId(facility.code));
    if (!answer.ok) return { missing, failure: answer };
    if ('absent' in answer) missing.push({ code: facility.code, name: facility.name });
  }
  return { missing, failure: null };
}
