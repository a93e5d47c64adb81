import type { Page } from '@playwright/test';
import { blankPatient } from '../../shared/records/patient.ts';
import { episodeFields, labEntry } from '../support/sample-case.ts';
import { startSite } from '../support/site.ts';
import type { SiteClient } from '../support/site-client.ts';
import { expect, SETUP, testWith } from './fixtures.ts';
import { InputMethod } from './pages/input-method.ts';
import { PatientPage } from './pages/patient.ts';
import { ReferralPage } from './pages/referral.ts';
import { UnlockPage } from './pages/unlock.ts';
import { WorklistPage } from './pages/worklist.ts';

const PATIENT = '周快写';
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** A record as a careful ward keeps it: person, course, findings, labs, one treatment. */
async function fillRecord(client: SiteClient): Promise<void> {
  const patient = await client.patients.create({
    ...blankPatient(),
    ...{ name: PATIENT, sex: 'male', birthDate: '1966-04-02', phone: '13800001111', address: '示例县示例镇 2 号' },
    ...{ insurance: 'resident', allergy: { state: 'no', text: '' } },
    hospitalNumbers: { inpatient: 'ZY-0088', outpatient: '', record: '' },
  });
  const { id: episodeId } = await client.episodes.create({
    patientId: patient.id,
    fields: {
      ...episodeFields(hoursAgo(20)),
      antiviral: { drug: '恩替卡韦', startedOn: '2019-03-01', stoppedOn: null },
    },
    findings: [
      { code: 'he', value: 1 },
      { code: 'variceal_bleed', value: 'none' },
    ],
  });
  const values = { TBIL: '320', ALB: '29', INR: '1.9', CREA: '95', UREA: '6.8', NA: '132', PLT: '80' } as const;
  await client.labs.record({
    episodeId,
    ...{ sampledAt: hoursAgo(3), timeSource: 'collected', laboratory: '检验科' },
    entries: Object.entries(values).map(([code, value]) => labEntry(code as keyof typeof values, value)),
  });
  await client.treatments.record({
    episodeId,
    fields: { kind: 'plasma', startedAt: hoursAgo(5), endedAt: hoursAgo(4), detail: '血浆 400 mL' },
  });
}

const test = testWith({ fill: fillRecord });

async function openPatient(page: Page, address: string): Promise<void> {
  const unlock = new UnlockPage(page);
  await unlock.open(address);
  await unlock.unlock(SETUP.user.login, SETUP.user.password);
  await new WorklistPage(page).open(PATIENT);
  await new PatientPage(page).banner.waitFor();
}

/** Counts what the doctor does: a key pressed is one, a text typed is one, whatever its length. */
class CountedHands {
  count = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.count += 1;
      await this.page.keyboard.press(key);
    }
  }
  async type(text: string): Promise<void> {
    this.count += 1;
    await this.page.keyboard.insertText(text);
  }
}

test('leads from an existing record to the signed packet in under 60 interactions, by keyboard alone', async ({
  page,
  site,
}) => {
  await openPatient(page, site.address);
  const referral = new ReferralPage(page);
  const hands = new CountedHands(page);

  await hands.press('g', 'r');
  await page.getByTestId('start-referral').waitFor();
  await hands.press('Control+Enter', 'Enter');
  await page.getByTestId('referral-urgency').waitFor();
  // The advice has answered the urgency, the record the treatment and the blood products; F8 leads from gap to gap.
  const words: Record<string, string> = {
    impression: '慢加急性肝衰竭；乙肝肝硬化',
    chiefComplaint: '乏力、尿黄 1 周',
    presentIllness: '停药 3 个月后出现黄疸并加重。',
    pastHistory: '慢性乙型肝炎 20 年。',
    treatmentSoFar: '护肝、输血浆。',
    presentState: '反应稍慢，皮肤巩膜黄染。',
    purpose: '评估人工肝及肝移植。',
    bloodProducts: '无',
    pendingResults: '无',
  };
  const answered = new Set<string>();
  for (let gaps = 0; gaps < 14 && (await referral.missing.count()) > 0; gaps++) {
    const before = await referral.missing.count();
    await hands.press('F8');
    const place = page.locator('[data-field]:focus-within').last();
    const asked = async () => (await place.getAttribute('data-field')) ?? '';
    await expect.poll(async () => answered.has(await asked()), 'each is asked for once').toBe(false); // when it has moved
    const name = await asked();
    answered.add(name);
    if (name === 'urgency' || name === 'reason') await hands.press('Space');
    else if (name === 'sharing') await hands.press('Space', 'Tab', 'ArrowDown');
    else await hands.type(words[name] ?? '无');
    await expect(referral.missing).toHaveCount(before - 1); // stored, and the services agree
  }
  await expect(referral.missing).toHaveCount(0);
  await hands.press('Control+Enter', 'Enter');
  await page.getByTestId('sign-password').waitFor();
  await hands.type(SETUP.user.password);
  await hands.press('Enter');
  await expect(referral.state).toContainText(/仅本机|排队|未设置/);
  console.log(`interactions: ${hands.count}`);
  expect(hands.count).toBeLessThan(60);

  // After the signature: a new result, a supplement under the same number, and the first packet still to be read.
  const number =
    /[A-Z0-9]+-\d{8}-\w+/.exec((await page.locator('.signed-facts h2').first().textContent()) ?? '')?.[0] ??
    'no number';
  await page.getByTestId('open-supplement').click();
  await expect(page.getByTestId('supplement-banner')).toContainText('补充 1');
  await referral.step('letter');
  await page.getByTestId('referral-presentState').fill('嗜睡，呕血 100 mL。');
  await referral.step('review');
  await page.getByTestId('referral-changes').fill('出现嗜睡与呕血');
  await expect(page.getByTestId('change-list')).toContainText('嗜睡，呕血');
  await referral.sign(SETUP.user.password);
  await expect(page.locator('.signed-facts h2').first()).toContainText(number);
  await expect(page.locator('.signed-facts h2').first()).toContainText('补充 1');
  await expect(referral.preview).toContainText('补充 1');
  await expect(referral.preview).toContainText('出现嗜睡与呕血'); // what is new stands on the paper
  await page.getByTestId('packet-0').click();
  await expect(referral.preview).not.toContainText('嗜睡，呕血');
});

