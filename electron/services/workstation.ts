import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { z } from 'zod';
import type { backup } from '../../shared/contract/administration.ts';
import type { ApplicationStatus, SessionUser, SetupForm } from '../../shared/contract/application.ts';
import type { ClinicEvent } from '../../shared/contract/events.ts';
import { copyInThread } from './backup/copy-in-thread.ts';
import { createRestore } from './backup/restore.ts';
import { EventHub } from './event-hub.ts';
import type { ReadingRunner } from './lab-imports/read-in-thread.ts';
import { log } from './log.ts';
import type { Platform } from './platform.ts';
import type { Clock, Ids } from './ports.ts';
import type { Site } from './site.ts';
import { ARGON2_FLOOR, calibrateArgon2 } from './vault/argon2.ts';
import { createLockout } from './vault/lockout.ts';
import { createSessions } from './vault/sessions.ts';
import { DEFAULT_IDLE_LOCK_SECONDS, idleLockSeconds } from './vault/setting.ts';
import { createSetup } from './vault/setup-service.ts';
import { createSignIn } from './vault/sign-in.ts';
import { createVault } from './vault/vault.ts';
import { createWakeWatch } from './wake-watch.ts';
import type { WorkerSettings } from './worker-thread.ts';

export interface WorkstationOptions extends WorkerSettings {
  clock: Clock;
  ids: Ids;
  platform: Platform;
  /** The program of the short-lived thread that copies the vault. */
  backupThreadFile: string;
  /** Reads a laboratory export, in a thread of its own. */
  readExport: ReadingRunner;
}

type BackupInput = InferContractRouterInputs<typeof backup>;
type BackupOutput = InferContractRouterOutputs<typeof backup>;

export type Workstation = ReturnType<typeof createWorkstation>;

/** How often idle sessions are looked for. */
const WATCH_MS = 5000;

/** Between two notes of what is unsent. */
const REMEMBER_MS = 1000;

/**
 * The worker's root: one data folder, its vault, who is signed in at which connection, and while the vault is open the
 * site with all its services.
 */
