import type { Resource, Task } from '@medplum/fhirtypes';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { readByIds } from './read-by-ids.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { remoteCopy } from './remote-copies.ts';

/** What a ward's answer may name: its letter, and the hospital that the patient is sent on to. */
const WANTED_TYPES = ['DocumentReference', 'Organization'] as const;
const NAMED = new RegExp(`^(${WANTED_TYPES.join('|')})/([A-Za-z0-9.-]{1,64})$`);

/** Notes what a Task names and we do not hold, so that it is fetched even if this run ends here. */
export function noteWanted(tx: Transaction, baseUrl: string, task: Task): void {
  for (const { valueReference } of task.output ?? []) {
    const [, type = '', id = ''] = NAMED.exec(valueReference?.reference ?? '') ?? [];
    if (id === '' || remoteCopy(tx.read, baseUrl, type, id)) continue;
    tx.bookkeeping.put('remote_wanted', { base_url: baseUrl, type, id });
  }
}

export const forgetWanted = (tx: Transaction, baseUrl: string, { resourceType: type, id = '' }: Resource): void => {
  tx.bookkeeping.remove('remote_wanted', { base_url: baseUrl, type, id });
};

/** Fetches what is wanted, in lists of ids; what the registry does not hold stays wanted. */
export async function fetchWanted(
  client: RegistryClient,
  read: Reader,
  baseUrl: string,
  save: (resources: Resource[]) => void,
): Promise<Failure | null> {
  const rows = read.all(read.query.selectFrom('remote_wanted').select(['type', 'id']).where('base_url', '=', baseUrl));
  for (const type of WANTED_TYPES) {
    const ids = rows.filter(row => row.type === type).map(row => row.id);
    if (ids.length === 0) continue;
    const answer = await readByIds<Resource>(client, type, ids);
    if (!answer.ok) return answer;
    save([...answer.found.values()]);
  }
  return null;
}
