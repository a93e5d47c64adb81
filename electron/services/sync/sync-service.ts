import type { ClinicEvent } from '../../../shared/contract/events.ts';
import type { SyncStatus } from '../../../shared/contract/transfer.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Write } from '../database/unit-of-work.ts';
import { createOutbox } from '../outbox/outbox-service.ts';
import type { Clock, Ids } from '../ports.ts';
import { BACKOFF_TIMES, type BackoffTimes, Breaker, Waiting, waitMs } from './backoff.ts';
import type { HttpPort, Timers } from './http.ts';
import { createLease, LeaseLost } from './lease.ts';
import { createPuller, type OnCommunication, type Puller } from './pull.ts';
import { createPusher, type Pusher } from './push.ts';
import { hasWork } from './queue.ts';
import { isReason, type Reason } from './reasons.ts';
import { type ClientTimes, createRegistryClient } from './registry-client.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { createServerCheck, updateServer } from './server-check.ts';

/** What the site is and which registry it talks to, asked anew at each run. */
export interface SyncSettings {
  registry: RegistrySetting;
  facilityCode: string;
  /** A training site talks to training registries only, all others never to one. */
  training: boolean;
}

export interface SyncTimes extends BackoffTimes, ClientTimes {
  /** Between runs while an answer is awaited or a patient is on the way. */
  busyCadenceMs: number;
  idleCadenceMs: number;
  heartbeatMs: number;
  takeOverAfterMs: number;
  /** How long the proof that the server is our registry holds. */
  checkValidMs: number;
}

export const SYNC_TIMES: SyncTimes = {
  ...BACKOFF_TIMES,
  timeoutMs: 60_000,
  uploadMsPerKilobyte: 1_000,
  busyCadenceMs: 60_000,
  idleCadenceMs: 900_000,
  heartbeatMs: 10_000,
  takeOverAfterMs: 60_000,
  checkValidMs: 600_000,
};

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
  start(): void;
  /** Cuts what is on its way (it is found again by its mark) and lets go of the lease. */
  stop(): Promise<void>;
}

interface Session {
  key: string;
  baseUrl: string;
  pusher: Pusher;
  puller: Puller;
}

const OFFSETS_KEPT = 5;

