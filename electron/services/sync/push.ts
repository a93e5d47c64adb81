import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { OutboxRow } from '../database/rows/sync-rows.ts';
import type { Durability, Reader } from '../database/store.ts';
import { PROGRAM, type Transaction, type Write } from '../database/unit-of-work.ts';
import { payloadOf } from '../outbox/rows.ts';
import type { Clock, Ids } from '../ports.ts';
import { type BackoffTimes, type Breaker, type Waiting, waitMs } from './backoff.ts';
import { inTurns } from './in-turns.ts';
import { type Lease, LeaseLost } from './lease.ts';
import { saveOwnVersions } from './own-versions.ts';
import { eligibleRows, type Lane, type QueuedRow } from './queue.ts';
import { classOf, type Reason } from './reasons.ts';
import type { Failure, RegistryClient } from './registry-client.ts';
import { remoteCopy } from './remote-copies.ts';
import { saveTask } from './remote-task.ts';
import { sendBundle } from './send-bundle.ts';
import { sendBinary, sendResource } from './send-resource.ts';
import { sendTaskMove } from './send-task.ts';
import { type Attempt, failed, question, type SendContext, WITHDRAWN } from './sending.ts';
import type { ServerCheck } from './server-check.ts';
import { markReset } from './server-row.ts';

/** Streams of a lane that are on the line at the same time. */
const ON_THE_LINE: Readonly<Record<Lane, number>> = { care: 2, letters: 1 };
/** As many again are made ready or written down meanwhile: the line is not idle for our own disk. */
const WORKERS: Readonly<Record<Lane, number>> = { care: 4, letters: 1 };
/** Times a write may find the registry moved before a person is asked. */
const MOVED_LIMIT = 10;

export interface PushOptions {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
  client: RegistryClient;
  check: ServerCheck;
  uris: FhirUris;
  baseUrl: string;
  breaker: Breaker;
  lease: Lease;
  random: () => number;
  times: BackoffTimes;
  waiting: Waiting;
  /** Rows that are being sent this moment, whoever began. */
  claimed: Set<number>;
  /** An answer came after the breaker was open. */
  lineIsBack: () => void;
}

export interface Pusher {
  /** Sends all that may go now in one lane; resolves when nothing more can. @throws LeaseLost */
  drain(lane: Lane): Promise<void>;
  /** Puts idle workers to what has just been queued. */
  wake(): void;
  stop(): void;
}

