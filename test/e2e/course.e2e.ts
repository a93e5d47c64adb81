import type { Page } from '@playwright/test';
import type { FindingEntry } from '../../shared/records/finding.ts';
import type { LabCode, LabPanel } from '../../shared/records/observation.ts';
import { blankPatient } from '../../shared/records/patient.ts';
import { wallClock } from '../../shared/records/time.ts';
import { episodeFields, labEntry } from '../support/sample-case.ts';
import type { SiteClient } from '../support/site-client.ts';
import { expect, SETUP, testWith } from './fixtures.ts';
import { CoursePage } from './pages/course.ts';
import { PatientPage } from './pages/patient.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const EXCHANGED = '钱曲线';
const FAILING = '孙窗口';
const START_MS = Date.now();
const hoursAgo = (hours: number) => new Date(START_MS - hours * 3_600_000).toISOString();

async function newEpisode(client: SiteClient, name: string, findings: FindingEntry[]): Promise<string> {
  const patient = await client.patients.create({ ...blankPatient(), name, sex: 'male', birthDate: '1970-01-01' });
  const { id } = await client.episodes.create({ patientId: patient.id, fields: episodeFields(hoursAgo(98)), findings });
  return id;
}

const panel = (episodeId: string, hours: number, values: Partial<Record<LabCode, string>>): LabPanel => ({
  episodeId,
  sampledAt: hoursAgo(hours),
  timeSource: 'collected',
  laboratory: '检验科',
  // the type of `values` has no other keys
  entries: Object.entries(values).map(([code, value]) => labEntry(code as LabCode, value, { confirmed: true })),
});

/**
 * One patient with bilirubin 280 → 360, plasma exchange, 190 the next morning; another whose liver and coagulation have
 * failed, and then the kidney.
 */
async function fillCourses(client: SiteClient): Promise<void> {
  const exchanged = await newEpisode(client, EXCHANGED, []);
  await client.labs.recordPanels({
    panels: [
      panel(exchanged, 96, { TBIL: '280', INR: '2.0' }),
      panel(exchanged, 48, { TBIL: '360', INR: '2.4' }),
      panel(exchanged, 8, { TBIL: '190', INR: '1.5' }),
    ],
  });
  await client.treatments.record({
    episodeId: exchanged,
    fields: { kind: 'plasma-exchange', startedAt: hoursAgo(24), endedAt: hoursAgo(21), detail: '' },
  });

  const failing = await newEpisode(client, FAILING, [{ code: 'he', value: 0 }]);
  for (const [hours, creatinine] of [
    [30, '90'],
    [6, '230'],
  ] as const) {
    await client.labs.recordPanels({
      panels: [panel(failing, hours, { TBIL: '320', INR: '2.6', CREA: creatinine })],
    });
    await client.findings.record({
      episodeId: failing,
      observedAt: hoursAgo(hours),
      note: '',
      findings: [
        { code: 'he', value: 0 },
        { code: 'sbp', value: 120 },
        { code: 'dbp', value: 70 },
        { code: 'pf', value: 400 },
      ],
    });
  }
}

const test = testWith({ fill: fillCourses });

async function openPatient(page: Page, address: string, name: string): Promise<void> {
  const unlock = new UnlockPage(page);
  await unlock.open(address);
  await unlock.unlock(SETUP.user.login, SETUP.user.password);
  await new WorklistPage(page).open(name);
}

test('does not call a worsening course with a plasma exchange in the middle a recovery', async ({ page, site }) => {
  await openPatient(page, site.address, EXCHANGED);
  await new PatientPage(page).goTo('course');
  const course = new CoursePage(page);

  const bilirubin = course.panel('TBIL');
  await expect(bilirubin).toContainText('190');
  await expect(bilirubin).toContainText('治疗后');
  await expect(bilirubin).toContainText('恶化');
  await expect(bilirubin.getByTestId('hollow')).toHaveCount(1);
  await expect(course.table).toContainText('治疗后');
  await expect(course.sheet).not.toContainText('好转');

  // By keyboard to the values before the exchange, in all panels at once.
  await course.focus.focus();
  await course.focus.press('Home');
  await expect(bilirubin.locator('strong')).toHaveText('280');
  await course.focus.press('ArrowRight');
  await expect(bilirubin.locator('strong')).toHaveText('360');
  await expect(course.panel('INR').locator('strong')).toHaveText('2.4');
  await course.focus.press('End');
  await expect(bilirubin.locator('strong')).toHaveText('190');
});

test('starts the seven-day transplant window where two organ failures become three', async ({ page, site }) => {
  await openPatient(page, site.address, FAILING);
  const window = page.getByTestId('transplant-window');
  await expect(window).toHaveAttribute('data-state', 'running');
  await expect(window).toContainText(wallClock(hoursAgo(6 - 7 * 24)).slice(5)); // seven days after the step
});

test('draws every kind of value in a shape of its own, in grey as in colour', async ({ page, site }) => {
  await openPatient(page, site.address, EXCHANGED);
  await new PatientPage(page).goTo('course');
  const kinds = page.getByTestId('course-legend').locator('svg');
  await kinds.first().waitFor();
  for (const filter of ['none', 'grayscale(1)']) {
    await page.addStyleTag({ content: `html { filter: ${filter}; }` });
    const pictures = await Promise.all((await kinds.all()).map(kind => kind.screenshot()));
    expect(pictures.length).toBeGreaterThanOrEqual(7);
    expect(new Set(pictures.map(picture => picture.toString('base64'))).size).toBe(pictures.length);
  }
});
