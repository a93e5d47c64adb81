import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { freshDir, removeDir, startSite } from '../support/site.ts';
import { expect, SETUP, test } from './fixtures.ts';
import { SettingsPage } from './pages/settings.ts';
import { SetupPage } from './pages/setup.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';

const { login, password } = SETUP.user;

test('is set up, locked, refuses a wrong password, and opens to the right one', async ({ page, site }) => {
  const unlock = new UnlockPage(page);
  const bar = new Bar(page);
  await unlock.open(site.address);
  const groups = await new SetupPage(page).complete(SETUP);
  expect(groups.length).toBeGreaterThanOrEqual(8);
  await expect(bar.user).toContainText(SETUP.user.displayName);
  expect(page.url()).not.toContain('token');

  await bar.lock();
  await expect(unlock.facilityName).toContainText(SETUP.facility.name);
  await unlock.tryPassword(login, 'wrong');
  await expect(unlock.failure).toContainText('用户名或密码不正确');
  await unlock.unlock(login, password);

  await bar.speak('en');
  await expect(page.getByTestId('nav-worklist')).toHaveText(/work ?list/i);
});

test('gives nothing to a page that does not hold the token', async ({ page, site }) => {
  await page.goto(site.address.replace(/#.*/, ''));
  await expect(page.getByTestId('login')).toHaveCount(0);
  const answer = await page.request.post(new URL('/rpc/application/status', site.address).href, { data: {} });
  expect(answer.status()).toBe(403);
});

test('is restored on a fresh workstation by the recovery key', async ({ page, site }) => {
  await new UnlockPage(page).open(site.address);
  const groups = await new SetupPage(page).complete(SETUP);
  const settings = new SettingsPage(page);
  await settings.backupNow();
  const backups = freshDir();
  cpSync(join(site.dataDir, 'backups'), backups, { recursive: true });

  const fresh = await startSite({ dataDir: freshDir() });
  try {
    await new UnlockPage(page).open(fresh.address);
    const setup = new SetupPage(page);
    await setup.isShown();
    await setup.restoreNewest(backups, { recoveryKey: groups });
    await setup.newPassword(login, 'Restored-2');
    const unlock = new UnlockPage(page);
    await unlock.unlock(login, 'Restored-2');
    await settings.checkAudit();
    await expect(settings.auditResult).toContainText('完整');
  } finally {
    await fresh.stop();
    removeDir(fresh.dataDir);
    removeDir(backups);
  }
});
