import type { Communication, Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { prepareSite } from '../support/prepared-site.ts';
import { refer } from '../support/refer.ts';
import { ScriptedWard } from '../support/registry/ward.ts';
import { freshDir, removeDir, startSite } from '../support/site.ts';
import { TEST_WARD } from '../support/site-client.ts';
import { test as base, expect, SETUP } from './fixtures.ts';
import { AnswersPart } from './pages/answers.ts';
import { OutboxPage } from './pages/outbox.ts';
import { ReferralPage } from './pages/referral.ts';
import { SettingsPage } from './pages/settings.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';

const { login, password } = SETUP.user;
const PURPOSE = '评估人工肝及肝移植。';
const WITHDRAWN = '王测试';
const PHONED = '赵测试';
const NAMES = [WITHDRAWN, PHONED];
const SOON = { timeout: 30_000 };

interface Delivered {
  /** The line between the workstation and the registry. */
  line: FaultProxy;
  ward: ScriptedWard;
  /** The referral of a patient, as the registry holds it. */
  idOf: (name: string) => string;
}

/** A county workstation with two referrals that the registry has acknowledged, signed in. */
const test = base.extend<Delivered>({
  line: async ({ registry }, use) => {
    const line = await startFaultProxy(registry.url);
    await use(line);
    await line.close();
  },
  ward: async ({ registry }, use) => {
    await use(new ScriptedWard({ url: registry.url, code: TEST_WARD.facilityCode }));
  },
  idOf: async ({ registry }, use) => {
    await use(name => {
      const patient = registry.all<Patient>('Patient').find(each => each.name?.[0]?.text === name);
      return registry.all<Task>('Task').find(task => task.for?.reference === `Patient/${patient?.id}`)?.id ?? '';
    });
  },
  site: async ({ line }, use) => {
    const dataDir = freshDir();
    await prepareSite({
      dataDir,
      password,
      fill: async client => {
        await client.registry.set({ baseUrl: line.url, auth: { mode: 'none', confirmed: true } });
        for (const name of NAMES) await refer(client, { name, purpose: PURPOSE, password });
        await client.sync.now();
      },
    });
    const site = await startSite({ dataDir });
    await use(site);
    await site.stop();
    removeDir(dataDir);
  },
  page: async ({ page, site }, use) => {
    await new UnlockPage(page).open(site.address);
    await new UnlockPage(page).unlock(login, password);
    await use(page);
  },
});

test('withdrawn here, a bed given there: both sides are shown, and a physician decides', async ({
  page,
  registry,
  line,
  ward,
  idOf,
}) => {
  const id = idOf(WITHDRAWN);
  const [bar, outbox] = [new Bar(page), new OutboxPage(page)];
  const [referral, answers] = [new ReferralPage(page), new AnswersPart(page)];
  await bar.goTo('outbox');
  await expect(outbox.deliveryOf(WITHDRAWN)).toContainText('已送达', SOON);
  await outbox.openReferral(WITHDRAWN);
  await line.down();
  await referral.withdraw('家属要求留在本院');
  await ward.acceptWithBed(id, { bed: '12 床', contact: '000-2000001' });
  await line.up();

  await expect(outbox.problem).toContainText('本院上报“已撤回”，平台上却是“同意，已定床”', SOON);
  await expect(outbox.problem).toContainText('家属要求留在本院');
  await expect(bar.news('question')).toHaveCount(1);
  expect(registry.read<Task>('Task', id)?.status).toBe('accepted');
  await outbox.problem.getByTestId('choice-give-way').click();
  await answers.giveReason('14:20 与病房电话核实，家属改变主意');
  await expect(outbox.problem).toHaveCount(0);
  await expect(referral.state).toContainText('已答复：同意，已定床');
  await expect(answers.entry('decided')).toContainText('14:20 与病房电话核实');
  expect(registry.read<Task>('Task', id)?.status).toBe('accepted');
  expect(registry.read<ServiceRequest>('ServiceRequest', id)?.status).toBe('active');

  await page.getByTestId('acknowledge-answers').click();
  await expect(bar.newsLines).toHaveCount(0);
  await bar.lock();
  await ward.sendMessage(id, '请带齐影像光盘。');
  const unlock = new UnlockPage(page);
  await expect(unlock.news).toContainText('1 份转诊有新情况', SOON);
  await expect(page).toHaveTitle(/^\(1\) /);
  await expect(page.locator('body')).not.toContainText('影像光盘');
});

test('declined on the telephone, a bed at the registry: both stay, one holds, and paper says which', async ({
  page,
  registry,
  ward,
  idOf,
}) => {
  const id = idOf(PHONED);
  const [bar, outbox] = [new Bar(page), new OutboxPage(page)];
  const [referral, answers] = [new ReferralPage(page), new AnswersPart(page)];
  await bar.goTo('outbox');
  await outbox.openReferral(PHONED);
  await answers.typeDeclined('示例主任', '本院无床');
  await expect(referral.state).toContainText('不接收（电话，平台未确认）');
  await ward.acceptWithBed(id, { bed: '12 床', contact: '000-2000001' });
  await expect(answers.difference).toContainText('12 床', SOON);
  await expect(answers.difference).toContainText('本院无床');
  await expect(bar.news('difference')).toHaveCount(1);
  await answers.look('return');
  await expect(referral.preview).toContainText('本院无床');
  await expect(referral.preview).toContainText('12 床');

  await answers.hold('registry', '15:10 再次电话核实，已有床');
  await expect(answers.difference).toHaveCount(0);
  await expect(answers.entry('declined')).toHaveCount(1);
  await expect(answers.entry('bed-assigned')).toHaveCount(1);
  await expect(answers.entry('reconciled')).toContainText('以平台答复为准');
  await expect(referral.preview).not.toContainText('本院无床');
  await expect(referral.preview).toContainText('12 床');
  await answers.printCourse();
  await expect(answers.entry('bed-assigned')).toBeVisible();
  await expect(bar.lastSync).toBeHidden();
  await answers.backToScreen();

  await ward.sendMessage(id, '请带齐影像光盘。');
  await expect(answers.messages).toContainText('请带齐影像光盘。', SOON);
  await expect(bar.newsLines).toContainText(['对方'], SOON);
  await answers.write('影像光盘已备，15:40 出发。');
  await expect(answers.messages.filter({ hasText: '15:40 出发' })).toContainText('已送达', SOON);
  const sent = registry.all<Communication>('Communication').flatMap(({ payload }) => payload ?? []);
  expect(sent.map(({ contentString }) => contentString)).toContain('影像光盘已备，15:40 出发。');
});

test('a registry that was emptied is noticed; nothing goes before it is compared, then what it lacks goes again', async ({
  page,
  registry,
  idOf,
}) => {
  const [bar, outbox, settings] = [new Bar(page), new OutboxPage(page), new SettingsPage(page)];
  await bar.goTo('outbox');
  await expect(outbox.deliveryOf(PHONED)).toContainText('已送达', SOON);
  const ids = NAMES.map(idOf);
  await registry.wipe();
  await registry.prepare();
  await expect(bar.reset).toContainText('已暂停向平台发送', SOON);
  await expect(outbox.deliveryOf(PHONED)).toContainText('状态未知');
  expect(registry.all<Task>('Task')).toHaveLength(0);

  await bar.reset.getByRole('link').click();
  await settings.compareAfterReset();
  await expect(settings.resetLines).toHaveCount(2);
  await expect(settings.resetLines.first()).toContainText('缺失');
  await settings.sendAgain();
  await expect(bar.reset).toHaveCount(0);
  await bar.goTo('outbox');
  for (const name of NAMES) await expect(outbox.deliveryOf(name)).toContainText('已送达', SOON);
  const held = registry.all<Task>('Task').map(task => task.id);
  expect(held.toSorted()).toEqual(ids.toSorted());
});
