import { wallClock } from '../../shared/records/time.ts';
import { startSite } from '../support/site.ts';
import { expect, SETUP, testWithSamples } from './fixtures.ts';
import { EpisodePage } from './pages/episode.ts';
import { PatientPage } from './pages/patient.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const HOUR_MS = 3_600_000;
const NAME = '夜诊测试';
const { login, password } = SETUP.user;

testWithSamples('a first visit at night is overdue after 48 h and counts on over a restart', async ({ page, site }) => {
  const began = Date.now();
  await new UnlockPage(page).open(site.address);
  await new UnlockPage(page).unlock(login, password);
  const worklist = new WorklistPage(page);
  await worklist.newPatient();
  const patient = new PatientPage(page);
  await patient.fill({
    name: NAME,
    sex: 'male',
    birthDate: '1966-07-01',
    idNumber: '',
    inpatient: 'ZY-0900',
    phone: '13800009000',
    address: '示例县',
  });
  await patient.save();
  const episode = new EpisodePage(page);
  await episode.fill({
    t0: wallClock(new Date(began - 49 * HOUR_MS).toISOString()),
    aetiologies: ['hbv'],
    cirrhosis: { state: 'no', basis: [] },
    acute: ['jaundice'],
    antiviral: '',
    he: '0',
    ascites: 'none',
    bleeding: 'none',
  });
  await episode.save();
  await new Bar(page).goTo('worklist');
  await expect(worklist.timeOf(NAME)).toContainText(/^\+1 h 0\d min 已超时/);
  await worklist.filter('overdue').click();
  await expect(worklist.row(NAME)).toBeVisible();
  await expect(page).toHaveTitle(/^\(\d+\) /);

  await site.stop();
  const again = await startSite({ dataDir: site.dataDir });
  try {
    const next = await page.context().newPage(); // the old window is gone with its host
    await next.clock.setFixedTime(began + 3 * HOUR_MS);
    await new UnlockPage(next).open(again.address);
    await new UnlockPage(next).unlock(login, password);
    const later = new WorklistPage(next);
    await expect(later.timeOf(NAME)).toContainText(/^\+4 h 0\d min 已超时/);
    await later.filter('overdue').focus();
    await next.keyboard.press('Enter');
    await later.row(NAME).focus();
    await next.keyboard.press('ArrowUp');
    await next.keyboard.press('Home');
    await expect(later.rows.first()).toBeFocused();
    await next.keyboard.press('Enter');
    await expect(new PatientPage(next).banner).toBeVisible();
  } finally {
    await again.stop();
  }
});
