import { readFileSync } from 'node:fs';
import type { Patient, Task } from '@medplum/fhirtypes';
import { validationErrors } from '../support/registry/validate.ts';
import { TEST_WARD } from '../support/site-client.ts';
import { expect, SETUP, test } from './fixtures.ts';
import { enterPatient, PATIENT, readScoresAndCourse, signReferral } from './journey.ts';
import { OutboxPage } from './pages/outbox.ts';
import { SettingsPage } from './pages/settings.ts';
import { SetupPage } from './pages/setup.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';

test('carries a patient from the first value to "delivered", in Chinese', async ({ page, site, registry }) => {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));

  await new UnlockPage(page).open(site.address);
  await new SetupPage(page).complete(SETUP);
  const bar = new Bar(page);
  await new SettingsPage(page).setRegistry(registry.url);
  await registry.down(); // from here to the end of the signature there is no line

  await bar.goTo('worklist');
  await enterPatient(page);
  await readScoresAndCourse(page);
  const referral = await signReferral(page, SETUP.user.password);
  await expect(referral.state).toContainText(/仅本机|排队/);
  await expect(referral.state).not.toContainText('已送达');
  await expect(referral.preview).toContainText('双向转诊');
  const pdf = readFileSync(await referral.savePdf());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');

  await registry.up(); // and nobody presses anything
  await expect(referral.state).toContainText('已送达', { timeout: 60_000 });
  await expect(referral.state).toContainText(/\d{2}:\d{2}:\d{2}/);

  const [task] = registry.all<Task>('Task');
  expect(task).toMatchObject({
    status: 'requested',
    owner: { reference: `Organization/org-${TEST_WARD.facilityCode}` },
  });
  expect(registry.all<Patient>('Patient').map(({ name }) => name?.[0]?.text)).toEqual([PATIENT]);
  expect(registry.all('ServiceRequest')).toHaveLength(1);
  expect(registry.all('Observation').length).toBeGreaterThan(20);
  for (const type of ['Patient', 'Observation', 'ServiceRequest', 'Task'] as const)
    for (const resource of registry.all(type)) expect(validationErrors(resource)).toEqual([]);

  await bar.goTo('outbox');
  await expect(new OutboxPage(page).deliveryOf(PATIENT)).toContainText('已送达');
  expect(problems).toEqual([]);
});

test('speaks English from the first screen to the queued referral', async ({ page, site }) => {
  await new UnlockPage(page).open(site.address);
  await new SetupPage(page).complete(SETUP);
  await new Bar(page).speak('en');
  await enterPatient(page);
  await readScoresAndCourse(page);
  const referral = await signReferral(page, SETUP.user.password);
  await expect(referral.state).toContainText(/this computer only/i);
  // What the program itself says is English; names, wards and what the doctor wrote stay as they are.
  await expect(page.getByTestId('nav-worklist')).toHaveText(/work list/i);
});