/** Carries the outbox to the registry and the answers back, whenever it can. One run at a time. */
export function createSync(options: SyncOptions): Sync {
  const { read, write, clock, ids, settings, http, timers, random, announce } = options;
  const onCommunication = options.onCommunication ?? (() => undefined);
  const times: SyncTimes = { ...SYNC_TIMES, ...options.times };
  const outbox = createOutbox({ read });
  const lease = createLease(write, clock, options.holder ?? ids.uuid(), times.takeOverAfterMs);
  const breaker = new Breaker();
  const waiting = new Waiting();
  const offsetsMs: number[] = [];

  let session: Session | null = null;
  let flight: Promise<void> | null = null;
  let letters: Promise<void> | null = null;
  let isRerunDue = false;
  let isStopped = true;
  let isElsewhere = false; // another worker holds the lease
  let isStorageFailing = false;
  let newestSeq = 0;
  let lastAnswerAt: string | null = null;
  let pullFailure: Reason | null = null;
  let cancelTimer: () => void = () => undefined;
  let cancelBeat: () => void = () => undefined;

  function sessionFor({ registry, facilityCode, training }: SyncSettings): Session | null {
    if (registry.baseUrl === '') return null;
    const key = JSON.stringify([registry, facilityCode, training]);
    if (session?.key === key) return session;
    session?.pusher.stop();
    breaker.reset();
    const { baseUrl, fhirBase } = registry;
    const client = createRegistryClient(http, registry, times, noteAnswer);
    const shared = { read, write, clock, ids, client, lease, uris: fhirUris(fhirBase), baseUrl };
    const check = createServerCheck({
      ...shared,
      fhirBase,
      training,
      validMs: times.checkValidMs,
    });
    session = {
      key,
      baseUrl,
      pusher: createPusher({ ...shared, check, breaker, random, times, waiting, lineIsBack }),
      puller: createPuller({ ...shared, check, facilityCode, onRepair: runAgain, onCommunication }),
    };
    return session;
  }

  /** Whoever waited only because nobody answered goes at once. */
  function lineIsBack(): void {
    waiting.forgive();
    runAgain();
  }

  function runAgain(): void {
    isRerunDue = true;
  }

  /** A readable answer of the registry itself: the only proof that the line is there. */
  function noteAnswer(serverDate: string | null): void {
    lastAnswerAt = clock.now();
    if (serverDate === null) return;
    offsetsMs.push(Date.parse(serverDate) - Date.parse(lastAnswerAt));
    if (offsetsMs.length > OFFSETS_KEPT) offsetsMs.shift();
  }

  async function run(): Promise<void> {
    waiting.clearEnded(clock.monotonicMs());
    const now = sessionFor(settings());
    if (!now) return;
    const held = lease.take();
    isElsewhere = held === 'other';
    if (isElsewhere) return;
    if (held === 'taken') recoverInflight();
    beat();
    await now.pusher.drain('care');
    await pull(now);
    remember(now);
    sendLetters(now);
  }

  async function pull(now: Session): Promise<void> {
    if (isStopped || !breaker.mayAsk(clock.monotonicMs())) return;
    const failure = await now.puller.pull();
    pullFailure = failure?.reason ?? null;
    if (failure) breaker.failed(failure.reason, clock.monotonicMs(), trips => waitMs(failure, trips, random, times));
    else if (breaker.succeeded()) lineIsBack();
    breaker.endProbe();
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
  function remember({ baseUrl }: Session): void {
    const isComplete = pullFailure === null && breaker.openUntilMs === null && !hasWork(read);
    write(PROGRAM, { action: 'sync.run', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      updateServer(tx, baseUrl, {
        date_offset_ms: median(offsetsMs),
        last_error: lastError(),
        ...(lastAnswerAt === null ? {} : { last_answer_at: lastAnswerAt }),
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
        .where('state', '=', 'pending')
        .where('error_class', 'is not', null)
        .orderBy('priority')
        .orderBy('seq')
        .limit(1),
    );
    const reason = row?.error_class ?? null;
    return isReason(reason) ? reason : null;
  }

  /** What was on its way when the program ended: whether it landed is asked before it is sent again. */
  function recoverInflight(): void {
    write(PROGRAM, { action: 'sync.start', subject: null, reason: null }, tx => {
      lease.assertHeld(tx);
      tx.bookkeeping.update('outbox', { state: 'inflight' }, { state: 'pending' });
    });
    const nowMs = clock.monotonicMs();
    const now = Date.parse(clock.now());
    const rows = read.all(
      read.query
        .selectFrom('outbox')
        .select(['seq', 'next_at'])
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
      session?.pusher.wake();
      return;
    }
    cancelTimer();
    flight = run()
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

  /** A run must never take the worker down; what could not be written is tried again at the next turn. */
  function noteFailure(failure: unknown): void {
    if (!(failure instanceof LeaseLost)) isStorageFailing = true;
  }

  function plan(): void {
    if (isStopped || flight) return;
    cancelTimer();
    if (isRerunDue) {
      isRerunDue = false;
      fly();
      return;
    }
    const nowMs = clock.monotonicMs();
    const cadence = isAnswerAwaited(read, settings().registry.baseUrl) ? times.busyCadenceMs : times.idleCadenceMs;
    const due = [
      nowMs + (isElsewhere ? times.takeOverAfterMs : cadence),
      isElsewhere
        ? Number.POSITIVE_INFINITY
        : (breaker.openUntilMs ?? waiting.earliestMs() ?? Number.POSITIVE_INFINITY),
    ];
    cancelTimer = timers.after(Math.max(0, Math.min(...due) - nowMs), () => trigger('timer'));
  }

  function beat(): void {
    cancelBeat();
    cancelBeat = timers.after(times.heartbeatMs, () => {
      if (!flight && !letters) return;
      lease.beat();
      beat();
    });
  }

  function trigger(reason: SyncTrigger): void {
    if (isStopped) return;
    if (reason === 'enqueue' && isNewInOutbox()) breaker.reset(); // what is new deserves one attempt at once
    if (reason !== 'enqueue' && reason !== 'timer') {
      breaker.reset();
      waiting.forgive();
      if (reason === 'user' || reason === 'settings') reopenForbidden(write);
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
      const { registry } = settings();
      const server = read.first(read.query.selectFrom('server').selectAll().where('base_url', '=', registry.baseUrl));
      return {
        configured: registry.baseUrl !== '',
        running: flight !== null || letters !== null,
        lastCompleteAt: server?.last_complete_at ?? null,
        lastAnswerAt: lastAnswerAt ?? server?.last_answer_at ?? null,
        lastError: registry.baseUrl === '' ? null : lastError(),
        ...outbox.summary(),
      };
    },
    async now() {
      trigger('user');
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
      session?.pusher.stop();
      await http.close();
      await Promise.all([flight, letters]);
      lease.release();
    },
  };
}

/** Referrals that the ward has still to answer or that are on the way. */
const OPEN_STATES = ['requested', 'received', 'on-hold', 'accepted', 'in-progress'];

function isAnswerAwaited(read: Reader, baseUrl: string): boolean {
  const rows = read.all(
    read.query
      .selectFrom('remote')
      .innerJoin('referral', 'referral.id', 'remote.id')
      .select('remote.json')
      .where('remote.base_url', '=', baseUrl)
      .where('remote.type', '=', 'Task')
      .orderBy('remote.last_updated', 'desc')
      .limit(200),
  );
  return rows.some(row => OPEN_STATES.includes((JSON.parse(row.json) as { status?: string }).status ?? ''));
}

/** Rights may have been given since. */
function reopenForbidden(write: Write): void {
  write(PROGRAM, { action: 'sync.reopen', subject: null, reason: null }, tx => {
    tx.bookkeeping.update('outbox', { state: 'blocked', error_class: 'forbidden' }, { state: 'pending' });
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
