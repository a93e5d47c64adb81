import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Clock } from '../ports.ts';
import { accountByLogin, asSessionUser } from '../users/user-account.ts';
import { countedCheck, type Lockout } from './lockout.ts';
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
  /** Closes the vault again where nobody else has it open: the sign-in for which it was opened came to nothing. */
  closeIfUnused: () => void;
}

/** A wrong password and a login that is unknown, still without a slot, or deactivated all answer alike. */
export function createSignIn({ vault, lockout, clock, closeIfUnused }: Dependencies): SignIn {
  return {
    async unlock({ login, password }) {
      const { result, failures } = await countedCheck(lockout, login, async () => {
        const opened = await vault.open(login, password);
        const account = accountByLogin(opened.read, login);
        if (account?.active === 1) return { opened, account };
        closeIfUnused();
        throw new AppError('wrong-password');
      });
      const { opened, account } = result;
      const actor = { id: account.id, name: account.display_name };
      const reason = failures > 0 ? `failed-attempts:${failures}` : null;
      try {
        opened.write(actor, { action: 'session.unlock', subject: account.id, reason }, tx =>
          tx.update('user_account', account.id, account.version, { last_sign_in_at: clock.now() }),
        );
      } catch (failure) {
        closeIfUnused(); // nobody looks at records without an audit event
        throw failure;
      }
      return asSessionUser(account);
    },
    async confirm({ login, password }) {
      await countedCheck(lockout, login, () => {
        vault.opened();
        return vault.open(login, password);
      });
    },
  };
}
