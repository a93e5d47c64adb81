import { badRequest, conflict, OperationOutcomeError } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { Store } from './store.ts';

/** Every `reference` string of a resource, extensions and contained resources included. */
export function referencesOf(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) referencesOf(item, found);
  } else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'reference' && typeof item === 'string') found.add(item);
      else referencesOf(item, found);
    }
  }
  return found;
}

/**
 * Referential integrity as HAPI keeps it: a reference to an absent or deleted local resource, an unresolved `urn:`
 * and a reference to another server are refused with 400.
 */
export function checkReferences(resource: Resource, store: Store, types: ReadonlySet<string>): void {
  for (const reference of referencesOf(resource)) {
    if (reference.startsWith('#')) continue;
    const [type = '', id = '', ...rest] = reference.split('/');
    const isLocal = types.has(type) && id !== '' && (rest.length === 0 || rest[0] === '_history');
    if (!isLocal) {
      throw new OperationOutcomeError(
        badRequest(`${resource.resourceType}/${resource.id}: reference is not local to this server: ${reference}`),
      );
    }
    const target = store.latest(type, id);
    if (!target || target.method === 'DELETE') {
      throw new OperationOutcomeError(
        badRequest(`${resource.resourceType}/${resource.id}: referenced resource not found: ${type}/${id}`),
      );
    }
  }
}

/** A resource that another living one refers to cannot be deleted: 409, as in HAPI. */
export function checkNotReferenced(deleted: string, store: Store): void {
  for (const type of store.types()) {
    for (const resource of store.living(type)) {
      if (referencesOf(resource).has(deleted)) {
        throw new OperationOutcomeError(
          conflict(`${deleted} is referred to by ${resource.resourceType}/${resource.id}`),
        );
      }
    }
  }
}
