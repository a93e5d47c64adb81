import type { LabCode, LabEntry } from '../../shared/records/observation.ts';
import { blankPatient } from '../../shared/records/patient.ts';
import type { SiteClient } from '../support/site-client.ts';
import { expect, SETUP, testWith } from './fixtures.ts';
import { CoursePage } from './pages/course.ts';
import { PatientPage } from './pages/patient.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const PATIENT = '钱曲线';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** Bilirubin 280 → 360, plasma exchange, 190 the next morning. */
async function fillCourse(client: SiteClient): Promise<void> {
  const { id } = await client.patients.create({
    ...blankPatient(),
    name: PATIENT,
    sex: 'male',
    birthDate: '1970-01-01',
  });
  const { id: episodeId } = await client.episodes.create({
    patientId: id,
    fields: {
      encounter: 'inpatient',
      firstPresentationAt: hoursAgo(98),
      firstPresentationSource: 'triage',
      aetiologies: ['hbv'],
      aetiologyText: '',
      cirrhosis: { state: 'yes', basis: ['ultrasound'] },
      decompensated: 'no',
      cholestatic: 'no',
      acutePresentation: ['jaundice'],
      precipitants: [],
      antiviral: { drug: '', startedOn: null, stoppedOn: null },
    },
    findings: [],
  });
  const entry = (code: LabCode, value: string, unit: string): LabEntry => ({
    code,
    value,
    unit,
    comparator: null,
    text: null,
    missing: null,
    confirmed: true,
  });
  const panels = [
    [96, '280', '2.0'],
    [48, '360', '2.4'],
    [8, '190', '1.5'],
  ] as const;
  await client.labs.recordPanels({
    panels: panels.map(([hours, bilirubin, inr]) => ({
      episodeId,
      sampledAt: hoursAgo(hours),
      timeSource: 'collected',
      laboratory: '检验科',
      entries: [entry('TBIL', bilirubin, 'umol/L'), entry('INR', inr, '1')],
    })),
  });
  await client.treatments.record({
    episodeId,
    fields: { kind: 'plasma-exchange', startedAt: hoursAgo(24), endedAt: hoursAgo(21), detail: '' },
  });
}

const test = testWith({ fill: fillCourse });

test('does not call a worsening course with a plasma exchange in the middle a recovery', async ({ page, site }) => {
  const unlock = new UnlockPage(page);
  await unlock.open(site.address);
  await unlock.unlock(SETUP.user.login, SETUP.user.password);
  await new WorklistPage(page).open(PATIENT);
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
