import type { Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { Reader } from '../database/store.ts';
import { knownOpen } from './known-open.ts';
import { readByIds } from './read-by-ids.ts';
import type { Failure, RegistryClient } from './registry-client.ts';

/**
 * Fetches the requests of referrals that came in here by a code or a file and are open at the registry: a supplement that
 * went by the wire leaves no mark in the Task, only a request of a higher `rev`.
 */
export async function fetchReceivedRequests(
  client: RegistryClient,
  read: Reader,
  baseUrl: string,
  save: (resources: Resource[]) => void,
): Promise<Failure | null> {
  const received = read.all(
    read.query.selectFrom('received_referral').select('referral_id').where('referral_id', 'is not', null),
  );
  if (received.length === 0) return null;
  const isReceived = new Set(received.map(({ referral_id }) => referral_id));
  const ids = knownOpen(read, baseUrl).filter(id => isReceived.has(id));
  const answer = await readByIds<ServiceRequest>(client, 'ServiceRequest', ids);
  if (!answer.ok) return answer;
  save([...answer.found.values()]);
  return null;
}
