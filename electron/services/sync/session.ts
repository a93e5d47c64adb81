import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import type { Write } from '../database/unit-of-work.ts';
import type { Clock, Ids } from '../ports.ts';
import { BACKOFF_TIMES, type BackoffTimes, type Breaker, type Waiting } from './backoff.ts';
import type { HttpPort } from './http.ts';
import type { Lease } from './lease.ts';
import { createPuller, type OnCommunication, type Puller } from './pull.ts';
import { createPusher, type Pusher } from './push.ts';
import { type ClientTimes, createRegistryClient, type Failure } from './registry-client.ts';
import { createRegistryLine } from './registry-line.ts';
import type { RegistrySetting } from './registry-settings.ts';
import { createReset, type Reset } from './reset.ts';
import { hasOldLife, reconcileRestored } from './restored.ts';
import { createServerCheck } from './server-check.ts';
import { ServerClock } from './server-clock.ts';
import { serverRow } from './server-row.ts';
import { SWEEP_TIMES, type SweepTimes } from './sweeps.ts';

/** What the site is and which registry it talks to, asked anew at each run. */
export interface SyncSettings {
  registry: RegistrySetting;
  facilityCode: string;
  /** A training site talks to training registries only, all others never to one. */
  training: boolean;
}

export interface SyncTimes extends BackoffTimes, ClientTimes, SweepTimes {
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
  ...SWEEP_TIMES,
  timeoutMs: 60_000,
  uploadMsPerKilobyte: 1_000,
  busyCadenceMs: 60_000,
  idleCadenceMs: 900_000,
  heartbeatMs: 10_000,
  takeOverAfterMs: 60_000,
  checkValidMs: 600_000,
};

export interface SessionOptions {
  read: Reader;
  write: Write;
  clock: Clock;
  ids: Ids;
  /** Life of this database: another one after a restore from a backup. */
  dbEpoch: () => string;
  http: HttpPort;
  random: () => number; // 0 <= x < 1
  times: SyncTimes;
  lease: Lease;
  breaker: Breaker;
  waiting: Waiting;
  claimed: Set<number>;
  onCommunication: OnCommunication;
  /** An answer came after the breaker was open. */
  lineIsBack: () => void;
  /** Something is queued again. */
  runAgain: () => void;
}

/** Everything that talks to one registry, as long as the settings stay as they are. */
export interface Session {
  readonly baseUrl: string;
  readonly pusher: Pusher;
  readonly puller: Puller;
  readonly reset: Reset;
  readonly clock: ServerClock;
  /** Registry's last readable answer, by our clock. */
  lastAnswerAt(): string | null;
  /** Registry's time now, as far as it is to be remembered; null while a fall of its clock is not yet dealt with. */
  dateSeen(): string | null;
  /** Whether this database was restored from a backup and `reconcile` must come before anything else. */
  isRestored(): boolean;
  reconcile(): Promise<Failure | null>;
}

/** @returns null where no registry is set */
export function openSession(options: SessionOptions, settings: SyncSettings): Session | null {
  const { registry, facilityCode, training } = settings;
  const { baseUrl, fhirBase } = registry;
  if (baseUrl === '') return null;
  const { read, clock, times } = options;
  const serverClock = new ServerClock(clock, serverRow(read, baseUrl)?.date_seen ?? null);
  let lastAnswerAt: string | null = null;
  let hasClockFallen = false;

  /** A readable answer of the registry itself: the only proof that the line is there. */
  function noteAnswer(serverDate: string | null): void {
    lastAnswerAt = clock.now();
    if (serverDate !== null && serverClock.note(serverDate)) hasClockFallen = true;
  }

  const client = createRegistryClient(createRegistryLine(options, registry), registry, times, noteAnswer);
  const shared = { ...options, client, uris: fhirUris(fhirBase), baseUrl, fhirBase, training };
  const check = createServerCheck({ ...shared, validMs: times.checkValidMs });
  const puller = createPuller({
    ...shared,
    check,
    facilityCode,
    onRepair: options.runAgain,
    serverNowMs: () => serverClock.nowMs(),
  });

  return {
    baseUrl,
    pusher: createPusher({ ...shared, check }),
    puller: {
      ...puller,
      async pull() {
        const checked = await check.ensure(); // also brings the registry's clock
        if (!checked.ok) return checked;
        if (hasClockFallen) puller.rewind();
        hasClockFallen = false;
        const failure = await puller.pull();
        if (hasClockFallen) options.runAgain();
        return failure;
      },
    },
    reset: createReset(shared),
    clock: serverClock,
    lastAnswerAt: () => lastAnswerAt,
    dateSeen() {
      const nowMs = serverClock.nowMs();
      return nowMs === null || hasClockFallen ? null : new Date(nowMs).toISOString();
    },
    isRestored: () => hasOldLife(read, options.dbEpoch()),
    reconcile: () => reconcileRestored({ ...shared, check }),
  };
}
