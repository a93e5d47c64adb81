import type { Basic, CapabilityStatement, CapabilityStatementRestResource, Organization } from '@medplum/fhirtypes';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { organizationId } from '../../../shared/fhir/writing.ts';
import type { HttpPort } from './http.ts';
import { classOf } from './reasons.ts';
import { createRegistryClient, type Failure, type RegistryClient } from './registry-client.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { REGISTRY_MARK_ID, readMark } from './server-check.ts';

/** What `registry.test` of the contract answers. `lacks` are keys of i18n `registry.lacks`. */
export interface RegistryReport {
  reachable: boolean;
  software: string;
  fhirVersion: string;
  training: boolean;
  missingOrganizations: string[];
  lacks: string[];
}

const TEST_TIMEOUT_MS = 15_000;

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

/** Everything that a registry may be found lacking. */
export const LACKS = [
  'fhir-r4',
  'transaction',
  'update-create',
  'versioned-update',
  'task-search',
  'epoch',
  'training-mark',
] as const;
export type Lack = (typeof LACKS)[number];

export interface RegistryTest {
  http: HttpPort;
  setting: RegistrySetting;
  training: boolean;
  /** Facility codes of this site and of its wards: their Organizations are the operator's to write. */
  facilityCodes: readonly string[];
}

/**
 * Asks the registry what it can do and whether the Organizations are there.
 * @throws AppError registry-not-set | registry-refused (401, 403, not a FHIR server)
 */
export async function testRegistry({ http, setting, training, facilityCodes }: RegistryTest): Promise<RegistryReport> {
  if (setting.baseUrl === '') throw new AppError('registry-not-set');
  const client = createRegistryClient(http, setting, { timeoutMs: TEST_TIMEOUT_MS, uploadMsPerKilobyte: 0 });
  const metadata = await client.metadata();
  if (!metadata.ok) {
    if (isLineTrouble(metadata)) return unreachable();
    throw new AppError(refusalCode(metadata));
  }
  const basic = await client.read<Basic>('Basic', REGISTRY_MARK_ID);
  if (!basic.ok) throw new AppError(refusalCode(basic));
  const mark = 'absent' in basic ? null : readMark(basic.resource, setting.fhirBase);
  const statement = metadata.resource as CapabilityStatement;
  const isTraining = mark?.training ?? false;
  return {
    reachable: true,
    software: [statement.software?.name, statement.software?.version].filter(part => part).join(' '),
    fhirVersion: statement.fhirVersion ?? '',
    training: isTraining,
    missingOrganizations: await missingOrganizations(client, facilityCodes),
    lacks: [
      ...lacksOf(statement),
      ...(mark?.epoch ? [] : ['epoch' as const]),
      ...(training && !isTraining ? ['training-mark' as const] : []),
    ],
  };
}

const isLineTrouble = ({ reason }: Failure) => classOf(reason) === 'transient' || classOf(reason) === 'transport';

const refusalCode = (failure: Failure): ErrorCode =>
  isLineTrouble(failure) ? 'registry-unreachable' : 'registry-refused';

const unreachable = (): RegistryReport => ({
  reachable: false,
  software: '',
  fhirVersion: '',
  training: false,
  missingOrganizations: [],
  lacks: [],
});

async function missingOrganizations(client: RegistryClient, codes: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const code of new Set(codes)) {
    const answer = await client.read<Organization>('Organization', organizationId(code));
    if (!answer.ok) throw new AppError(refusalCode(answer));
    if ('absent' in answer) missing.push(code);
  }
  return missing;
}

/** What the CapabilityStatement does not promise. A statement that is silent about a thing is taken as lacking it. */
function lacksOf({ fhirVersion, rest = [] }: CapabilityStatement): Lack[] {
  const server = rest.find(part => part.mode === 'server');
  const resources = new Map((server?.resource ?? []).map(resource => [resource.type, resource]));
  const task = resources.get('Task');
  const searched = new Set((task?.searchParam ?? []).map(parameter => parameter.name));
  const writes = WRITTEN.map(type => resources.get(type));
  const lacks: Record<Exclude<Lack, 'epoch' | 'training-mark'>, boolean> = {
    'fhir-r4': fhirVersion?.startsWith('4.0') !== true,
    transaction: !(server?.interaction ?? []).some(({ code }) => code === 'transaction'),
    'update-create': writes.some(resource => !mayPut(resource)),
    'versioned-update': task?.versioning !== 'versioned-update',
    'task-search': !['requester', 'owner'].every(name => searched.has(name)),
  };
  return (Object.keys(lacks) as (keyof typeof lacks)[]).filter(name => lacks[name]);
}

const mayPut = (resource: CapabilityStatementRestResource | undefined): boolean =>
  resource?.updateCreate === true && (resource.interaction ?? []).some(({ code }) => code === 'update');
