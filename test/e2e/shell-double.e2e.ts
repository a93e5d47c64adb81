import { join } from 'node:path';
import { startShellDouble } from '../support/shell-double/shell-double.ts';
import { freshDir, removeDir } from '../support/site.ts';
import { expect, SETUP, test } from './fixtures.ts';
import { enterPatient, readScoresAndCourse, signReferral } from './journey.ts';
import { SettingsPage } from './pages/settings.ts';
import { SetupPage } from './pages/setup.ts';
import { Bar } from './pages/unlock.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');

test('the same journey over the built main and preload bundles (shell double, not Electron)', async ({ registry }) => {
  const dataDir = freshDir();
  const { page, shell, close } = await startShellDouble({ dataDir, dist });
  try {
    await page.setViewportSize({ width: 1366, height: 768 });
    await new SetupPage(page).complete(SETUP);
    await new SettingsPage(page).setRegistry(registry.url);
    await new Bar(page).goTo('worklist');
    await enterPatient(page);
    await readScoresAndCourse(page);
    const referral = await signReferral(page, SETUP.user.password);
    await expect(referral.state).toContainText('已送达', { timeout: 60_000 });
    expect(registry.all('Task')).toHaveLength(1);
    // Every page of the journey kept to the content security policy, and nothing else went wrong.
    expect(shell.violations).toEqual([]);
    expect(shell.problems).toEqual([]);
  } finally {
    await close();
    removeDir(dataDir);
  }
});
