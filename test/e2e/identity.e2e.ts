import { expect, SETUP, test } from './fixtures.ts';
import { IdentityPage } from './pages/identity.ts';
import { PatientPage } from './pages/patient.ts';
import { SetupPage } from './pages/setup.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const KNOWN = {
  name: '周测试',
  sex: 'male' as const,
  birthDate: '1966-04-05',
  idNumber: '',
  inpatient: 'ZY-0002',
  phone: '13800005678',
  address: '示例县示例镇 2 号',
};

test('an unnamed patient gets a name, turns out to be known, is merged, and the merge is undone', async ({
  page,
  site,
}) => {
  await new UnlockPage(page).open(site.address);
  await new SetupPage(page).complete(SETUP);
  const bar = new Bar(page);
  const worklist = new WorklistPage(page);
  const patient = new PatientPage(page);
  const identity = new IdentityPage(page);

  await worklist.newPatient();
  await patient.fill(KNOWN);
  await patient.save();

  await bar.goTo('worklist');
  await worklist.newPatient();
  await identity.addUnnamed('male', '60');
  await expect(patient.banner).toContainText('无名氏 男');
  await identity.startConfirming();
  await page.getByTestId('patient-name').fill(KNOWN.name);
  await page.getByTestId('patient-phone').fill(KNOWN.phone);
  await expect(identity.suspects).toContainText('周*试'); // shown, and nothing waits for an answer
  await identity.confirm();
  await expect(patient.banner).toContainText(KNOWN.name);
  await identity.openHistory();
  await expect(identity.history).toContainText('无名氏 男');

  await bar.goTo('worklist');
  await identity.openSuspects();
  await expect(identity.pairs).toHaveCount(1);
  await identity.mergeFirst('同一人');
  await expect(patient.banner).toContainText(KNOWN.inpatient);
  await identity.openHistory();
  await identity.undoMerge('并错了');
  await bar.goTo('worklist');
  await identity.openSuspects();
  await expect(identity.pairs).toHaveCount(1);
});
