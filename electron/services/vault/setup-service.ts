import { randomInt, timingSafeEqual } from 'node:crypto';
import type { SessionUser, SetupForm } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { accountByLogin, asSessionUser } from '../users/user-account.ts';
import { assertStrongPassword } from './password-policy.ts';
import { makeRecoveryKey, printedGroup, printRecoveryKey } from './recovery-key.ts';
import type { Vault } from './vault.ts';

export interface SetupService {
  /**
   * A new recovery key, to be printed; replaces one not yet used. `ask`: the two groups to type back, from 1.
   * @throws AppError vault-exists
   */
  recoveryKey(): { groups: string[]; ask: number[] };
  /**
   * Makes the vault.
   * @throws AppError wrong-recovery-key with the number of the mistyped group as `count`; missing-input where no recovery
   * key was printed before; weak-password; vault-exists; disk-full; folder-read-only
   */
  complete(form: SetupForm): Promise<SessionUser>;
}

const ASKED = 2;

/** The first-run assistant. The recovery key lives in memory until the vault is made, then nowhere but on paper. */
export function createSetup({ vault }: { vault: Vault }): SetupService {
  let offered: { key: Buffer; groups: string[]; ask: number[] } | null = null;

  const assertAbsent = () => {
    const state = vault.state();
    if (state.is === 'unusable') throw new AppError(state.code, state.data);
    if (state.is !== 'absent') throw new AppError('vault-exists');
  };

  return {
    recoveryKey() {
      assertAbsent();
      offered?.key.fill(0);
      const key = makeRecoveryKey();
      const groups = printRecoveryKey(key);
      const ask = new Set<number>();
      while (ask.size < ASKED) ask.add(randomInt(1, groups.length + 1));
      offered = { key, groups, ask: [...ask].sort((a, b) => a - b) };
      return { groups, ask: offered.ask };
    },
    async complete(form) {
      assertAbsent();
      if (!offered) throw new AppError('missing-input', { fields: ['recoveryKey'] });
      const { key, groups, ask } = offered;
      for (const [at, group] of ask.entries())
        if (!isSame(printedGroup(form.recoveryEcho[at] ?? ''), groups[group - 1] ?? ''))
          throw new AppError('wrong-recovery-key', { count: group });
      assertStrongPassword(form.user.login, form.user.password);
      const { facility, wards, user, samples } = form;
      const { read } = await vault.create({ facility, wards, user, recoveryKey: key, training: samples });
      key.fill(0);
      offered = null;
      const account = accountByLogin(read, user.login);
      if (!account) throw new AppError('internal');
      return asSessionUser(account);
    },
  };
}

const isSame = (typed: string, printed: string) =>
  typed.length === printed.length && timingSafeEqual(Buffer.from(typed), Buffer.from(printed));
