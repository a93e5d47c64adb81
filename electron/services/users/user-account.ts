import { z } from 'zod';
import type { User } from '../../../shared/contract/administration.ts';
import type { SessionUser } from '../../../shared/contract/application.ts';
import { type Role, Roles } from '../../../shared/contract/roles.ts';
import type { UserAccountRow } from '../database/rows/site-rows.ts';
import type { Reader } from '../database/store.ts';

const History = z.array(z.string());

export const accountById = (read: Reader, id: string): UserAccountRow | undefined =>
  read.first(read.query.selectFrom('user_account').selectAll().where('id', '=', id));

export const accountByLogin = (read: Reader, login: string): UserAccountRow | undefined =>
  read.first(read.query.selectFrom('user_account').selectAll().where('login', '=', login));

export const rolesOf = (row: UserAccountRow): Role[] => Roles.parse(JSON.parse(row.roles_json));

/** Hashes of the passwords used so far, the present one first. */
export const historyOf = (row: UserAccountRow): string[] => History.parse(JSON.parse(row.password_history_json));

export const asUser = (row: UserAccountRow): User => ({
  id: row.id,
  login: row.login,
  displayName: row.display_name,
  title: row.title,
  phone: row.phone,
  roles: rolesOf(row),
  active: row.active === 1,
  lastSignInAt: row.last_sign_in_at,
  version: row.version,
});

export const asSessionUser = (row: UserAccountRow): SessionUser => ({
  id: row.id,
  login: row.login,
  displayName: row.display_name,
  title: row.title,
  roles: rolesOf(row),
});

/** Who may be responsible for a patient. */
export const activePhysicians = (read: Reader): { id: string; name: string; title: string }[] =>
  read
    .all(read.query.selectFrom('user_account').selectAll().where('active', '=', 1).orderBy('display_name'))
    .filter(row => rolesOf(row).includes('physician'))
    .map(({ id, display_name, title }) => ({ id, name: display_name, title }));
