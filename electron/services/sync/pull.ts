import type { Bundle, Task } from '@medplum/fhirtypes';
import { OPS_KEPT } from '../../../shared/fhir/apply-task-intent.ts';
import { readTask } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import { organizationId, storedTime } from '../../../shared/fhir/writing.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Transaction, type Write } from '../database/unit-of-work.ts';
import type { Clock, Ids } from '../ports.ts';
import type { Lease } from './lease.ts';
import type { Answer, Failure, RegistryClient } from './registry-client.ts';
import { taskScope } from './registry-settings.ts';
import { saveTask } from './remote-task.ts';
import type { ServerCheck } from './server-check.ts';

const PAGE = 100;
const LARGEST_PAGE = 1000;
/** Rows that become visible late are still met: the cursor stays this far behind what was seen. */
const OVERLAP_MS = 5 * 60_000;
const WALKS = 3;
/** No server is known to cut a page shorter than this. */
const SMALLEST_CAP = 20;

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
}

export interface Puller {
  /** Fetches what has changed of our referrals; null where all of it is in. @throws LeaseLost */
  pull(): Promise<Failure | null>;
}

export function createPuller(options: PullOptions): Puller {
  const { read, write, clock, ids, client, check, lease, uris, baseUrl, facilityCode } = options;
  const scope = taskScope(baseUrl);

  const watermark = () =>
    read.first(read.query.selectFrom('pull_cursor').select('watermark').where('scope', '=', scope))?.watermark ?? null;

  const firstPage = (from: string | null, more: Record<string, string> = {}) =>
    client.search(
      'Task',
      new URLSearchParams({
        requester: `Organization/${organizationId(facilityCode)}`,
        ...(from === null ? {} : { _lastUpdated: `ge${from}` }),
        _sort: '_lastUpdated', // one key only: with two, one server sorted by the last
        _count: String(PAGE),
        ...more,
      }),
    );

  /** Rows and cursor in one transaction: both or neither. */
  function save(tasks: readonly Task[], cursor: string | null): void {
    let isRepaired = false;
    write(PROGRAM, { action: 'sync.pull', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      let isNews = false;
      for (const task of tasks) {
        isNews = saveTask(tx, ids, uris, task) || isNews;
        isRepaired = repairLostWrites(tx, task, uris) || isRepaired;
      }
      if (cursor !== null) tx.bookkeeping.put('pull_cursor', { scope, watermark: cursor, walked_at: clock.now() });
      if (isNews) tx.announce({ type: 'sync.changed' });
    });
    if (isRepaired) options.onRepair();
  }

  /**
   * A server whose clock fell back stamps a newer version with an older time, and a stale search shows an older one:
   * which of them it is, only the resource itself can say.
   */
  async function current(task: Task): Promise<Task | null> {
    const known = read.first(
      read.query
        .selectFrom('remote')
        .select(['version_id', 'last_updated'])
        .where('type', '=', 'Task')
        .where('id', '=', task.id ?? ''),
    );
    const at = storedTime(task.meta?.lastUpdated);
    if (!known || at === null || known.version_id === task.meta?.versionId || at > known.last_updated) return task;
    const asked = await client.read<Task>('Task', task.id ?? '');
    return asked.ok && !('absent' in asked) ? asked.resource : null;
  }

  async function savePage(tasks: readonly Task[], cursor: string | null): Promise<void> {
    const checked: Task[] = [];
    for (const task of tasks) {
      const now = await current(task);
      if (now) checked.push(now);
    }
    save(checked, cursor);
  }

  /** One walk to the end of the result. `again`: a page link has expired. */
  async function walk(): Promise<Failure | 'again' | null> {
    const from = watermark();
    const seen = new Map<string, string>();
    let newest = '';
    let answer = await firstPage(from);
    for (;;) {
      if (!answer.ok) return isExpired(answer) && seen.size > 0 ? 'again' : answer;
      const page = answer.resource;
      const tasks = tasksOf(page);
      for (const task of tasks) {
        seen.set(task.id ?? '', task.meta?.versionId ?? '');
        newest = later(newest, storedTime(task.meta?.lastUpdated) ?? '');
      }
      const next = page.link?.find(link => link.relation === 'next')?.url;
      const further = next === undefined ? await beyond(page, tasks, seen) : await client.next(next);
      await savePage(tasks, further === null ? cursorAfter(newest, from) : null);
      if (further === null) return null;
      answer = further;
    }
  }

  /** What lies behind a page without a link: nothing, or more that the server has cut off (no links, capped pages). */
  async function beyond(
    page: Bundle,
    tasks: readonly Task[],
    seen: Map<string, string>,
  ): Promise<Answer<Bundle> | null> {
    const last = tasks.at(-1)?.meta?.lastUpdated;
    if (tasks.length === 0 || last === undefined) return null;
    if (page.total !== undefined && seen.size >= page.total) return null;
    const from = watermark();
    const attempts = [
      () => firstPage(from, { _offset: String(seen.size) }),
      () => firstPage(from, { _count: String(LARGEST_PAGE) }),
      () => firstPage(last),
    ];
    for (const attempt of attempts) {
      const answer = await attempt();
      if (answer.ok && tasksOf(answer.resource).some(task => isNew(task, seen))) return answer;
      if (!answer.ok && answer.reason !== 'refused') return answer;
    }
    const isOneStamp = tasks.every(task => task.meta?.lastUpdated === last);
    return isOneStamp && tasks.length >= SMALLEST_CAP && page.total === undefined ? cutOff : null;
  }

  return {
    async pull() {
      const checked = await check.ensure();
      if (!checked.ok) return checked;
      for (let round = 1; ; round += 1) {
        const ended = await walk();
        if (ended !== 'again') return ended;
        if (round >= WALKS) return cutOff;
      }
    },
  };
}

