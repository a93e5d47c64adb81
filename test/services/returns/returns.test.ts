import type { Observation, Procedure } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Referral } from '../../../shared/referral/referral.ts';
import { blankReturn, type ReturnContent } from '../../../shared/referral/return-record.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { validationErrors } from '../../support/registry/validate.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';
import { type SiteClient, setUpSite, TEST_FACILITY, TEST_WARD } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { codeOf, draftReferral, minimal, PASSWORD, sign } from '../referrals/referral-site.ts';

let registry: Registry;
let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  registry = await startRegistry({
    training: true,
    organizations: [TEST_FACILITY, { code: TEST_WARD.facilityCode, name: TEST_WARD.facilityName }].map(
      ({ code, name }) => ({ code, name }),
    ),
  });
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
  await client.registry.set({ baseUrl: registry.url, auth: { mode: 'none', confirmed: true } });
});
afterAll(async () => {
  await transport.close();
  await registry.close();
});

const LIMIT_MS = 20_000;

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await client.sync.now();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** A signed referral with an infusion of a trial; the patient's word on the registry as given. */
async function inTrial(registryAnswer: 'yes' | 'no'): Promise<Referral> {
  const draft = await draftReferral(client);
  await client.treatments.record({
    episodeId: draft.episodeId,
    fields: {
      ...{ kind: 'stem-cells', startedAt: new Date(Date.now() - 3_600_000).toISOString(), endedAt: null, detail: '' },
      particulars: { ...SAMPLE_PARTICULARS['stem-cells'], outcome24Weeks: 'alive' },
    },
  });
  const form = minimal(draft.form);
  const { id, version } = draft;
  const sharing = { ...form.sharing, registry: registryAnswer };
  return sign(client, await client.referrals.save({ id, version, form: { ...form, sharing } }));
}

const isDelivered = async (id: string) => (await client.referrals.get({ id })).delivery.state === 'delivered';

/** Items that the registry holds for itself of a referral. */
const registryItems = (id: string): (string | undefined)[] =>
  registry
    .all<Observation>('Observation')
    .filter(({ basedOn }) => basedOn?.some(({ reference }) => reference === `ServiceRequest/${id}`))
    .map(({ code }) => code.coding?.[0]?.code)
    .sort();

const back: ReturnContent = {
  ...blankReturn(),
  ...{ diagnosis: '慢加急性肝衰竭，ACLF 2 级', grade: 'two', results: 'TBil 180', treatment: '血浆置换 3 次' },
  ...{ plan: '继续抗病毒，2 周复查', outcome: 'improved', outcomeOn: '2026-11-20' },
  followUp: { day28: { state: 'alive', on: '2026-11-20' }, day90: { state: null, on: null } },
};

describe('what came back of a referral', { timeout: 60_000 }, () => {
  it('is kept by versions, told by the completeness, and printed on the return form', async () => {
    const { id } = await inTrial('no');
    const owed = async () => (await client.referrals.get({ id })).dueAtClosing.map(({ field }) => field);
    expect(await owed()).toEqual(
      expect.arrayContaining(['wardTimes', 'wardDiagnosis', 'wardGrade', 'wardPlan', 'outcome', 'followUp28']),
    );
    expect((await client.referrals.get({ id })).dueAtAnswer.map(({ field }) => field)).toEqual([
      'wardAnswer',
      'answeredBy',
    ]);
    expect(await client.returns.save({ referralId: id, version: 0, content: back })).toMatchObject({ version: 1 });
    expect(await codeOf(client.returns.save({ referralId: id, version: 0, content: back }))).toBe('stale-version');
    expect(await owed()).toEqual(['wardTimes', 'followUp90']);
    const { returned } = await client.packet.preview({ id, pages: ['return'], language: 'zh' });
    expect(returned?.record).toEqual(back);
  });

  it('owes no follow-up of a patient who has died', async () => {
    const { id } = await inTrial('no');
    await client.returns.save({ referralId: id, version: 0, content: { ...back, outcome: 'died' } });
    expect((await client.referrals.get({ id })).dueAtClosing.map(({ field }) => field)).toEqual(['wardTimes']);
  });

  it('is not written of what was never signed', async () => {
    const { id } = await draftReferral(client);
    expect(await codeOf(client.returns.save({ referralId: id, version: 0, content: back }))).toBe('illegal-move');
  });
});

describe('the tick for the registry', { timeout: 60_000 }, () => {
  it('lets outcome, follow-up and research fields go to the registry, and to nobody else', async () => {
    const { id } = await inTrial('yes');
    await client.returns.save({ referralId: id, version: 0, content: back });
    await until(
      () => registryItems(id).join() === ['day28', 'outcome', 'trial-consent', 'trial-number', 'week24'].join(),
      'registry-only items',
    );
    for (const observation of registry.all<Observation>('Observation'))
      expect(validationErrors(observation)).toEqual([]);
    const said = JSON.stringify(registry.all<Procedure>('Procedure'));
    expect(said).toContain('示例细胞注射液');
    expect(said).not.toContain('ChiCTR'); // what the ward reads carries no research field
    expect((await client.referrals.get({ id })).delivery).toMatchObject({ attachmentsPending: 0 });
  });

  it('refused, keeps them on this computer; the referral goes', async () => {
    const { id } = await inTrial('no');
    await client.returns.save({ referralId: id, version: 0, content: back });
    await until(() => isDelivered(id), 'delivered');
    expect(registryItems(id)).toEqual([]);
  });

  it('taken back, drops what is unsent and stops what comes later; what care needs goes on', async () => {
    await registry.down();
    const { id } = await inTrial('yes');
    await client.departures.withdrawConsent({
      ...{ referralId: id, scope: 'registry', by: '张某', at: new Date().toISOString(), reason: '改变主意' },
    });
    await registry.up();
    await until(() => isDelivered(id), 'delivered');
    await client.returns.save({ referralId: id, version: 0, content: back });
    const other = await inTrial('no');
    await until(() => isDelivered(other.id), 'a later one is there');
    expect(registryItems(id)).toEqual([]);
  });
});
