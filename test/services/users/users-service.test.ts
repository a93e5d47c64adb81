import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../../electron/services/audit/audit-chain.ts';
import type { Actor, Write } from '../../../electron/services/database/unit-of-work.ts';
import { accountByLogin } from '../../../electron/services/users/user-account.ts';
import { createUsers, type UsersService } from '../../../electron/services/users/users-service.ts';
import type { KeySlots } from '../../../electron/services/vault/open-vault.ts';
import type { User } from '../../../shared/contract/administration.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from '../vault/site-fixture.ts';

let site: TestSite;
let admin: Actor;
let changes: User[];
beforeEach(async () => {
  site = testSite();
  changes = [];
  await site.vault.create(newVaultForm());
  admin = actorOf(LOGIN);
});
afterEach(() => site.remove());

const actorOf = (login: string): Actor => {
  const account = accountByLogin(site.vault.opened().read, login);
  return { id: account?.id ?? '', name: account?.display_name ?? '' };
};

const users = (crash: { write?: Write; slots?: Partial<KeySlots> } = {}): UsersService => {
  const opened = site.vault.opened();
  return createUsers({
    ...opened,
    lockout: site.lockout,
    signIn: site.signIn,
    onChange: user => changes.push(user),
    write: crash.write ?? opened.write,
    slots: { ...opened.slots, ...crash.slots },
  });
};

const ZHAO: Parameters<UsersService['add']>[1] = {
  login: 'zhao.min',
  displayName: '赵测试',
  title: '护师',
  phone: '',
  roles: ['nurse'],
  password: 'River-2026',
};

const maySignIn = async (login: string, password: string): Promise<boolean> => {
  site.restart();
  try {
    await site.signIn.unlock({ login, password });
    return true;
  } catch (failure) {
    if (failure instanceof AppError && failure.code === 'wrong-password') return false;
    throw failure;
  }
};

/** The program dies here: nothing after this line runs, the files stay as they are. */
const dies = (): never => {
  throw new Error('power cut');
};

