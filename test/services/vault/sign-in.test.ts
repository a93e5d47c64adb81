import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountByLogin } from '../../../electron/services/users/user-account.ts';
import { coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from './site-fixture.ts';

let site: TestSite;
beforeEach(async () => {
  site = testSite();
  await site.vault.create(newVaultForm());
  site.restart();
});
afterEach(() => site.remove());

const auditTrail = () => {
  const { read } = site.vault.opened();
  return read.all(read.query.selectFrom('audit_event').select(['action', 'actor_name', 'reason']).orderBy('seq'));
};

describe('signing in', () => {
  it('opens the vault, says who it is, and keeps when it was', async () => {
    site.clock.advance(3600);
    const user = await site.signIn.unlock({ login: LOGIN, password: PASSWORD });
    expect(user).toMatchObject({ login: LOGIN, displayName: '陈测试', roles: ['physician', 'administrator'] });
    const { read } = site.vault.opened();
    expect(accountByLogin(read, LOGIN)?.last_sign_in_at).toBe(site.clock.now());
    expect(auditTrail().at(-1)).toEqual({ action: 'session.unlock', actor_name: '陈测试', reason: null });
  });

  it('locks a login after five wrong passwords, the right one included, over a restart', async () => {
    for (let nth = 0; nth < 5; nth++)
      await expect(site.signIn.unlock({ login: LOGIN, password: 'Wrong-2026' })).rejects.toEqual(
        coded('wrong-password'),
      );
    expect(site.pauses).toEqual([0, 500, 1000, 2000, 4000]);
    site.restart();
    await expect(site.signIn.unlock({ login: LOGIN, password: PASSWORD })).rejects.toEqual(
      coded('too-many-attempts', { seconds: 900 }),
    );
    expect(site.vault.state()).toEqual({ is: 'locked' });
    site.clock.advance(900);
    await site.signIn.unlock({ login: LOGIN, password: PASSWORD });
    expect(auditTrail().at(-1)).toMatchObject({ action: 'session.unlock', reason: 'failed-attempts:5' });
  });

  it('counts five attempts made at the same moment as five', async () => {
    const attempts = Array.from({ length: 8 }, () => site.signIn.unlock({ login: LOGIN, password: 'Wrong-2026' }));
    const codes = (await Promise.allSettled(attempts)).map(
      outcome => (outcome as { reason?: { code?: string } }).reason?.code,
    );
    expect(codes.filter(code => code === 'wrong-password')).toHaveLength(5);
    expect(codes.filter(code => code === 'too-many-attempts')).toHaveLength(3);
  });

  it('counts a wrong password before a signature too, and asks for an open vault', async () => {
    await expect(site.signIn.confirm({ login: LOGIN, password: PASSWORD })).rejects.toEqual(coded('vault-locked'));
    await site.signIn.unlock({ login: LOGIN, password: PASSWORD });
    await site.signIn.confirm({ login: LOGIN, password: PASSWORD });
    for (let nth = 0; nth < 5; nth++)
      await expect(site.signIn.confirm({ login: LOGIN, password: 'Wrong-2026' })).rejects.toEqual(
        coded('wrong-password'),
      );
    await expect(site.signIn.confirm({ login: LOGIN, password: PASSWORD })).rejects.toEqual(coded('too-many-attempts'));
  });
});
