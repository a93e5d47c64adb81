import { AppError } from '../../../shared/contract/errors.ts';
import type { UserAccountRow } from '../database/rows/site-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import type { Lockout } from '../vault/lockout.ts';
import type { KeySlots } from '../vault/open-vault.ts';
import { assertStrongPassword, extendHistory } from '../vault/password-policy.ts';
import { accountById, historyOf } from './user-account.ts';

export interface PasswordDependencies extends Omit<ServiceDependencies, 'ids'> {
  slots: KeySlots;
  lockout: Lockout;
}

/**
 * A new password for an active account; a lock-out of its login ends. Slot first, then row: see users-service.ts.
 * @throws AppError weak-password | password-reused | not-found | disk-full
 */
export async function setPassword(
  { read, write, clock, slots, lockout }: PasswordDependencies,
  actor: Actor,
  action: string,
  row: UserAccountRow,
  password: string,
): Promise<void> {
  assertStrongPassword(row.login, password);
  const history = await extendHistory(historyOf(row), password);
  const slot = await slots.stage(row.login, password);
  const now = accountById(read, row.id);
  if (now?.active !== 1) {
    slot.discard(); // deactivated during the wait: no new way in
    throw new AppError('not-found', { id: row.id });
  }
  slot.commit();
  write(actor, { action, subject: row.id, reason: null }, tx =>
    tx.update('user_account', row.id, now.version, {
      password_set_at: clock.now(),
      password_history_json: JSON.stringify(history),
    }),
  );
  lockout.succeed(row.login);
}
