import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { Clock } from '../ports.ts';

/** Who sits behind which connection. One port, or one browser session, is one connection. */
export interface Sessions {
  /** Also switches the user: whoever was signed in here is so no more; drafts are kept by user, so none is lost. */
  signIn(connection: string, user: SessionUser): void;
  /** The signed-in user, or null; a session past its idle time has none, even before `expire` was called. */
  userOf(connection: string): SessionUser | null;
  /**
   * Somebody is at the keyboard.
   * @throws AppError not-signed-in
   */
  touch(connection: string): { lockAt: Instant };
  /**
   * Hides from this session who the patients are, until it ends or says otherwise.
   * @throws AppError not-signed-in
   */
  teach(connection: string, on: boolean): void;
  isTeaching(connection: string): boolean;
  lock(connection: string): void;
  /** The connection is gone. */
  disconnect(connection: string): void;
  /** Ends what has been idle too long; returns the connections that must be told. Called every few seconds. */
  expire(): string[];
  /** Roles or name of a user changed: his sessions follow at once; of one who was deactivated (null) they end. */
  userChanged(userId: string, user: SessionUser | null): string[];
  isAnyoneSignedIn(): boolean;
  /**
   * Whether the vault must be closed now: nobody is signed in, and no transfer is `unsent or unanswered`. While one is,
   * the vault stays open behind the lock, for sync and clocks alone: a locked screen must not hold back a referral.
   */
  shouldCloseVault(openTransfers: () => number): boolean;
}

interface Session {
  user: SessionUser;
  teaching: boolean;
  touchedMs: number;
  touchedAt: number; // epoch ms of the wall clock
}

export function createSessions({ clock, idleSeconds }: { clock: Clock; idleSeconds: () => number }): Sessions {
  const sessions = new Map<string, Session>();
  const nowMs = () => Date.parse(clock.now());
  const fresh = (user: SessionUser, teaching = false): Session => ({
    user,
    teaching,
    touchedMs: clock.monotonicMs(),
    touchedAt: nowMs(),
  });

  // The monotonic clock may stand still while the computer sleeps, the wall clock may be set back: the longer one counts.
  const idleMs = ({ touchedMs, touchedAt }: Session) => Math.max(clock.monotonicMs() - touchedMs, nowMs() - touchedAt);
  const isIdle = (session: Session) => idleMs(session) >= idleSeconds() * 1000;
  const live = (connection: string) => {
    const session = sessions.get(connection);
    return session && !isIdle(session) ? session : null;
  };
  const isAnyoneSignedIn = () => [...sessions.values()].some(session => !isIdle(session));

  return {
    signIn(connection, user) {
      sessions.set(connection, fresh(user));
    },
    userOf: connection => live(connection)?.user ?? null,
    touch(connection) {
      const session = live(connection);
      if (!session) throw new AppError('not-signed-in');
      sessions.set(connection, fresh(session.user, session.teaching));
      return { lockAt: new Date(nowMs() + idleSeconds() * 1000).toISOString() };
    },
    teach(connection, on) {
      const session = live(connection);
      if (!session) throw new AppError('not-signed-in');
      session.teaching = on;
    },
    isTeaching: connection => live(connection)?.teaching ?? false,
    lock(connection) {
      sessions.delete(connection);
    },
    disconnect(connection) {
      sessions.delete(connection);
    },
    expire() {
      const ended = [...sessions].filter(([, session]) => isIdle(session)).map(([connection]) => connection);
      for (const connection of ended) sessions.delete(connection);
      return ended;
    },
    userChanged(userId, user) {
      const touched: string[] = [];
      for (const [connection, session] of sessions) {
        if (session.user.id !== userId) continue;
        touched.push(connection);
        if (user) session.user = user;
        else sessions.delete(connection);
      }
      return touched;
    },
    isAnyoneSignedIn,
    shouldCloseVault: openTransfers => !isAnyoneSignedIn() && openTransfers() === 0,
  };
}