export function createWorkstation(options: WorkstationOptions) {
  const { dataDir, clock, ids, platform } = options;
  const events = new EventHub();
  let site: Site | null = null;

  const vault = createVault({
    dataDir,
    clock,
    ids,
    argon2: options.test?.cheapKeys ? ARGON2_FLOOR : calibrateArgon2,
    announce: changes => events.publish(changes),
    onSlow: (sql, ms) => log('slow-query', { sql: sql.slice(0, 200), ms: Math.round(ms) }),
  });
  const idleSeconds = () =>
    options.test?.idleLockSeconds ?? (site ? idleLockSeconds(site.read) : DEFAULT_IDLE_LOCK_SECONDS);
  const sessions = createSessions({ clock, idleSeconds });
  const lockout = createLockout(vault.paths.lockout, clock);
  const closeIfUnused = () => {
    if (!site) vault.close();
  };
  const signIn = createSignIn({ vault, lockout, clock, closeIfUnused });
  const setup = createSetup({ vault });
  const restoring = createRestore({ vault, clock, ids, lockout, closeIfUnused });

  /** Opening, closing and restoring take turns: a vault is never closed under somebody who has just come in. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  /** Signs a user in at a connection, with the services running. */
  async function enter(connection: string, user: SessionUser): Promise<SessionUser> {
    site ??= await openVaultSite();
    sessions.signIn(connection, user);
    rememberUnsent();
    return user;
  }

  async function openVaultSite(): Promise<Site> {
    // Loaded at the first unlock: the unlock screen must not wait for what only an open vault needs.
    const { openSite } = await import('./site.ts');
    return openSite({
      vault: vault.opened(),
      platform,
      signIn,
      lockout,
      events,
      paths: vault.paths,
      copy: copyInThread(options.backupThreadFile),
      readExport: options.readExport,
      softwareVersion: options.appVersion,
      syncTimes: options.test?.syncTimes,
      onFacility: ({ name }) => vault.rememberSite({ facilityName: name }),
      onUser: (userId, changed) => {
        if (sessions.userChanged(userId, changed).length > 0) events.publish([{ type: 'session.locked' }]);
      },
      onBackupDamage: () => vault.rememberSite({ suspect: true }),
    });
  }

  function rememberUnsent(): void {
    if (site) vault.rememberSite({ unsent: site.unsent() });
  }

  /** At once, and then no more often than this while a queue drains: it is a file, written through to the disk. */
  let rememberedSoon: NodeJS.Timeout | null = null;
  let isRememberDue = false;
  function rememberUnsentSoon(): void {
    if (rememberedSoon) {
      isRememberDue = true;
      return;
    }
    rememberUnsent();
    rememberedSoon = setTimeout(() => {
      rememberedSoon = null;
      if (isRememberDue) rememberUnsentSoon();
    }, REMEMBER_MS).unref();
    isRememberDue = false;
  }

  /** Where nobody is signed in and nothing waits for the registry, the key goes. */
  async function closeIfIdle(): Promise<void> {
    if (site && sessions.shouldCloseVault(site.openTransfers)) await closeSite();
  }

  async function closeSite(): Promise<void> {
    rememberUnsent();
    const closing = site;
    site = null;
    await closing?.close();
    vault.close();
  }

  const woke = () => site?.sync.trigger('resume');
  const wakeWatch = createWakeWatch(clock, WATCH_MS);
  const watch = setInterval(() => {
    if (wakeWatch.hasSlept()) woke(); // a host that is told of no wake-up sees it so
    if (sessions.expire().length > 0) events.publish([{ type: 'session.locked' }]);
    void inTurn(closeIfIdle);
  }, WATCH_MS);
  const stopListening = events.listen(({ type }) => {
    if (type === 'referral.changed' || type === 'sync.changed') rememberUnsentSoon();
  });

  return {
    get site(): Site | null {
      return site;
    },
    userOf: (connection: string): SessionUser | null => (site ? sessions.userOf(connection) : null),

    status(connection: string): ApplicationStatus {
      const state = vault.state();
      const { facilityName, training, unsent } = vault.site();
      return {
        version: options.appVersion,
        vault: state.is,
        problem: state.is === 'unusable' ? { code: state.code, data: state.data } : null,
        facilityName,
        training,
        unsent,
        news: site ? site.answers.news().length : 0,
        user: site ? sessions.userOf(connection) : null,
        teaching: sessions.isTeaching(connection),
        printing: options.printing,
        idleLockSeconds: idleSeconds(),
      };
    },

    newRecoveryKey: () => setup.recoveryKey(),

    setUp: (connection: string, form: z.output<typeof SetupForm>): Promise<SessionUser> =>
      inTurn(async () => {
        const user = await enter(connection, await setup.complete(form));
        if (form.samples && site) {
          const { loadSamples } = await import('./samples/load-samples.ts');
          await loadSamples(user, form.user.password, { clock, ...site });
        }
        return user;
      }),

    unlock: (connection: string, credentials: { login: string; password: string }): Promise<SessionUser> =>
      inTurn(async () => enter(connection, await signIn.unlock(credentials))),

    async lock(connection: string): Promise<Record<never, never>> {
      sessions.lock(connection);
      events.publish([{ type: 'session.locked' }]);
      await inTurn(closeIfIdle);
      return {};
    },

    touch: (connection: string) => sessions.touch(connection),

    /** The machine slept, or somebody has come back to it. */
    woke,
    /** A hint only, from whoever is there: whether the registry answers is what it answers. */
    networkChanged(): Record<never, never> {
      site?.sync.trigger('network');
      return {};
    },

    now: (): string => clock.now(),
    isTeaching: (connection: string): boolean => sessions.isTeaching(connection),
    teach(connection: string, on: boolean): { teaching: boolean } {
      sessions.teach(connection, on);
      return { teaching: on };
    },

    disconnect(connection: string): void {
      sessions.disconnect(connection);
    },

    /** Whoever is not signed in hears that something happened, not to whom. */
    subscribe(connection: string, signal: AbortSignal | undefined): AsyncGenerator<ClinicEvent, void> {
      const isWordless = ({ type }: ClinicEvent) => type !== 'patient.changed' && type !== 'referral.changed';
      return events.subscribe(event => isWordless(event) || sessions.userOf(connection) !== null, signal);
    },

    listBackups: (input: BackupInput['list']): BackupOutput['list'] => restoring.list(input),
    restore: (input: BackupInput['restore']): Promise<BackupOutput['restore']> =>
      inTurn(() => restoring.restore(input)),
    recover: (input: BackupInput['recover']): Promise<BackupOutput['recover']> =>
      inTurn(() => restoring.recover(input)),

    async close(): Promise<void> {
      clearInterval(watch);
      stopListening();
      await inTurn(closeSite);
      vault.release();
    },
  };
}
