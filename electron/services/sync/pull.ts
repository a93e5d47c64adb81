import type { Communication, Resource, Task } from '@medplum/fhirtypes';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import { organizationId, storedTime } from '../../../shared/fhir/writing.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Transaction, type Write } from '../database/unit-of-work.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Lease } from './lease.ts';
import { lostOps, repairLostWrites } from './lost-writes.ts';
import { fetchReceivedRequests } from './received-requests.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { remoteCopy, saveCopy } from './remote-copies.ts';
import { saveTask } from './remote-task.ts';
import { refusal, type ServerCheck } from './server-check.ts';
import { isReset } from './server-row.ts';
import { createSweeps, type SweepTimes } from './sweeps.ts';
import { walk } from './walk.ts';
import { fetchWanted, forgetWanted, noteWanted } from './wanted.ts';

/** Rows that become visible late are still met: the cursor stays this far behind what was seen. */
const OVERLAP_MS = 5 * 60_000;
/** How far the cursors go back when the registry's clock has fallen back. */
const REWIND_MS = 24 * 3_600_000;

export interface PullOptions {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
  client: RegistryClient;
  check: ServerCheck;
  lease: Lease;
  uris: FhirUris;
  baseUrl: string;
  facilityCode: string;
  /** A move of ours was found lost and is queued again. */
  onRepair: () => void;
  onCommunication: OnCommunication;
  times: SweepTimes;
  serverNowMs: () => number | null;
}

/** A message to us in a version not seen before, in the transaction that keeps it and moves the cursor. */
export type OnCommunication = (tx: Transaction, message: Communication) => void;

export interface Puller {
  /** Fetches what has changed of our referrals; null where all of it is in. @throws LeaseLost */
  pull(): Promise<Failure | null>;
  /** Fetches one referral whatever the cursor says. @throws LeaseLost */
  refetch(referralId: string): Promise<Failure | null>;
  /** The registry's clock fell back: what it stamps now may lie before the cursors. */
  rewind(): void;
}

/** What is fetched by time, each with a cursor of its own. */
interface Scope {
  /** Name of its cursor. */
  name: string;
  type: 'Task' | 'Communication';
  query: Record<string, string>;
  /** @returns whether it was news */
  save(tx: Transaction, resource: Resource): boolean;
}

