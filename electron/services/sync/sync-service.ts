import { AppError } from '../../../shared/contract/errors.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import { type ResetLine, ResetReason, type SyncStatus } from '../../../shared/contract/transfer.ts';
import type { Reader } from '../database/store.ts';
import { type Actor, PROGRAM, type Write } from '../database/unit-of-work.ts';
import { createOutbox } from '../outbox/outbox-service.ts';
import { IS_OPEN, IS_TROUBLED } from '../outbox/row-states.ts';
import type { Clock, Ids } from '../ports.ts';
import { Breaker, Waiting, waitMs } from './backoff.ts';
import type { HttpPort, Timers } from './http.ts';
import { knownOpen } from './known-open.ts';
import { createLease, LeaseLost } from './lease.ts';
import type { OnCommunication } from './pull.ts';
import { hasWork, reopenForbidden } from './queue.ts';
import { isReason, type Reason } from './reasons.ts';
import type { Failure } from './registry-client.ts';
import type { ResetChoice } from './reset.ts';
import { serverRow, updateServer } from './server-row.ts';
import { openSession, type Session, SYNC_TIMES, type SyncSettings, type SyncTimes } from './session.ts';

/**
 * `enqueue`: something new is in the outbox. `user`, `network`, `resume`, `settings`: things may have changed, so all
 * waiting ends. `timer`: the next turn has come.
 */
export type SyncTrigger = 'enqueue' | 'user' | 'network' | 'resume' | 'settings' | 'timer';

export interface SyncOptions {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
  settings: () => SyncSettings;
  /** Life of this database: another one after a restore from a backup. */
  dbEpoch: () => string;
  /** Closed by `stop`. */
  http: HttpPort;
  timers: Timers;
  random: () => number; // 0 <= x < 1
  /** State of the line that is not in the database. */
  announce: (event: ClinicEvent) => void;
  /** A message to us has come. */
  onCommunication?: OnCommunication;
  times?: Partial<SyncTimes>;
  /** Who holds the lease; a new one for each start unless given. */
  holder?: string;
}

export interface Sync {
  status(): SyncStatus;
  /** Runs now, as a person asked; resolves with the state after that run. */
  now(): Promise<SyncStatus>;
  trigger(reason: SyncTrigger): void;
  /** Fetches one referral whatever the cursor says. @throws AppError registry-not-set | registry-unreachable */
  refetch(referralId: string): Promise<SyncStatus>;
  /** With a registry that is not what it was; changes nothing. @throws AppError registry-not-set | registry-unreachable */
  compare(): Promise<ResetLine[]>;
  /** Takes the registry as it is. @throws AppError registry-not-set | registry-unreachable */
  settle(actor: Actor, choice: ResetChoice): Promise<SyncStatus>;
  start(): void;
  /** Cuts what is on its way (it is found again by its mark) and lets go of the lease. */
  stop(): Promise<void>;
}

const SHORTEST_PAUSE_MS = 1_000;

