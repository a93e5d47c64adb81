import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../../electron/services/audit/audit-chain.ts';
import { readSetting } from '../../../electron/services/vault/setting.ts';
import { coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from './site-fixture.ts';

let site: TestSite;
beforeEach(() => {
  site = testSite();
});
afterEach(() => site.remove());

describe('a vault', () => {
  it('is absent, is made in one go, and opens again after a restart with the password', async () => {
    expect(site.vault.state()).toEqual({ is: 'absent' });
    await site.vault.create(newVaultForm());
    expect(site.vault.state()).toEqual({ is: 'open' });
    site.restart();
    expect(site.vault.state()).toEqual({ is: 'locked' });
    const opened = await site.vault.open(LOGIN, PASSWORD);
    expect(readSetting(opened.read, 'facility')?.name).toBe('测试县人民医院');
    expect(checkAudit(opened.read).ok).toBe(true);
  });

  it('opens with the recovery key', async () => {
    const form = newVaultForm();
    const key = Buffer.from(form.recoveryKey);
    await site.vault.create(form);
    site.restart();
    await expect(site.vault.openByRecoveryKey(Buffer.alloc(20, 1))).rejects.toEqual(coded('wrong-recovery-key'));
    await site.vault.openByRecoveryKey(key);
    expect(site.vault.state()).toEqual({ is: 'open' });
  });

  it('refuses a wrong password and an unknown login alike', async () => {
    await site.vault.create(newVaultForm());
    site.restart();
    await expect(site.vault.open(LOGIN, 'Bridge-2027')).rejects.toEqual(coded('wrong-password'));
    await expect(site.vault.open('nobody', PASSWORD)).rejects.toEqual(coded('wrong-password'));
    expect(site.vault.state()).toEqual({ is: 'locked' });
    expect(() => site.vault.opened()).toThrow(coded('vault-locked'));
  });
});