export function createPuller(options: PullOptions): Puller {
  const { read, write, clock, ids, client, check, lease, uris, baseUrl, facilityCode } = options;
  const organization = `Organization/${organizationId(facilityCode)}`;
  let lost: string[] = [];

  const saveOneTask = (tx: Transaction, resource: Resource): boolean => {
    const task = resource as Task;
    const isNews = saveTask(tx, ids, uris, baseUrl, task);
    lost.push(...lostOps(tx, task, uris));
    if (isNews) noteWanted(tx, baseUrl, task);
    return isNews;
  };
  const taskScope: Scope = {
    name: 'Task?requester',
    type: 'Task',
    query: { requester: organization },
    save: saveOneTask,
  };
  /** Referrals to us: asked for once one of them has come in without the line. */
  const owned: Scope = { name: 'Task?owner', type: 'Task', query: { owner: organization }, save: saveOneTask };
  const sent: readonly Scope[] = [
    taskScope,
    {
      name: 'Communication?recipient',
      type: 'Communication',
      query: { recipient: organization },
      save(tx, resource) {
        const isNews = saveCopy(tx, baseUrl, resource);
        if (isNews) options.onCommunication(tx, resource as Communication);
        return isNews;
      },
    },
  ];

  const scopes = (): readonly Scope[] => (hasReceived(read) ? [...sent, owned] : sent);

  const watermark = (scope: string) =>
    read.first(
      read.query
        .selectFrom('pull_cursor')
        .select('watermark')
        .where('base_url', '=', baseUrl)
        .where('scope', '=', scope),
    )?.watermark ?? null;

  function inTransaction(work: (tx: Transaction) => void): void {
    write(PROGRAM, { action: 'sync.pull', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      work(tx);
    });
  }

  /** Rows and cursor in one transaction: both or neither. */
  function save({ name, save: saveOne }: Scope, resources: readonly Resource[], cursor: string | null): void {
    let isRepaired = false;
    inTransaction(tx => {
      lost = [];
      const news = resources.filter(resource => saveOne(tx, resource));
      if (cursor !== null) {
        const walked_at = clock.now();
        tx.bookkeeping.put('pull_cursor', { base_url: baseUrl, scope: name, watermark: cursor, walked_at });
      }
      isRepaired = repairLostWrites(tx, baseUrl, lost);
      if (news.length > 0) tx.announce({ type: 'sync.changed' });
    });
    if (isRepaired) options.onRepair();
  }

  /**
   * A server whose clock fell back stamps a newer version with an older time, and a stale search shows an older one:
   * which of them it is, only the resource itself can say.
   */
  async function current(resource: Resource): Promise<Resource | null> {
    const { resourceType, id = '', meta } = resource;
    const known = remoteCopy(read, baseUrl, resourceType, id);
    const at = storedTime(meta?.lastUpdated);
    if (!known || at === null || known.version_id === meta?.versionId || at > known.last_updated) return resource;
    const asked = await client.read<Resource>(resourceType, id);
    return asked.ok && !('absent' in asked) ? asked.resource : null;
  }

  async function checkedSave(scope: Scope, resources: readonly Resource[], cursor: string | null): Promise<void> {
    const checked: Resource[] = [];
    for (const resource of resources) {
      const now = await current(resource);
      if (now) checked.push(now);
    }
    save(scope, checked, cursor);
  }

  async function pullScope(scope: Scope): Promise<Failure | null> {
    const from = watermark(scope.name);
    return walk(client, { type: scope.type, query: scope.query, from }, (resources, newest) =>
      checkedSave(scope, resources, newest === null ? null : cursorAfter(newest, from, options.serverNowMs())),
    );
  }

  const sweeps = createSweeps({
    ...options,
    inTransaction,
    saveTasks: tasks => checkedSave(taskScope, tasks, null),
    async walkAll(from, query, types) {
      for (const scope of scopes().filter(({ type }) => types.includes(type))) {
        const search = { type: scope.type, query: { ...scope.query, ...query }, from };
        const failure = await walk(client, search, resources => checkedSave(scope, resources, null));
        if (failure) return failure;
      }
      return null;
    },
  });

  const saveWanted = (resources: Resource[]) =>
    inTransaction(tx => {
      for (const resource of resources) {
        saveCopy(tx, baseUrl, resource);
        forgetWanted(tx, baseUrl, resource);
      }
      if (resources.length > 0) tx.announce({ type: 'sync.changed' });
    });

  const saveRequests = (resources: Resource[]) => {
    const isNews = ({ resourceType, id = '', meta }: Resource) =>
      remoteCopy(read, baseUrl, resourceType, id)?.version_id !== meta?.versionId;
    const news = resources.filter(isNews);
    if (news.length === 0) return;
    inTransaction(tx => {
      for (const resource of news) saveCopy(tx, baseUrl, resource);
      tx.announce({ type: 'received.changed' });
    });
  };

  /** What hangs on the Tasks: what their answers name, and the requests of those that came in without the line. */
  const fetchNamed = async () =>
    (await fetchWanted(client, read, baseUrl, saveWanted)) ??
    (await fetchReceivedRequests(client, read, baseUrl, saveRequests)) ??
    inDoubt();

  const inDoubt = () => (isReset(read, baseUrl) ? refusal('registry-reset', null) : null);

  return {
    async pull() {
      const checked = await check.ensure();
      if (!checked.ok) return checked;
      const isFirst = watermark(taskScope.name) === null;
      for (const scope of scopes()) {
        const failure = await pullScope(scope);
        if (failure) return failure;
      }
      if (isFirst) sweeps.begin();
      else {
        const failure = await sweeps.run();
        if (failure) return failure;
      }
      return fetchNamed();
    },
    async refetch(referralId) {
      const checked = await check.ensure();
      if (!checked.ok) return checked;
      return (await sweeps.tasks([referralId])) ?? (await fetchNamed());
    },
    rewind() {
      const nowMs = options.serverNowMs();
      if (nowMs === null) return;
      const dayBefore = new Date(nowMs - REWIND_MS).toISOString();
      inTransaction(tx => {
        const cursors = tx.read.all(
          tx.read.query.selectFrom('pull_cursor').selectAll().where('base_url', '=', baseUrl),
        );
        for (const cursor of cursors) {
          if (cursor.watermark === '') tx.bookkeeping.remove('pull_cursor', { base_url: baseUrl, scope: cursor.scope });
          else if (cursor.watermark > dayBefore) tx.bookkeeping.put('pull_cursor', { ...cursor, watermark: dayBefore });
        }
      });
    },
  };
}

/** Whether a referral is held here that came by a code or a file and can be met at the registry. */
const hasReceived = (read: Reader): boolean =>
  read.first(read.query.selectFrom('received_referral').select('id').where('referral_id', 'is not', null).limit(1)) !==
  undefined;

/**
 * Never backwards, never from the local clock; null where nothing was seen. Stamps ahead of the registry's own clock are of
 * a time before that clock was set back: new rows will have lower ones.
 */
function cursorAfter(newest: string, from: string | null, serverNowMs: number | null): string | null {
  if (newest === '') return null;
  const upTo = Math.min(Date.parse(newest), serverNowMs ?? Number.POSITIVE_INFINITY);
  const behind = new Date(upTo - OVERLAP_MS).toISOString();
  return from !== null && from > behind ? from : behind;
}
