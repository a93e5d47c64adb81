import type { Patient, Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import { revisionOf, storedTime } from '../../../shared/fhir/writing.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Transaction, type Write } from '../database/unit-of-work.ts';
import { rowsOf } from '../outbox/rows.ts';
import type { Ids } from '../ports.ts';
import { readHoldings } from './held-rows.ts';
import type { Lease } from './lease.ts';
import { saveOwnVersions } from './own-versions.ts';
import { readByIds } from './read-by-ids.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { saveTask } from './remote-task.ts';
import type { ServerCheck } from './server-check.ts';

export interface RestoredOptions {
  read: Reader;
  write: Write;
  ids: Ids;
  client: RegistryClient;
  check: ServerCheck;
  lease: Lease;
  uris: FhirUris;
  baseUrl: string;
  /** Epoch of this database: a new one after it was restored from a backup. */
  dbEpoch: () => string;
}

/** Whether rows are left of before a restore: asked at each run, so by the two ends of an index. */
export const hasOldLife = (read: Reader, epoch: string): boolean =>
  (['<', '>'] as const).some(other =>
    read.first(read.query.selectFrom('outbox').select('seq').where('db_epoch', other, epoch).limit(1)),
  );

/**
 * After this database was restored from a backup: before anything goes out, every referral is asked for. What the
 * registry holds is acknowledged; what it does not, a person decides, for it may have been withdrawn since the backup.
 * @returns null where it is done
 */
export async function reconcileRestored(options: RestoredOptions): Promise<Failure | null> {
  const { read, write, ids, client, check, lease, uris, baseUrl } = options;
  const epoch = options.dbEpoch();
  const { query } = read;
  const checked = await check.ensure();
  if (!checked.ok) return checked;
  const referralIds = read.all(query.selectFrom('outbox').select('stream_id').distinct()).map(row => row.stream_id);
  const holdings = await readHoldings({ client, read, uris }, referralIds);
  if (!holdings.ok) return holdings;
  const revisions = await readRevisions(client, read, referralIds);
  if (!revisions.ok) return revisions;
  write(PROGRAM, { action: 'sync.restored', subject: null, reason: null }, tx => {
    lease.assertHeld(tx);
    for (const task of holdings.tasks.values()) saveTask(tx, ids, uris, baseUrl, task);
    saveRevisions(tx, baseUrl, revisions.resources, uris);
    for (const row of rowsOf(tx.read, referralIds)) {
      if (row.db_epoch === epoch) continue;
      const copy = holdings.held.get(row.seq);
      const isOpen = row.state === 'pending' || row.state === 'inflight';
      const change = isOpen ? settled(copy) : {};
      tx.bookkeeping.update('outbox', { op_id: row.op_id }, { ...change, db_epoch: epoch });
    }
    tx.bookkeeping.remove('pull_cursor', { base_url: baseUrl }); // answers since the backup are fetched anew
    tx.announce({ type: 'sync.changed' });
  });
  return null;
}

const settled = (copy: Resource | undefined) =>
  copy
    ? {
        state: 'acked' as const,
        acked_version: copy.meta?.versionId ?? null,
        acked_server_time: storedTime(copy.meta?.lastUpdated),
        error_class: null,
        next_at: null,
      }
    : { state: 'blocked' as const, error_class: 'restored', next_at: null };

/** The patients and requests of these referrals as the registry holds them. */
export async function readRevisions(
  client: RegistryClient,
  read: Reader,
  referralIds: readonly string[],
): Promise<{ ok: true; resources: Resource[] } | Failure> {
  const rows = read.all(
    read.query.selectFrom('referral').select('patient_id').distinct().where('id', 'in', referralIds),
  );
  const patients = await readByIds<Patient>(
    client,
    'Patient',
    rows.map(row => row.patient_id),
  );
  if (!patients.ok) return patients;
  const requests = await readByIds<ServiceRequest>(client, 'ServiceRequest', referralIds);
  return requests.ok ? { ok: true, resources: [...patients.found.values(), ...requests.found.values()] } : requests;
}

/** What the registry holds of ours may be newer than what goes out again: it is never written over. */
export function saveRevisions(tx: Transaction, baseUrl: string, resources: readonly Resource[], uris: FhirUris): void {
  for (const resource of resources) {
    const { resourceType: type, id, meta } = resource;
    if (id === undefined || meta?.versionId === undefined) continue;
    // The id of a request is its referral's; that of a patient stands for itself.
    saveOwnVersions(tx, baseUrl, id, [{ type, id, versionId: meta.versionId, rev: revisionOf(resource, uris) }]);
  }
}
