import type { Communication, Consent, DocumentReference, ServiceRequest, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { etaMessage } from '../../../shared/fhir/communication.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { validationErrors } from '../../support/registry/validate.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite, TEST_FACILITY, TEST_WARD } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { complete, PASSWORD, sign, signedReferral } from './referral-site.ts';

let registry: Registry;
let ward: ScriptedWard;
let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  const organizations = [TEST_FACILITY, { code: TEST_WARD.facilityCode, name: TEST_WARD.facilityName }].map(
    ({ code, name }) => ({ code, name }),
  );
  registry = await startRegistry({ training: true, organizations });
  ward = new ScriptedWard({ url: registry.url, code: TEST_WARD.facilityCode });
  transport = await memoryPair({
    renderPdf: () => Promise.resolve(Buffer.from(`%PDF-1.7 ${Math.random()}\n%%EOF\n`)),
    print: () => Promise.resolve('page'),
  });
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
  await client.registry.set({ baseUrl: registry.url, auth: { mode: 'none', confirmed: true } });
});
afterAll(async () => {
  await transport.close();
  await registry.close();
});

const LIMIT_MS = 20_000;

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await client.sync.now();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const arrived = (id: string) =>
  until(async () => {
    const { delivery } = await client.referrals.get({ id });
    return delivery.state === 'delivered' && delivery.attachmentsPending === 0;
  }, 'delivered with its letter');

const consents = (id: string) =>
  registry
    .all<Consent>('Consent')
    .filter(
      ({ patient }) => patient?.reference === registry.read<ServiceRequest>('ServiceRequest', id)?.subject?.reference,
    );
const statusOf = (id: string, scope: 'care' | 'registry') =>
  consents(id).find(({ category }) => category[0]?.coding?.[0]?.code === scope)?.status;
const lettersOf = (id: string) =>
  registry
    .all<DocumentReference>('DocumentReference')
    .filter(({ context }) => context?.related?.[0]?.reference === `ServiceRequest/${id}`);
const withdraw = (referralId: string, scope: 'care' | 'registry') =>
  client.departures.withdrawConsent({
    ...{ referralId, scope, by: '张某', at: new Date().toISOString(), reason: '改变主意' },
  });

