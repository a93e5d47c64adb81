import type { InferContractRouterInputs } from '@orpc/contract';
import type { User, users } from '../../../shared/contract/administration.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Role } from '../../../shared/contract/roles.ts';
import type { UserAccountRow } from '../database/rows/site-rows.ts';
import type { Reader } from '../database/store.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { assertStrongPassword, extendHistory } from '../vault/password-policy.ts';
import type { SignIn } from '../vault/sign-in.ts';
import { type PasswordDependencies, setPassword } from './set-password.ts';
import { accountById, accountByLogin, asUser, rolesOf } from './user-account.ts';

type Input = InferContractRouterInputs<typeof users>;

export interface UsersDependencies extends ServiceDependencies, PasswordDependencies {
  signIn: Pick<SignIn, 'confirm'>;
  /** A user's roles, name or password changed, or he was deactivated: his sessions must follow. */
  onChange: (user: User) => void;
}

export type UsersService = ReturnType<typeof createUsers>;

/**
 * Staff of this workstation. An account lives in two places: its row in the database and its slot in the keyring, which
 * no transaction joins. The order of the two writes decides what a crash between them leaves; it is chosen so that
 * nobody who may come in is shut out, and nobody who may not can open the vault:
 * - **add**: row, then slot. Between them: an account without a way in, visible to the administrator, who gives it a
 *   password by a reset. The other order could leave a key to all records in the hands of somebody nobody knows of.
 * - **deactivate**: slot, then row. Between them: an account still shown as active, without a way in; deactivating again
 *   ends it. The other order could leave somebody who was removed with a working key.
 * - **new password**: slot, then row. Between them: the new password already works, and whoever chose it knows it; only
 *   its place in the history is missing. The other order could say "changed" where the old password still opens.
 * A slot is written and synced before the first of the two becomes visible, so that a full disk stops either of them.
 */
export function createUsers(dependencies: UsersDependencies) {
  const { read, write, clock, ids, slots, signIn, onChange } = dependencies;
  const byId = (id: string): UserAccountRow => {
    const row = accountById(read, id);
    if (!row) throw new AppError('not-found', { id });
    return row;
  };
  const activeById = (id: string): UserAccountRow => {
    const row = byId(id);
    if (row.active !== 1) throw new AppError('not-found', { id });
    return row;
  };
  const changed = (id: string): User => {
    const user = asUser(byId(id));
    onChange(user);
    return user;
  };

  return {
    list(): User[] {
      return read.all(read.query.selectFrom('user_account').selectAll().orderBy('login')).map(asUser);
    },

    /** @throws AppError login-taken | weak-password | disk-full */
    async add(actor: Actor, { password, ...fields }: Input['add']): Promise<User> {
      const assertFree = () => {
        if (accountByLogin(read, fields.login)) throw new AppError('login-taken');
      };
      assertFree();
      assertStrongPassword(fields.login, password);
      const history = await extendHistory([], password);
      const slot = await slots.stage(fields.login, password);
      const id = ids.uuid();
      try {
        assertFree(); // another administrator may have been quicker
        write(actor, { action: 'users.add', subject: id, reason: null }, tx =>
          tx.insert('user_account', {
            id,
            login: fields.login,
            display_name: fields.displayName,
            title: fields.title,
            phone: fields.phone,
            roles_json: JSON.stringify(fields.roles),
            active: 1,
            last_sign_in_at: null,
            password_set_at: clock.now(),
            password_history_json: JSON.stringify(history),
          }),
        );
      } catch (failure) {
        slot.discard();
        throw failure;
      }
      slot.commit();
      return changed(id);
    },

    /** @throws AppError not-found | stale-version | last-administrator */
    update(actor: Actor, { id, version, fields }: Input['update']): User {
      write(actor, { action: 'users.update', subject: id, reason: null }, tx => {
        assertAdministratorStays(tx.read, id, fields.roles);
        tx.update('user_account', id, version, {
          display_name: fields.displayName,
          title: fields.title,
          phone: fields.phone,
          roles_json: JSON.stringify(fields.roles),
        });
      });
      return changed(id);
    },

    /**
     * A new password by an administrator; a lock-out of that login ends.
     * @throws AppError not-found | weak-password | password-reused | disk-full
     */
    async resetPassword(actor: Actor, { id, password }: Input['resetPassword']): Promise<Record<never, never>> {
      await setPassword(dependencies, actor, 'users.resetPassword', activeById(id), password);
      changed(id);
      return {};
    },

    /**
     * One's own password.
     * @throws AppError wrong-password | too-many-attempts | weak-password | password-reused | disk-full
     */
    async changePassword(actor: Actor, input: { current: string; next: string }): Promise<Record<never, never>> {
      const row = activeById(actor.id);
      await signIn.confirm({ login: row.login, password: input.current });
      await setPassword(dependencies, actor, 'session.changePassword', activeById(actor.id), input.next);
      return {};
    },

    /**
     * Takes a user's way in; the row stays, since records name it.
     * @throws AppError not-found | last-administrator
     */
    deactivate(actor: Actor, { id, reason }: Input['deactivate']): User {
      const row = activeById(id);
      assertAdministratorStays(read, id, []);
      slots.drop(row.login);
      write(actor, { action: 'users.deactivate', subject: id, reason }, tx =>
        tx.update('user_account', id, row.version, { active: 0 }),
      );
      return changed(id);
    },
  };

  /** Somebody must be left who can let others in: an administrator who is active and has a way in. */
  function assertAdministratorStays(reader: Reader, changing: string, rolesNext: readonly Role[]): void {
    if (rolesNext.includes('administrator')) return;
    const withSlot = new Set(slots.logins());
    const active = reader.all(reader.query.selectFrom('user_account').selectAll().where('active', '=', 1));
    const isAdministrator = (row: UserAccountRow) => rolesOf(row).includes('administrator');
    const wasOne = active.some(row => row.id === changing && isAdministrator(row));
    const another = active.some(row => row.id !== changing && isAdministrator(row) && withSlot.has(row.login));
    if (wasOne && !another) throw new AppError('last-administrator');
  }
}