/** Carries the outbox to the registry and the answers back, whenever it can. One run at a time. */
export function createSync(options: SyncOptions): Sync {
  const { read, write, clock, ids, settings, http, timers, random, announce } = options;
  const times: SyncTimes = { ...SYNC_TIMES, ...options.times };
  const outbox = createOutbox({ read });
  const lease = createLease(write, clock, options.holder ?? ids.uuid(), times.takeOverAfterMs);
  const breaker = new Breaker();
  const waiting = new Waiting();
  const claimed = new Set<number>();

  let session: { key: string; open: Session | null } | null = null;
  let flight: Promise<void> | null = null;
  let letters: Promise<void> | null = null;
  let isRerunDue = false;
  let isStopped = true;
  let isElsewhere = false; // another worker holds the lease
  let isStorageFailing = false;
  let newestSeq = 0;
  let pullFailure: Reason | null = null;
  let cancelTimer: () => void = () => undefined;
  let cancelBeat: () => void = () => undefined;

  function presentSession(): Session | null {
    const now = settings();
    const key = JSON.stringify(now);
    if (session?.key !== key) {
      session?.open?.pusher.stop();
      breaker.reset();
      const onCommunication = options.onCommunication ?? (() => undefined);
      const open = openSession(
        { ...options, times, lease, breaker, waiting, claimed, onCommunication, lineIsBack, runAgain },
        now,
      );
      session = { key, open };
    }
    return session.open;
  }

  /** Whoever waited only because nobody answered goes at once. */
  function lineIsBack(): void {
    waiting.forgive();
    runAgain();
  }

  function runAgain(): void {
    isRerunDue = true;
  }

  async function run(): Promise<void> {
    waiting.clearEnded(clock.monotonicMs());
    const now = presentSession();
    if (!now || !takeLease()) return;
    // Only what has asked the registry may say that it answers: else no wait would ever grow.
    const isReconciled = !now.isRestored() || (await attempt(() => now.reconcile()));
    if (isReconciled) {
      await now.pusher.drain('care');
      await attempt(now.puller.pull);
    }
    remember(now);
    if (isReconciled) sendLetters(now);
  }

  function takeLease(): boolean {
    const held = lease.take();
    isElsewhere = held === 'other';
    if (!isElsewhere) {
      recoverInflight();
      if (held === 'taken') recoverWaits();
      beat();
    }
    return !isElsewhere;
  }

  /** Asks the registry something for the whole of us; says whether it answered. */
  async function attempt(ask: () => Promise<Failure | null>): Promise<boolean> {
    if (isStopped || !breaker.mayAsk(clock.monotonicMs())) return false;
    const failure = await ask();
    pullFailure = failure?.reason ?? null;
    if (failure) breaker.failed(failure.reason, clock.monotonicMs(), trips => waitMs(failure, trips, random, times));
    else if (breaker.succeeded()) lineIsBack();
    breaker.endProbe();
    return failure === null;
  }

  /** Letters are on their own: their upload may take an hour, and the next run must not wait for it. */
  function sendLetters(now: Session): void {
    if (letters || isStopped) return;
    letters = now.pusher
      .drain('letters')
      .then(() => remember(now))
      .catch(noteFailure)
      .finally(() => {
        letters = null;
        plan();
      });
  }

  /** "Last complete" moves only when nothing that could go is left and everything was fetched. */
  function remember(now: Session): void {
    const isComplete = pullFailure === null && breaker.openUntilMs === null && !hasWork(read);
    const lastAnswerAt = now.lastAnswerAt();
    const dateSeen = now.dateSeen();
    write(PROGRAM, { action: 'sync.run', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      updateServer(tx, now.baseUrl, {
        date_offset_ms: now.clock.offsetMs(),
        last_error: lastError(),
        ...(lastAnswerAt === null ? {} : { last_answer_at: lastAnswerAt }),
        ...(dateSeen === null ? {} : { date_seen: dateSeen }),
        ...(isComplete ? { last_complete_at: clock.now() } : {}),
      });
      tx.announce({ type: 'sync.changed' });
    });
  }

  /** Why the last attempt that failed has failed, while it still matters. */
  function lastError(): Reason | null {
    if (isStorageFailing) return 'storage';
    if (pullFailure !== null) return pullFailure;
    const row = read.first(
      read.query
        .selectFrom('outbox')
        .select('error_class')
        .where(IS_TROUBLED)
        .where('error_class', '!=', 'not-there-yet')
        .orderBy('priority')
        .orderBy('seq')
        .limit(1),
    );
    const reason = row?.error_class ?? null;
    return isReason(reason) ? reason : null;
  }

  /**
   * What was on its way when the program ended, or when its end could not be written down: whether it landed is asked
   * before it is sent again.
   */
  function recoverInflight(): void {
    const stray = read
      .all(read.query.selectFrom('outbox').select(['seq', 'op_id']).where(IS_OPEN).where('state', '=', 'inflight'))
      .filter(({ seq }) => !claimed.has(seq));
    if (stray.length === 0) return;
    write(PROGRAM, { action: 'sync.start', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      for (const { op_id } of stray) tx.bookkeeping.update('outbox', { op_id }, { state: 'pending' });
    });
  }

  /** How long rows were to wait in the life before. */
  function recoverWaits(): void {
    const nowMs = clock.monotonicMs();
    const now = Date.parse(clock.now());
    const rows = read.all(
      read.query
        .selectFrom('outbox')
        .select(['seq', 'next_at'])
        .where(IS_OPEN)
        .where('state', '=', 'pending')
        .where('next_at', 'is not', null),
    );
    for (const { seq, next_at } of rows) {
      const left = Math.min(Date.parse(next_at ?? '') - now, times.capMs); // a hint of another clock's time
      if (left > 0) waiting.begin(seq, nowMs + left, false);
    }
  }

  function fly(): void {
    if (isStopped) return;
    if (flight) {
      isRerunDue = true; // at most one more
      session?.open?.pusher.wake();
      return;
    }
    cancelTimer();
    take(run());
  }

  function take(work: Promise<void>): void {
    flight = work
      .then(() => {
        isStorageFailing = false;
      })
      .catch(noteFailure)
      .finally(() => {
        flight = null;
        plan();
        announce({ type: 'sync.changed' });
      });
    announce({ type: 'sync.changed' });
  }

  /** Work on behalf of a person, between two runs. */
  async function between<Result>(work: (now: Session) => Promise<Result>): Promise<Result> {
    while (flight) await flight;
    const now = presentSession();
    if (!now || isStopped) throw new AppError('registry-not-set');
    if (!takeLease()) throw new AppError('registry-unreachable');
    const working = work(now);
    take(working.then(() => undefined));
    return working;
  }

  /** A run must never take the worker down; what could not be written is tried again at the next turn. */
  function noteFailure(failure: unknown): void {
    if (!(failure instanceof LeaseLost)) isStorageFailing = true;
  }

  /** A full disk under a timer or an event would end the whole program. */
  function mayWrite(work: () => void): void {
    try {
      work();
    } catch (failure) {
      noteFailure(failure);
    }
  }

  function plan(): void {
    if (isStopped || flight) return;
    cancelTimer();
    if (isRerunDue) {
      isRerunDue = false;
      fly();
      return;
    }
    cancelTimer = timers.after(pauseMs(), () => trigger('timer'));
  }

  function pauseMs(): number {
    const nowMs = clock.monotonicMs();
    const due = [
      nowMs + (isElsewhere ? times.takeOverAfterMs : isBusy() ? times.busyCadenceMs : times.idleCadenceMs),
      isElsewhere
        ? Number.POSITIVE_INFINITY
        : (breaker.openUntilMs ?? waiting.earliestMs() ?? Number.POSITIVE_INFINITY),
    ];
    // Never without a pause: a full disk, or a letter whose upload is the breaker's probe, would spin for an hour.
    const leastMs = isStorageFailing ? times.baseMs : Math.min(times.baseMs, SHORTEST_PAUSE_MS);
    return Math.max(leastMs, Math.min(...due) - nowMs);
  }

  /** An answer is awaited, a patient is on the way, or the disk is to be tried again. */
  function isBusy(): boolean {
    try {
      return isStorageFailing || knownOpen(read, settings().registry.baseUrl).length > 0;
    } catch (failure) {
      noteFailure(failure); // nobody waits for a plan: its failure would end the whole program
      return true;
    }
  }

  function beat(): void {
    cancelBeat();
    cancelBeat = timers.after(times.heartbeatMs, () => {
      if (!flight && !letters) return;
      mayWrite(() => lease.beat());
      beat();
    });
  }

  function trigger(reason: SyncTrigger): void {
    if (isStopped) return;
    if (reason === 'enqueue' && isNewInOutbox()) breaker.reset(); // what is new deserves one attempt at once
    if (reason !== 'enqueue' && reason !== 'timer') {
      breaker.reset();
      waiting.forgive();
      if (reason === 'user' || reason === 'settings') mayWrite(() => reopenForbidden(read, write));
    }
    fly();
  }

  function isNewInOutbox(): boolean {
    const newest = read.first(read.query.selectFrom('outbox').select(({ fn }) => fn.max('seq').as('seq')))?.seq ?? 0;
    const isNew = newest > newestSeq;
    newestSeq = newest;
    return isNew;
  }

  return {
    status() {
      const { baseUrl } = settings().registry;
      const server = serverRow(read, baseUrl);
      return {
        configured: baseUrl !== '',
        running: flight !== null || letters !== null,
        lastCompleteAt: server?.last_complete_at ?? null,
        lastAnswerAt: session?.open?.lastAnswerAt() ?? server?.last_answer_at ?? null,
        lastError: baseUrl === '' ? null : lastError(),
        reset: server?.reset_at ? { at: server.reset_at, why: ResetReason.parse(server.reset_why) } : null,
        ...outbox.summary(),
      };
    },
    async now() {
      trigger('user');
      while (flight) await flight;
      return this.status();
    },
    async refetch(referralId) {
      const failure = await between(now => now.puller.refetch(referralId));
      if (failure) throw new AppError('registry-unreachable');
      return this.status();
    },
    async compare() {
      const seen = await between(now => now.reset.compare());
      if (!seen.ok) throw new AppError('registry-unreachable');
      return seen.lines;
    },
    async settle(actor, choice) {
      const failure = await between(now => now.reset.settle(actor, choice));
      if (failure) throw new AppError('registry-unreachable');
      session?.open?.pusher.stop();
      session = null; // a new one asks the registry anew
      trigger('settings');
      while (flight) await flight;
      return this.status();
    },
    trigger,
    start() {
      isStopped = false;
      fly();
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      cancelTimer();
      cancelBeat();
      session?.open?.pusher.stop();
      await http.close();
      await Promise.all([flight, letters]);
      lease.release();
    },
  };
}
