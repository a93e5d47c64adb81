import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../ports.ts';
import { accountByLogin, asSessionUser } from '../users/user-account.ts';
import type { Lockout } from './lockout.ts';
import type { OpenVault } from './open-vault.ts';
import type { Vault } from './vault.ts';

interface Credentials {
  login: string;
  password: string;
}

export interface SignIn {
  /**
   * Opens the vault, or proves the password while it is open, and audits the sign-in with the failures before it.
   * @throws AppError wrong-password | too-many-attempts, or what vault.open says
   */
  unlock(input: Credentials): Promise<SessionUser>;
  /**
   * Proves the password of somebody signed in once more: before a signature, or a new password. Counted like a sign-in.
   * @throws AppError wrong-password | too-many-attempts
   */
  confirm(input: Credentials): Promise<void>;
}

interface Dependencies {
  vault: Vault;
  lockout: Lockout;
  clock: Clock;
}

/** A wrong password and a login that is unknown, new without a slot, or deactivated all answer alike. */
export function createSignIn({ vault, lockout, clock }: Dependencies): SignIn {
  /** Runs one counted check of a password; `failures` before it are handed on. */
  const counted = async (login: string, check: () => Promise<OpenVault>) => {
    await lockout.begin(login);
    try {
      const opened = await check();
      return { opened, failures: lockout.succeed(login) };
    } catch (failure) {
      const isWrong = failure instanceof AppError && failure.code === 'wrong-password';
      if (!isWrong) lockout.withdraw(login);
      throw failure;
    }
  };

  return {
    async unlock({ login, password }) {
      const wasOpen = vault.state().is === 'open';
      const check = async () => {
        const opened = await vault.open(login, password);
        if (accountByLogin(opened.read, login)?.active === 1) return opened;
        if (!wasOpen) vault.close();
        throw new AppError('wrong-password');
      };
      const { opened, failures } = await counted(login, check);
      const account = accountByLogin(opened.read, login);
      if (!account) throw new AppError('wrong-password');
      const actor = { id: account.id, name: account.display_name };
      const reason = failures > 0 ? `failed-attempts:${failures}` : null;
      try {
        opened.write(actor, { action: 'session.unlock', subject: account.id, reason }, tx =>
          tx.update('user_account', account.id, account.version, { last_sign_in_at: clock.now() }),
        );
      } catch (failure) {
        if (!wasOpen) vault.close(); // nobody looks at records without an audit event
        throw failure;
      }
      return asSessionUser(account);
    },
    async confirm({ login, password }) {
      await counted(login, () => {
        vault.opened();
        return vault.open(login, password);
      });
    },
  };
}
