import type { Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { captivePortal, statusCode } from '../support/fault-proxy-faults.ts';
import { prepareSite } from '../support/prepared-site.ts';
import { refer } from '../support/refer.ts';
import { ScriptedWard } from '../support/registry/ward.ts';
import { freshDir, removeDir, startSite } from '../support/site.ts';
import { TEST_WARD } from '../support/site-client.ts';
import { test as base, expect, SETUP } from './fixtures.ts';
import { OutboxPage } from './pages/outbox.ts';
import { ReferralPage } from './pages/referral.ts';
import { Bar, UnlockPage } from './pages/unlock.ts';

const { login, password } = SETUP.user;
const POISON = 'unfit for any registry';
const NAMES = { fine: '王测试', poisoned: '赵测试', declined: '孙测试' };
const MENDED = '评估人工肝及肝移植。';

interface Line {
  /** The line between the workstation and the registry. */
  line: FaultProxy;
}

/** A county workstation on which three patients were referred while its line was down. */
const test = base.extend<Line>({
  line: async ({ registry }, use) => {
    const line = await startFaultProxy(registry.url);
    await use(line);
    await line.close();
  },
  site: async ({ line }, use) => {
    const dataDir = freshDir();
    await line.down();
    await prepareSite({
      dataDir,
      password,
      fill: async client => {
        await client.registry.set({ baseUrl: line.url, auth: { mode: 'none', confirmed: true } });
        for (const name of Object.values(NAMES)) {
          const purpose = name === NAMES.poisoned ? POISON : MENDED;
          await refer(client, { name, purpose, password });
        }
      },
    });
    const site = await startSite({ dataDir });
    await use(site);
    await site.stop();
    removeDir(dataDir);
  },
});

const REFUSAL = {
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'error', code: 'value', details: { text: 'not allowed' }, expression: ['ServiceRequest.note[0].text'] },
  ],
};

test('three referred without a line: one delivered, one refused and mended, one declined and sent on', async ({
  page,
  site,
  registry,
  line,
}) => {
  /** The referral of a patient, as the registry holds it. */
  const idOf = (name: string) => {
    const patient = registry.all<Patient>('Patient').find(each => each.name?.[0]?.text === name);
    return registry.all<Task>('Task').find(task => task.for?.reference === `Patient/${patient?.id}`)?.id ?? '';
  };
  await new UnlockPage(page).open(site.address);
  await new UnlockPage(page).unlock(login, password);
  const bar = new Bar(page);
  await bar.goTo('outbox');
  const outbox = new OutboxPage(page);
  await expect(outbox.rows).toHaveCount(3);
  for (const delivery of await outbox.rows.getByTestId('delivery').all())
    await expect(delivery).toContainText('仅本机');

  const fhir = { 'Content-Type': 'application/fhir+json' };
  const forEver = { match: { body: new RegExp(POISON) }, times: Number.POSITIVE_INFINITY };
  line.inject(captivePortal(), { times: 2 });
  const of = (name: string) => ({ match: { method: 'POST', body: new RegExp(name) } });
  line.inject({ kind: 'cut', moment: 'after-commit' }, { ...of(NAMES.fine), times: 1 });
  line.inject(statusCode(503), { ...of(NAMES.declined), times: 1 });
  line.inject(
    { kind: 'answer', moment: 'before-commit', status: 422, headers: fhir, body: JSON.stringify(REFUSAL) },
    forEver,
  );
  await line.up();
  await expect(outbox.deliveryOf(NAMES.fine)).toContainText('已送达', { timeout: 45_000 });
  await expect(outbox.deliveryOf(NAMES.declined)).toContainText('已送达', { timeout: 45_000 });
  await expect(outbox.problem).toContainText('转诊目的', { timeout: 45_000 });
  expect(registry.all<Task>('Task')).toHaveLength(2);
  // What the line does not carry goes by paper and telephone, or by file, from the very line that says so.
  const [paper] = await Promise.all([page.waitForEvent('popup'), outbox.printAndPhone()]);
  await paper.close();
  await expect(outbox.problem).toContainText(`请电话 ${TEST_WARD.phone} 通知接收病房`);
  await outbox.exportFile();
  await expect(outbox.problem.getByTestId('road-fault')).toContainText('没有接收医院的加密密钥');

  const ward = new ScriptedWard({ url: registry.url, code: TEST_WARD.facilityCode });
  await ward.referOnward(idOf(NAMES.declined), '本院无床', '示例第二医院');
  await outbox.syncNow();
  await expect(outbox.deliveryOf(NAMES.declined)).toContainText('已答复：转荐他院');
  await expect(bar.news('answer')).toContainText('转荐他院');
  await bar.news('answer').getByTestId('news-acknowledge').click();
  await expect(bar.news('answer')).toHaveCount(0);
  await outbox.openReferral(NAMES.declined);
  const referral = new ReferralPage(page);
  await expect(referral.course).toContainText('示例第二医院');
  await expect(referral.course).toContainText('已知悉');

  await bar.goTo('outbox');
  await outbox.correct();
  await referral.rewrite('purpose', MENDED);
  await referral.signIncomplete(password, '呕血，须立即转运');
  await expect(referral.state).toContainText('已送达', { timeout: 45_000 });
  const mended = registry.read<ServiceRequest>('ServiceRequest', idOf(NAMES.poisoned));
  expect(mended?.note?.map(({ text }) => text)).toContain(MENDED);
  expect(registry.all<Task>('Task')).toHaveLength(3);
  await expect(bar.newsLines).toHaveCount(0);
});
