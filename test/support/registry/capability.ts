import type { CapabilityStatement, CapabilityStatementRestResource, ResourceType } from '@medplum/fhirtypes';
import { searchParameters } from './definitions.ts';
import type { Switches } from './switches.ts';

const INTERACTIONS = [
  'read',
  'vread',
  'history-instance',
  'create',
  'update',
  'patch',
  'delete',
  'search-type',
] as const;

/** CapabilityStatement of `/metadata`: what the switches leave over. */
export function capabilityStatement(
  types: ReadonlySet<string>,
  switches: Switches,
  base: string,
  nowMs: number,
  isSmart: boolean,
): CapabilityStatement {
  const system = [
    { code: 'batch' as const },
    ...(switches.noTransactions === true ? [] : [{ code: 'transaction' as const }]),
  ];
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(nowMs).toISOString(),
    kind: 'instance',
    software: { name: 'GanQiao embedded test registry' },
    implementation: { description: 'Test registry, no real patients', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        ...(isSmart
          ? {
              security: {
                service: [
                  {
                    coding: [
                      {
                        system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                        code: 'SMART-on-FHIR',
                      },
                    ],
                  },
                ],
              },
            }
          : {}),
        resource: [...types].map(type => resourceCapability(type as ResourceType, switches)),
        interaction: system,
      },
    ],
  };
}

function resourceCapability(type: ResourceType, switches: Switches): CapabilityStatementRestResource {
  const searchParam = Object.entries(searchParameters(type))
    .filter(([name]) => !switches.unknownSearchParameters.includes(name))
    .map(([name, parameter]) => ({ name, type: parameter.type }));
  return {
    type,
    interaction: INTERACTIONS.map(code => ({ code })),
    versioning: switches.ignoreIfMatch === true ? 'versioned' : 'versioned-update',
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    ...(searchParam.length > 0 ? { searchParam } : {}),
  };
}