test('loses no word: a Chinese word in the making, a correction of the record, a wrong password, a killed program', async ({
  page,
  site,
}) => {
  await openPatient(page, site.address);
  await page.getByTestId('tab-referral').click();
  const referral = new ReferralPage(page);
  await referral.start();
  await referral.step('letter');

  // While the letters of a word stand underlined, what was typed before is stored and the page is drawn anew.
  await page.getByTestId('referral-impression').fill('慢加急性肝衰竭');
  const illness = page.getByTestId('referral-presentIllness');
  await illness.focus();
  const input = await InputMethod.of(page);
  await input.compose('h', 'hu', "huang'dan");
  await expect(page.getByTestId('saved-mark')).toHaveText(/已保存/);
  await expect(referral.preview).toContainText('慢加急性肝衰竭');
  await input.press('Enter', 'Escape', 'Tab', 'F8');
  await expect(illness).toBeFocused();
  await input.commit('停药后出现黄疸');
  await expect(illness).toHaveValue('停药后出现黄疸');

  // What comes from the record is corrected where it is read, in the record: the letter shows the new value.
  await page.getByTestId('correct-18').click();
  await page.getByTestId('patient-address').fill('示例县更正镇 3 号');
  await page.getByTestId('edit-reason').fill('家属更正');
  await page.getByTestId('save-patient').click();
  await expect(referral.preview).toContainText('示例县更正镇 3 号');
  await expect(illness).toHaveValue('停药后出现黄疸');

  await referral.consent();
  await page.getByTestId('send-incomplete').click();
  await page.getByTestId('incomplete-reason').fill('呕血，须立即转运');
  await page.getByTestId('sign-password').fill('Not-mine-1');
  await page.getByTestId('sign').click();
  await expect(referral.failure).toBeVisible();
  await expect(page.getByTestId('incomplete-reason')).toHaveValue('呕血，须立即转运');
  await page.getByTestId('incomplete-reason').press('Escape');
  await referral.rewrite('purpose', '评估人工肝');
  await expect(page.getByTestId('saved-mark')).toHaveText(/已保存/);
  await page.waitForTimeout(1000); // autosave: within a second after a change
  site.process.kill('SIGKILL');
  await new Promise(resolve => site.process.once('exit', resolve));

  const again = await startSite({ dataDir: site.dataDir });
  try {
    const fresh = await page.context().newPage(); // the old window is gone with its host
    await openPatient(fresh, again.address);
    await fresh.getByTestId('tab-referral').click();
    await new ReferralPage(fresh).step('letter');
    await expect(fresh.getByTestId('referral-presentIllness')).toHaveValue('停药后出现黄疸');
    await expect(fresh.getByTestId('referral-purpose')).toHaveValue('评估人工肝');
    await new ReferralPage(fresh).step('consent');
    await expect(fresh.getByTestId('referral-consent-care').getByRole('radio').first()).toBeChecked();
  } finally {
    await again.stop();
  }
});
