import type { Resource } from '@medplum/fhirtypes';
import type { Failure, RegistryClient } from './registry-client.ts';
import { resourcesOf } from './walk.ts';

/** Most ids that one search is asked for. */
const IDS_AT_ONCE = 50;

/** Resources of one type by their ids, in lists; what the registry's search does not show is left out. */
export async function readByIds<R extends Resource>(
  client: RegistryClient,
  type: R['resourceType'],
  ids: readonly string[],
): Promise<{ ok: true; found: Map<string, R> } | Failure> {
  const found = new Map<string, R>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const some = new Set(ids.slice(at, at + IDS_AT_ONCE));
    while (some.size > 0) {
      const query = new URLSearchParams({ _id: [...some].join(','), _count: String(IDS_AT_ONCE) });
      const answer = await client.search(type, query);
      if (!answer.ok) return answer;
      const page = (resourcesOf(answer.resource, type) as R[]).filter(({ id = '' }) => some.delete(id));
      for (const resource of page) found.set(resource.id ?? '', resource);
      if (page.length === 0) break; // the rest is not there; a server may also have cut the page short
    }
  }
  return { ok: true, found };
}