/** The server shows a part of the result and no way to the rest: said on the screen, never passed over. */
const cutOff: Failure = {
  ok: false,
  reason: 'result-cut-off',
  httpStatus: null,
  retryAfterMs: null,
  detail: '',
  serverDate: null,
};

const isExpired = ({ httpStatus }: Failure) => httpStatus === 404 || httpStatus === 410;

const tasksOf = (page: Bundle): Task[] =>
  (page.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'Task' && resource.id ? [resource] : []));

const isNew = (task: Task, seen: Map<string, string>) => seen.get(task.id ?? '') !== (task.meta?.versionId ?? '');

const later = (a: string, b: string): string => (a > b ? a : b);

/** Never backwards, never from the local clock; null where nothing was seen. */
function cursorAfter(newest: string, from: string | null): string | null {
  if (newest === '') return null;
  return later(new Date(Date.parse(newest) - OVERLAP_MS).toISOString(), from ?? '');
}

/**
 * A move of ours that the registry once acknowledged and that is gone from the Task: somebody wrote over it. It is made
 * again by the same procedure, and asked about where it is no longer allowed.
 */

function repairLostWrites(tx: Transaction, task: Task, uris: FhirUris): boolean {
  const reading = readTask(task, uris);
  if (!reading || task.id === undefined) return false;
  const kept = new Set(reading.ops.map(op => op.id));
  const oldest = reading.ops[0]?.at ?? '';
  const rows = tx.read.all(
    tx.read.query
      .selectFrom('outbox')
      .select(['op_id', 'created_at'])
      .where('stream_id', '=', task.id)
      .where('step', '=', 'task')
      .where('state', '=', 'acked'),
  );
  const lost = rows.filter(({ op_id, created_at }) => {
    const isBeyondMemory = reading.ops.length >= OPS_KEPT && created_at < oldest;
    return !kept.has(op_id) && !isBeyondMemory;
  });
  for (const { op_id } of lost) {
    tx.bookkeeping.update('outbox', { op_id }, { state: 'pending', next_at: null, error_class: 'lost-write' });
  }
  return lost.length > 0;
}
