import type { Task } from '@medplum/fhirtypes';
import type { Reader } from '../database/store.ts';

/** Task states that still wait for something: an answer, a journey, a diagnosis. */
export const OPEN_STATES: readonly string[] = ['requested', 'received', 'on-hold', 'accepted', 'in-progress'];

/** Referrals of ours, or taken in here, whose Task this registry showed open when last seen, newest change first. */
export function knownOpen(read: Reader, baseUrl: string): string[] {
  const rows = read.all(
    read.query
      .selectFrom('remote')
      .select(['remote.id', 'remote.json'])
      .where('remote.base_url', '=', baseUrl)
      .where('remote.type', '=', 'Task')
      .where(({ or, exists, selectFrom }) =>
        or([
          exists(selectFrom('referral').select('referral.id').whereRef('referral.id', '=', 'remote.id')),
          exists(selectFrom('received_referral as r').select('r.id').whereRef('r.referral_id', '=', 'remote.id')),
        ]),
      )
      .orderBy('remote.last_updated', 'desc'),
  );
  return rows.filter(row => OPEN_STATES.includes((JSON.parse(row.json) as Task).status ?? '')).map(row => row.id);
}
