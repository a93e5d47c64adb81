import { randomUUID } from 'node:crypto';
import type { Basic, Organization } from '@medplum/fhirtypes';
import type { RegistryRepository } from './repository.ts';

export interface SeedOrganization {
  code: string;
  name: string;
}

/** What the operator of a registry writes, never a client: the Organizations and the epoch resource. */
export async function seedOrganizations(
  repository: RegistryRepository,
  organizations: readonly SeedOrganization[],
  fhirBase: string,
): Promise<void> {
  for (const { code, name } of organizations) {
    const organization: Organization = {
      resourceType: 'Organization',
      id: `org-${code}`,
      identifier: [{ system: `${fhirBase}/sid/facility`, value: code }],
      active: true,
      name,
    };
    await repository.updateResource(organization);
  }
}

/** Writes `Basic/ganqiao-registry` with a fresh epoch. @returns the epoch */
export async function writeEpoch(
  repository: RegistryRepository,
  fhirBase: string,
  isTraining: boolean,
): Promise<string> {
  const epoch = randomUUID();
  const basic: Basic = {
    resourceType: 'Basic',
    id: 'ganqiao-registry',
    identifier: [
      { system: `${fhirBase}/sid/registry-epoch`, value: epoch },
      ...(isTraining ? [{ system: `${fhirBase}/sid/registry-training`, value: 'training' }] : []),
    ],
    code: { coding: [{ system: `${fhirBase}/CodeSystem/app`, code: 'registry' }] },
  };
  await repository.updateResource(basic);
  return epoch;
}