describe('staff', () => {
  it('are added with their roles and sign in with their password', async () => {
    const added = await users().add(admin, ZHAO);
    expect(added).toMatchObject({ login: 'zhao.min', roles: ['nurse'], active: true, lastSignInAt: null, version: 1 });
    expect(changes).toEqual([added]);
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(true);
    expect(
      users()
        .list()
        .map(({ login }) => login),
    ).toEqual([LOGIN, 'zhao.min']);
    expect(users().list()[1]?.lastSignInAt).toBe(site.clock.now());
    await expect(users().add(admin, ZHAO)).rejects.toEqual(coded('login-taken'));
    await expect(users().add(admin, { ...ZHAO, login: 'qian', password: 'weak' })).rejects.toEqual(
      coded('weak-password'),
    );
    expect(checkAudit(site.vault.opened().read).ok).toBe(true);
  });

  it('added twice at the same moment are added once', async () => {
    const both = await Promise.allSettled([users().add(admin, ZHAO), users().add(admin, ZHAO)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(users().list()).toHaveLength(2);
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(true);
  });

  it('change their own password against the present one, not to one used before', async () => {
    await users().add(admin, ZHAO);
    const zhao = actorOf('zhao.min');
    const change = (current: string, next: string) => users().changePassword(zhao, { current, next });
    await expect(change('wrong', 'Forest-2026')).rejects.toEqual(coded('wrong-password'));
    await expect(change('River-2026', 'forest')).rejects.toEqual(coded('weak-password'));
    await expect(change('River-2026', 'River-2026')).rejects.toEqual(coded('password-reused'));
    await change('River-2026', 'Forest-2026');
    await expect(change('Forest-2026', 'River-2026')).rejects.toEqual(coded('password-reused'));
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
    expect(await maySignIn('zhao.min', 'Forest-2026')).toBe(true);
  });

  it('get a new password from the administrator, which also ends their lock-out', async () => {
    const { id } = await users().add(admin, ZHAO);
    for (let nth = 0; nth < 5; nth++)
      await site.signIn.confirm({ login: 'zhao.min', password: 'wrong' }).catch(() => undefined);
    await users().resetPassword(admin, { id, password: 'Forest-2026' });
    expect(await maySignIn('zhao.min', 'Forest-2026')).toBe(true);
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
  });

  it('lose their way in when they are deactivated, and cannot be given another', async () => {
    const { id } = await users().add(admin, ZHAO);
    const gone = users().deactivate(admin, { id, reason: '离职' });
    expect(gone.active).toBe(false);
    expect(changes.at(-1)).toEqual(gone);
    expect(site.vault.opened().slots.logins()).toEqual([LOGIN]);
    await expect(users().resetPassword(admin, { id, password: 'Forest-2026' })).rejects.toEqual(coded('not-found'));
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
  });

  it('change roles, told at once, and an edit of an older version is refused', async () => {
    const { id, version } = await users().add(admin, ZHAO);
    const { login: _, password: __, ...fields } = ZHAO;
    users().update(admin, { id, version, fields: { ...fields, roles: ['physician'] } });
    expect(changes.at(-1)?.roles).toEqual(['physician']);
    expect(() => users().update(admin, { id, version, fields })).toThrow(coded('stale-version'));
  });
});

describe('the last administrator', () => {
  const me = () =>
    users()
      .list()
      .find(({ login }) => login === LOGIN) as User;

  it('can neither go nor give the role away', () => {
    const { id, version, displayName, title, phone } = me();
    expect(() => users().deactivate(admin, { id, reason: '离职' })).toThrow(coded('last-administrator'));
    const fields = { displayName, title, phone, roles: ['physician' as const] };
    expect(() => users().update(admin, { id, version, fields })).toThrow(coded('last-administrator'));
    expect(site.vault.opened().slots.logins()).toEqual([LOGIN]);
  });

  it('may go when another can sign in, not when the other has no way in', async () => {
    const failing = users({ slots: { stage: async () => ({ commit: dies, discard: () => undefined }) } });
    await expect(failing.add(admin, { ...ZHAO, roles: ['administrator'] })).rejects.toThrow('power cut');
    expect(() => users().deactivate(admin, { id: me().id, reason: '离职' })).toThrow(coded('last-administrator'));
    const { id } = users()
      .list()
      .find(({ login }) => login === 'zhao.min') as User;
    await users().resetPassword(admin, { id, password: 'Forest-2026' });
    users().deactivate(admin, { id: me().id, reason: '离职' });
    expect(await maySignIn('zhao.min', 'Forest-2026')).toBe(true);
    expect(await maySignIn(LOGIN, PASSWORD)).toBe(false);
  });
});

describe('a crash between keyring and database', () => {
  it('while adding leaves an account without a way in, which a reset gives it', async () => {
    const crashing = users({ slots: { stage: async () => ({ commit: dies, discard: () => undefined }) } });
    await expect(crashing.add(admin, ZHAO)).rejects.toThrow('power cut');
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
    expect(await maySignIn(LOGIN, PASSWORD)).toBe(true);
    const { id } = users()
      .list()
      .find(({ login }) => login === 'zhao.min') as User;
    await users().resetPassword(admin, { id, password: 'Forest-2026' });
    expect(await maySignIn('zhao.min', 'Forest-2026')).toBe(true);
  });

  it('while deactivating leaves nobody a key who should have none; doing it again ends it', async () => {
    const { id } = await users().add(admin, ZHAO);
    expect(() => users({ write: dies }).deactivate(admin, { id, reason: '离职' })).toThrow('power cut');
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
    expect(await maySignIn(LOGIN, PASSWORD)).toBe(true);
    expect(users().deactivate(admin, { id, reason: '离职' }).active).toBe(false);
  });

  it('while setting a password leaves the new one in force, the old one not', async () => {
    const { id } = await users().add(admin, ZHAO);
    const crashing = users({ write: dies });
    await expect(crashing.resetPassword(admin, { id, password: 'Forest-2026' })).rejects.toThrow('power cut');
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(false);
    expect(await maySignIn('zhao.min', 'Forest-2026')).toBe(true);
    expect(await maySignIn(LOGIN, PASSWORD)).toBe(true);
  });

  it('on a full disk changes neither', async () => {
    const { id } = await users().add(admin, ZHAO);
    const full = async () => {
      throw new AppError('disk-full');
    };
    await expect(
      users({ slots: { stage: full } }).resetPassword(admin, { id, password: 'Forest-2026' }),
    ).rejects.toEqual(coded('disk-full'));
    await expect(users({ slots: { stage: full } }).add(admin, { ...ZHAO, login: 'qian' })).rejects.toEqual(
      coded('disk-full'),
    );
    expect(
      users()
        .list()
        .map(({ login }) => login),
    ).toEqual([LOGIN, 'zhao.min']);
    expect(await maySignIn('zhao.min', 'River-2026')).toBe(true);
  });
});
