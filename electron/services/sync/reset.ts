import type { ResetLine } from '../../../shared/contract/transfer.ts';
import { readTask } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import type { Actor, Transaction, Write } from '../database/unit-of-work.ts';
import { rowsOf } from '../outbox/rows.ts';
import type { Ids } from '../ports.ts';
import { type Holdings, readHoldings } from './held-rows.ts';
import { OPEN_STATES } from './known-open.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { saveTask } from './remote-task.ts';
import { readRevisions, saveRevisions } from './restored.ts';
import { NO_EPOCH, readMarkOf, refusal } from './server-check.ts';
import { updateServer } from './server-row.ts';

export interface ResetOptions {
  read: Reader;
  write: Write;
  ids: Ids;
  client: RegistryClient;
  uris: FhirUris;
  baseUrl: string;
  fhirBase: string;
  training: boolean;
}

export type ResetChoice = 'resend' | 'go-on';

/** What an administrator does when the registry was wiped, restored or exchanged. Nothing is sent here. */
export interface Reset {
  compare(): Promise<{ ok: true; lines: ResetLine[] } | Failure>;
  /** Takes the registry as it is. @returns null where it is done */
  settle(actor: Actor, choice: ResetChoice): Promise<Failure | null>;
}

export function createReset({ read, write, ids, client, uris, baseUrl, fhirBase, training }: ResetOptions): Reset {
  const look = async () => {
    const known = acknowledged(read);
    const holdings = await readHoldings(
      { client, read, uris },
      known.map(({ referralId }) => referralId),
    );
    return holdings.ok ? { ...holdings, known } : holdings;
  };

  return {
    async compare() {
      const seen = await look();
      return seen.ok ? { ok: true, lines: seen.known.map(one => lineOf(one, seen, uris)) } : seen;
    },
    async settle(actor, choice) {
      const marked = await readMarkOf(client, fhirBase);
      if (!marked.ok) return marked;
      if (marked.mark.training !== training) return refusal('training-mismatch', marked.serverDate);
      const seen = await look();
      if (!seen.ok) return seen;
      // Of every referral, not of the acknowledged ones alone: what is queued goes out after this, too.
      const streams = read.all(read.query.selectFrom('outbox').select('stream_id').distinct());
      const revisions = await readRevisions(
        client,
        read,
        streams.map(row => row.stream_id),
      );
      if (!revisions.ok) return revisions;
      write(actor, { action: 'sync.settle', subject: null, reason: choice }, tx => {
        tx.note();
        const epoch = marked.mark.epoch ?? NO_EPOCH;
        updateServer(tx, baseUrl, { epoch, reset_at: null, reset_why: null, date_seen: null });
        for (const table of ['remote', 'own_version', 'remote_wanted', 'pull_cursor'] as const) {
          tx.bookkeeping.remove(table, { base_url: baseUrl });
        }
        saveRevisions(tx, baseUrl, revisions.resources, uris);
        for (const task of seen.tasks.values()) saveTask(tx, ids, uris, baseUrl, task);
        for (const { referralId, isOpen } of seen.known) {
          if (isOpen) takeUp(tx, referralId, seen, choice);
          const comesBack = isOpen && choice === 'resend';
          if (!comesBack && !seen.tasks.has(referralId)) holdMoves(tx, referralId);
        }
        tx.announce({ type: 'sync.changed' });
      });
      return null;
    },
  };
}

/** What was acknowledged and is not there goes out again, or needs a hand. */
function takeUp(tx: Transaction, referralId: string, { held }: Holdings, choice: ResetChoice): void {
  for (const row of rowsOf(tx.read, [referralId])) {
    if (row.state !== 'acked' || held.has(row.seq)) continue;
    tx.bookkeeping.update(
      'outbox',
      { op_id: row.op_id },
      {
        state: choice === 'resend' ? 'pending' : 'blocked',
        error_class: 'registry-reset',
        next_at: null,
        acked_version: null,
        acked_server_time: null,
      },
    );
  }
}

/** A move of a Task that is gone and stays gone would put the registry in doubt again, and with it everything else. */
function holdMoves(tx: Transaction, referralId: string): void {
  for (const { op_id, step, state } of rowsOf(tx.read, [referralId])) {
    if (step !== 'task' || (state !== 'pending' && state !== 'inflight')) continue;
    tx.bookkeeping.update('outbox', { op_id }, { state: 'blocked', error_class: 'registry-reset', next_at: null });
  }
}

interface Known {
  referralId: string;
  number: string;
  businessStatus: string;
  at: string | null;
  /** Not ended by either side, as far as we know: only such is worth sending again. */
  isOpen: boolean;
}

/** Referrals that a registry has acknowledged, newest first, with what was last known of them. */
function acknowledged(read: Reader): Known[] {
  const { query } = read;
  const rows = read.all(
    query
      .selectFrom('outbox')
      .innerJoin('referral', 'referral.id', 'outbox.stream_id')
      .select(['referral.id', 'referral.number'])
      .where('outbox.step', '=', 'bundle')
      .where('outbox.resource_type', '=', 'Task')
      .where('outbox.state', '=', 'acked')
      .orderBy('referral.signed_at', 'desc'),
  );
  return rows.map(({ id, number }) => {
    const event = read.first(
      query
        .selectFrom('referral_event')
        .select(['kind', 'server_time', 'detail_json'])
        .where('referral_id', '=', id)
        .where('server_time', 'is not', null)
        .orderBy('server_time', 'desc')
        .limit(1),
    );
    const { taskStatus = 'requested' } = JSON.parse(event?.detail_json ?? '{}') as { taskStatus?: string };
    return {
      referralId: id,
      number: number ?? '',
      businessStatus: event?.kind ?? 'created',
      at: event?.server_time ?? null,
      isOpen: OPEN_STATES.includes(taskStatus),
    };
  });
}

function lineOf({ isOpen, businessStatus, at, ...known }: Known, { tasks }: Holdings, uris: FhirUris): ResetLine {
  const task = tasks.get(known.referralId);
  const reading = task ? readTask(task, uris) : null;
  return {
    ...known,
    local: { businessStatus, at },
    server: reading && { businessStatus: reading.businessStatus || reading.taskStatus, at: reading.statusAt },
    isMissing: !task && isOpen,
  };
}