export function createPusher(options: PushOptions): Pusher {
  const { read, write, clock, ids, client, check, uris, baseUrl, breaker, lease, random, times, waiting, claimed } =
    options;
  const lanes = new Map<Lane, () => void>();
  /** Rows whose outcome could not be written down (a full disk): on their way for nobody. */
  const unwritten = new Map<number, QueuedRow>();
  let isStopped = false;

  const contextOn = (lane: Lane): SendContext => ({
    read,
    client: inTurns(client, ON_THE_LINE[lane]),
    uris,
    baseUrl,
    claim: row =>
      inTransaction(row, tx => {
        if (!isQueued(tx, row)) return false;
        const sentAt = row.sent_at ?? clock.now();
        change(tx, row, { state: 'inflight', attempt: row.attempt + 1, sent_at: sentAt, next_at: null });
        row.attempt += 1;
        row.sent_at = sentAt;
        announce(tx, row);
        return true;
      }),
  });
  const contexts: Readonly<Record<Lane, SendContext>> = { care: contextOn('care'), letters: contextOn('letters') };

  function inTransaction<R>(row: QueuedRow, work: (tx: Transaction) => R, durable: Durability = 'at-once'): R {
    return write(PROGRAM, { action: 'sync.push', subject: row.stream_id, reason: null, durable }, tx => {
      lease.assertHeld(tx);
      return work(tx);
    });
  }

  function nextRow(lane: Lane): QueuedRow | null {
    const nowMs = clock.monotonicMs();
    for (const row of eligibleRows(read, lane)) {
      if (!claimed.has(row.seq) && waiting.isOver(row.seq, nowMs)) return row;
    }
    return null;
  }

  /** They go again like every write without an answer: whether it landed is asked first. */
  function takeBack(): void {
    for (const [seq, row] of unwritten) {
      inTransaction(row, tx => {
        if (isQueued(tx, row)) change(tx, row, { state: 'pending' });
      });
      unwritten.delete(seq);
      waiting.begin(seq, clock.monotonicMs() + times.abandonedMs, true);
    }
  }

  async function work(lane: Lane, isBroken: () => boolean): Promise<void> {
    takeBack();
    while (!isStopped && !isBroken()) {
      const row = nextRow(lane);
      if (!row || !breaker.mayAsk(clock.monotonicMs())) return;
      claimed.add(row.seq);
      try {
        await sendOne(row, contexts[lane]);
      } catch (failure) {
        if (!(failure instanceof LeaseLost)) unwritten.set(row.seq, row);
        throw failure;
      } finally {
        claimed.delete(row.seq);
        breaker.endProbe();
      }
      lanes.get(lane)?.();
    }
  }

  async function sendOne(row: QueuedRow, context: SendContext): Promise<void> {
    const startedAt = clock.now();
    const startedMs = clock.monotonicMs();
    const attemptsBefore = row.attempt;
    const checked = await check.ensure();
    const outcome = checked.ok ? await attempt(row, context) : failed(checked);
    if (outcome === WITHDRAWN) return;
    const ms = Math.round(clock.monotonicMs() - startedMs);
    if (row.attempt === attemptsBefore) row.attempt += 1; // it ended before the claim: an attempt all the same
    const settle = (tx: Transaction) => {
      if (isQueued(tx, row)) record(tx, row, outcome, checked.ok);
      const failure = outcome.kind === 'failed' ? outcome.failure : null;
      tx.bookkeeping.put('attempt_log', {
        seq: row.seq,
        started_at: startedAt,
        ms,
        error_class: outcome.kind === 'question' ? outcome.reason : (failure?.reason ?? null),
        http_status: failure?.httpStatus ?? null,
        server_date: failure?.serverDate ?? null,
      });
      announce(tx, row);
    };
    // Nothing goes out that rests on an acknowledgement before the next claim, which brings both to the disk; taken by a
    // power cut before that, it is as if the power had gone before the answer came: the registry is asked for our mark.
    inTransaction(row, settle, outcome.kind === 'acked' ? 'with-next' : 'at-once');
  }

  async function attempt(row: QueuedRow, context: SendContext): Promise<Attempt> {
    const { payload, sha256 } = payloadOf(read, row.seq);
    if (createHash('sha256').update(payload).digest('hex') !== sha256) return question('payload-damaged');
    try {
      return await send(row, payload, context);
    } catch (failure) {
      if (failure instanceof AppError || failure instanceof LeaseLost) throw failure;
      return question('payload-damaged'); // unreadable to this program: it must not hold up the others
    }
  }

  function send(row: QueuedRow, payload: Buffer, context: SendContext): Promise<Attempt> {
    if (row.step === 'bundle') return sendBundle(context, row, payload);
    if (row.step === 'task') return sendTaskMove(context, row, payload);
    if (row.step === 'binary') return sendBinary(context, row, payload);
    return sendResource(context, row, payload);
  }

  function record(tx: Transaction, row: QueuedRow, outcome: Exclude<Attempt, typeof WITHDRAWN>, isServerOk: boolean) {
    if (outcome.kind === 'failed') return recordFailure(tx, row, outcome.failure, isServerOk);
    if (breaker.succeeded()) options.lineIsBack();
    waiting.end(row.seq);
    const settled = { attempt: row.attempt, next_at: null, http_status: null };
    if (outcome.kind === 'question' && outcome.reason === 'registry-reset' && isKnownThere(tx, row)) {
      markReset(tx, baseUrl, 'task-missing');
      change(tx, row, { ...settled, state: 'pending', error_class: outcome.reason });
      return;
    }
    if (outcome.kind === 'question') {
      const { reason, detail, task } = outcome;
      if (task) saveTask(tx, ids, uris, baseUrl, task);
      change(tx, row, { ...settled, state: 'blocked', error_class: reason, outcome: detail });
      return;
    }
    if (outcome.task) saveTask(tx, ids, uris, baseUrl, outcome.task);
    if (outcome.kind === 'overtaken') {
      change(tx, row, { ...settled, state: 'superseded', error_class: null, outcome: null });
      return;
    }
    saveOwnVersions(tx, baseUrl, row.stream_id, outcome.copies);
    change(tx, row, {
      ...settled,
      state: 'acked',
      acked_version: outcome.versionId,
      acked_server_time: outcome.serverTime,
      error_class: null,
      outcome: null,
    });
  }

  /** The registry held the Task when last seen; the absence of one that was gone already says nothing new. */
  const isKnownThere = (tx: Transaction, row: QueuedRow): boolean =>
    remoteCopy(tx.read, baseUrl, 'Task', row.resource_id ?? '') !== undefined;

  function recordFailure(tx: Transaction, row: QueuedRow, failure: Failure, isServerOk: boolean): void {
    const { reason } = failure;
    const nowMs = clock.monotonicMs();
    const state = isServerOk ? stateAfter(reason, row.attempt) : 'pending'; // a whole-server trouble blames no row
    if (state === 'pending') {
      const isAbandoned = row.sent_at !== null && (reason === 'timeout' || reason === 'connection-lost');
      const delay = Math.max(waitMs(failure, row.attempt, random, times), isAbandoned ? times.abandonedMs : 0);
      waiting.begin(row.seq, nowMs + delay, isAbandoned);
      if (reason === 'not-there-yet') {
        if (breaker.succeeded()) options.lineIsBack(); // the registry answered; it is another hospital's turn
      } else breaker.failed(reason, nowMs, trips => waitMs(failure, trips, random, times));
      change(tx, row, { ...reported(row, failure), state, next_at: later(clock.now(), delay) });
    } else {
      if (breaker.succeeded()) options.lineIsBack(); // the registry is there, it refuses this one
      change(tx, row, { ...reported(row, failure), state, next_at: null });
    }
  }

  return {
    drain(lane) {
      let active = 0;
      let broken: { failure: unknown } | null = null;
      return new Promise<void>((resolve, reject) => {
        const spawn = () => {
          if (active >= WORKERS[lane] || isStopped || broken) return;
          active += 1;
          work(lane, () => broken !== null)
            .catch((failure: unknown) => {
              broken ??= { failure };
            })
            .finally(() => {
              active -= 1;
              if (active > 0) return; // over when nobody works any more, or one would outlive the database
              lanes.delete(lane);
              if (broken) reject(broken.failure);
              else resolve();
            });
        };
        lanes.set(lane, spawn);
        for (let worker = 0; worker < WORKERS[lane]; worker += 1) spawn();
        if (active === 0) resolve();
      });
    },
    wake() {
      for (const spawn of lanes.values()) spawn();
    },
    stop() {
      isStopped = true;
    },
  };
}

