import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRecoveryKey } from '../../../electron/services/vault/recovery-key.ts';
import { createSetup, type SetupService } from '../../../electron/services/vault/setup-service.ts';
import type { SetupForm } from '../../../shared/contract/application.ts';
import { coded, newVaultForm, type TestSite, testSite } from './site-fixture.ts';

let site: TestSite;
let setup: SetupService;
beforeEach(() => {
  site = testSite();
  setup = createSetup({ vault: site.vault });
});
afterEach(() => site.remove());

const form = (recoveryEcho: string[], password = 'Bridge-2026'): SetupForm => {
  const { facility, wards, user } = newVaultForm();
  return { facility, wards, user: { ...user, password }, recoveryEcho, samples: true };
};

describe('the first-run assistant', () => {
  it('makes the vault once two groups were typed back from paper, and the whole paper opens it', async () => {
    const { groups, ask } = setup.recoveryKey();
    expect(new Set(ask).size).toBe(2);
    const echo = ask.map(group => (groups[group - 1] ?? '').toLowerCase());
    const user = await setup.complete(form(echo));
    expect(user).toMatchObject({ login: 'chen.wei', roles: ['physician', 'administrator'] });
    expect(site.vault.site().training).toBe(true);
    site.vault.close();
    await site.vault.openByRecoveryKey(parseRecoveryKey(groups.join(' ')));
    expect(() => setup.recoveryKey()).toThrow(coded('vault-exists'));
  });

  it('names the group that was mistyped and makes nothing', async () => {
    const { groups, ask } = setup.recoveryKey();
    const echo = [groups[(ask[0] ?? 1) - 1] ?? '', '00000'];
    await expect(setup.complete(form(echo))).rejects.toEqual(coded('wrong-recovery-key', { count: ask[1] }));
    expect(site.vault.state()).toEqual({ is: 'absent' });
  });

  it('refuses a weak password and a set-up without a printed key', async () => {
    await expect(setup.complete(form(['', '']))).rejects.toEqual(coded('missing-input', { fields: ['recoveryKey'] }));
    const { groups, ask } = setup.recoveryKey();
    const echo = ask.map(group => groups[group - 1] ?? '');
    await expect(setup.complete(form(echo, 'chen.wei'))).rejects.toEqual(coded('weak-password'));
    expect(site.vault.state()).toEqual({ is: 'absent' });
    await setup.complete(form(echo)); // the paper still holds
  });

  it('forgets an earlier key when a new one is printed', async () => {
    const first = setup.recoveryKey();
    const second = setup.recoveryKey();
    expect(second.groups).not.toEqual(first.groups);
    const echo = second.ask.map(group => first.groups[group - 1] ?? '');
    await expect(setup.complete(form(echo))).rejects.toEqual(coded('wrong-recovery-key'));
  });
});