describe('at the registry', { timeout: 60_000 }, () => {
  it('a supplement is the same Task, a newer request and a letter in place of the old one; a question is answered by it', async () => {
    const { id, episodeId, number } = await signedReferral(client);
    await arrived(id);
    await ward.askForInfo(id, '请补充今晨 INR');
    await until(async () => {
      const { delivery } = await client.referrals.get({ id });
      return delivery.state === 'delivered' && delivery.businessStatus === 'info-requested';
    }, 'the question is here');
    const [first] = lettersOf(id);
    const tasks = registry.all<Task>('Task').length;
    await client.labs.record({
      episodeId,
      ...{ sampledAt: new Date(Date.now() - 60_000).toISOString(), timeSource: 'collected', laboratory: '' },
      entries: [labEntry('INR', '2.6')],
    });
    const open = await client.referrals.supplement({ id });
    await sign(client, open);
    await until(
      async () => registry.read<Task>('Task', id)?.status !== 'on-hold' && lettersOf(id).length === 2,
      'answered',
    );
    await arrived(id);
    expect(registry.all<Task>('Task')).toHaveLength(tasks);
    expect(registry.read<Task>('Task', id)?.businessStatus?.coding?.[0]?.code).toBe('info-supplied');
    const request = registry.read<ServiceRequest>('ServiceRequest', id);
    expect(request?.identifier?.some(({ value }) => value === number)).toBe(true);
    expect(request?.extension?.find(({ url }) => url.endsWith('/rev'))?.valuePositiveInt).toBe(2);
    const second = lettersOf(id).find(letter => letter.id !== first?.id);
    expect(second?.relatesTo).toEqual([{ code: 'replaces', target: { reference: `DocumentReference/${first?.id}` } }]);
    for (const letter of lettersOf(id)) expect(validationErrors(letter)).toEqual([]);
  });

  it('a consent to the registry that is withdrawn becomes inactive; the referral goes on', async () => {
    const { id } = await signedReferral(client);
    await arrived(id);
    expect(statusOf(id, 'registry')).toBe('active');
    await withdraw(id, 'registry');
    await until(async () => statusOf(id, 'registry') === 'inactive', 'inactive');
    expect(statusOf(id, 'care')).toBe('active');
    expect(registry.read<Task>('Task', id)?.status).toBe('requested');
    await sign(client, await client.referrals.supplement({ id }));
    await arrived(id);
    await until(async () => lettersOf(id).length === 2, 'supplement');
    expect(statusOf(id, 'registry')).toBe('inactive'); // the supplement does not revive it
  });

  it('a departure tells the ward when to expect the patient', async () => {
    const { id, episodeId } = await signedReferral(client);
    await client.departures.save({ referralId: id, version: 0, content: complete });
    await arrived(id);
    const entry = { milestone: 'departed', at: new Date().toISOString(), channel: 'seen', note: '' } as const;
    await client.pathway.stamp({ episodeId, entry });
    const code = () => registry.read<Task>('Task', id)?.businessStatus?.coding?.[0]?.code;
    await until(async () => code() === 'departed', 'departed');
    const output = registry.read<Task>('Task', id)?.output?.find(({ type }) => type.coding?.[0]?.code === 'eta');
    expect(Date.parse(output?.valueString ?? '')).toBe(Date.parse(complete.transport.eta ?? ''));
  });

  it('an arrival that changes on the road is told to the ward, each time anew', async () => {
    const { id, episodeId } = await signedReferral(client);
    const saved = await client.departures.save({ referralId: id, version: 0, content: complete });
    const eta = (minutes: number) =>
      new Date(Date.parse(complete.transport.eta ?? '') + minutes * 60_000).toISOString();
    const expectAt = (version: number, minutes: number) =>
      client.departures.save({
        ...{ referralId: id, version },
        content: { ...complete, transport: { ...complete.transport, eta: eta(minutes) } },
      });
    const code = () => registry.read<Task>('Task', id)?.businessStatus?.coding?.[0]?.code;
    const messages = () =>
      registry
        .all<Communication>('Communication')
        .filter(({ about }) => about?.some(({ reference }) => reference === `Task/${id}`));

    expect((await expectAt(saved.version, 10)).wardExpects).toBeNull(); // nobody waits yet
    await expect(client.departures.tellEta({ referralId: id })).rejects.toMatchObject({ code: 'illegal-move' });
    await arrived(id);
    const entry = { milestone: 'departed', at: new Date().toISOString(), channel: 'seen', note: '' } as const;
    await client.pathway.stamp({ episodeId, entry });
    await until(async () => code() === 'departed', 'departed');
    expect((await client.departures.get({ referralId: id })).wardExpects).toEqual({ at: eta(10) });
    await expect(client.departures.tellEta({ referralId: id })).rejects.toMatchObject({ code: 'illegal-move' });

    for (const [at, minutes] of [60, 90].entries()) {
      await expectAt(saved.version + 1 + at, minutes);
      const { wardExpects } = await client.departures.tellEta({ referralId: id });
      expect(wardExpects).toEqual({ at: eta(minutes) });
      await until(async () => messages().length === at + 1, 'told');
    }
    expect(messages().map(({ payload }) => payload?.[0]?.contentString)).toEqual([
      etaMessage(eta(60), eta(10)),
      etaMessage(eta(90), eta(60)),
    ]);
    for (const message of messages()) expect(validationErrors(message)).toEqual([]);
    expect((await client.answers.course({ referralId: id })).entries.map(({ kind }) => kind)).toContain('eta-told');

    await ward.arrived(id);
    await until(async () => (await client.departures.get({ referralId: id })).wardExpects === null, 'nobody waits');
  });

  it('a consent to care that is withdrawn takes the referral back', async () => {
    const { id } = await signedReferral(client);
    await arrived(id);
    await withdraw(id, 'care');
    await until(async () => registry.read<Task>('Task', id)?.status === 'cancelled', 'cancelled');
    await until(async () => registry.read<ServiceRequest>('ServiceRequest', id)?.status === 'revoked', 'revoked');
    await until(async () => statusOf(id, 'care') === 'inactive', 'inactive');
    for (const consent of consents(id)) expect(validationErrors(consent)).toEqual([]);
  });

  it('nothing of a referral whose consent to care was withdrawn before the line came ever arrives', async () => {
    await registry.down();
    const { id } = await signedReferral(client);
    await withdraw(id, 'care');
    await registry.up();
    const other = await signedReferral(client);
    await arrived(other.id);
    expect(registry.read('Task', id)).toBeUndefined();
    expect(registry.read('ServiceRequest', id)).toBeUndefined();
  });

  it('the scan of the consent stands beside the letter, and the Consents name it', async () => {
    const { id } = await signedReferral(client);
    await arrived(id);
    const base64 = Buffer.from('%PDF-1.4\nsigned\n%%EOF\n').toString('base64');
    await client.departures.addScan({ referralId: id, title: '签字页.pdf', base64 });
    await until(async () => consents(id).every(({ sourceReference }) => sourceReference !== undefined), 'scan');
    const scan = lettersOf(id).find(({ type }) => type?.coding?.[0]?.code === '59284-0');
    expect(scan).toBeDefined();
    for (const { sourceReference, status } of consents(id)) {
      expect(sourceReference?.reference).toBe(`DocumentReference/${scan?.id}`);
      expect(status).toBe('active');
    }
    // The next letter replaces the letter, never the scan.
    await sign(client, await client.referrals.supplement({ id }));
    await until(async () => lettersOf(id).length === 3, 'new letter');
    const targets = lettersOf(id).flatMap(({ relatesTo }) => relatesTo?.map(({ target }) => target?.reference) ?? []);
    expect(targets).not.toContain(`DocumentReference/${scan?.id}`);
  });
});