/** Whether the row is still to be sent: it may have been withdrawn while its turn was being prepared. */
function isQueued(tx: Transaction, row: QueuedRow): boolean {
  const now = tx.read.first(tx.read.query.selectFrom('outbox').select('state').where('seq', '=', row.seq));
  return now?.state === 'pending' || now?.state === 'inflight';
}

const stateAfter = (reason: Reason, attempt: number): 'pending' | 'blocked' | 'dead' => {
  const kind = classOf(reason);
  if (kind === 'poison') return 'dead';
  if (kind === 'moved') return attempt < MOVED_LIMIT ? 'pending' : 'blocked';
  return kind === 'transient' || kind === 'transport' || kind === 'auth' ? 'pending' : 'blocked';
};

const reported = (row: QueuedRow, failure: Failure) => ({
  attempt: row.attempt,
  error_class: failure.reason,
  http_status: failure.httpStatus,
  outcome: failure.detail,
});

/** Rows are changed by their op: the place in the queue is the database's own. */
function change(tx: Transaction, row: QueuedRow, columns: Partial<Omit<OutboxRow, 'seq'>>): void {
  tx.bookkeeping.update('outbox', { op_id: row.op_id }, columns);
}

function announce(tx: Transaction, row: QueuedRow): void {
  const referral = tx.read.first(
    tx.read.query.selectFrom('referral').select('patient_id').where('id', '=', row.stream_id),
  );
  const events: ClinicEvent[] = referral
    ? [{ type: 'referral.changed', referralId: row.stream_id, patientId: referral.patient_id }]
    : [];
  for (const event of [...events, { type: 'sync.changed' } as const]) tx.announce(event);
}

/** For the screen only; waiting itself is measured by the monotonic clock. */
const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();
