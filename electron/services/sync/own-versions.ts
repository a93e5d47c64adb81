import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { KnownCopy } from './sending.ts';

/** Which version of a resource that only we write the registry holds, and which revision of ours that is. */
export interface OwnVersion {
  versionId: string;
  rev: number;
}

/** By `type/id`. */
export type OwnVersions = Map<string, OwnVersion>;

type Stored = Record<string, [versionId: string, rev: number]>;

/** Of the patient that a referral is about, whichever of the patient's referrals brought them. */
export const ownVersions = (read: Reader, baseUrl: string, referralId: string): OwnVersions =>
  new Map(
    Object.entries(stored(read, baseUrl, patientOf(read, referralId))).map(([name, [versionId, rev]]) => [
      name,
      { versionId, rev },
    ]),
  );

/** Their content is ours: the version is all that is kept. */
export function saveOwnVersions(
  tx: Transaction,
  baseUrl: string,
  referralId: string,
  copies: readonly Omit<KnownCopy, 'lastUpdated'>[],
): void {
  if (copies.length === 0) return;
  const patientId = patientOf(tx.read, referralId);
  const versions = stored(tx.read, baseUrl, patientId);
  for (const { type, id, versionId, rev } of copies) versions[`${type}/${id}`] = [versionId, rev];
  tx.bookkeeping.put('own_version', {
    base_url: baseUrl,
    patient_id: patientId,
    versions_json: JSON.stringify(versions),
  });
}

function stored(read: Reader, baseUrl: string, patientId: string): Stored {
  const row = read.first(
    read.query
      .selectFrom('own_version')
      .select('versions_json')
      .where('base_url', '=', baseUrl)
      .where('patient_id', '=', patientId),
  );
  return row ? (JSON.parse(row.versions_json) as Stored) : {};
}

/** What we write about another hospital's referral stands under the referral. */
const patientOf = (read: Reader, referralId: string): string =>
  read.first(read.query.selectFrom('referral').select('patient_id').where('id', '=', referralId))?.patient_id ??
  referralId;
