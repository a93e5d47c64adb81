import type { Resource } from '@medplum/fhirtypes';
import { storedTime } from '../../../shared/fhir/writing.ts';
import type { RemoteRow } from '../database/rows/sync-rows.ts';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { readRegistrySetting } from './registry-settings.ts';

/** What the registry at this address last showed of a resource. Copies of another registry never count. */
export const remoteCopy = (read: Reader, baseUrl: string, type: string, id: string): RemoteRow | undefined =>
  read.first(
    read.query
      .selectFrom('remote')
      .selectAll()
      .where('base_url', '=', baseUrl)
      .where('type', '=', type)
      .where('id', '=', id),
  );

/** The same of the registry that is set now. */
export const presentCopy = (read: Reader, type: string, id: string): RemoteRow | undefined =>
  remoteCopy(read, readRegistrySetting(read).baseUrl, type, id);

/**
 * Keeps a resource as fetched.
 * @returns whether this version was news; false where the registry's stamps are missing
 */
export function saveCopy(tx: Transaction, baseUrl: string, resource: Resource): boolean {
  const { resourceType: type, id, meta } = resource;
  const at = storedTime(meta?.lastUpdated);
  if (id === undefined || at === null || meta?.versionId === undefined) return false;
  if (remoteCopy(tx.read, baseUrl, type, id)?.version_id === meta.versionId) return false;
  tx.bookkeeping.put('remote', {
    base_url: baseUrl,
    type,
    id,
    version_id: meta.versionId,
    last_updated: at,
    json: JSON.stringify(resource),
  });
  return true;
}
