import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { etaMessage } from '../../../shared/fhir/communication.ts';
import { blankDeparture } from '../../../shared/referral/departure-record.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { codeOf, complete, PASSWORD, signedReferral } from '../referrals/referral-site.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
});
afterAll(() => transport.close());

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const pdf = base64('%PDF-1.4\nconsent\n%%EOF\n');

describe('the departure record', () => {
  it('is written on before and after signing, each version kept, two writers told apart', async () => {
    const { id: referralId } = await signedReferral(client);
    expect(await client.departures.get({ referralId })).toMatchObject({ version: 0, ...blankDeparture() });
    const one = await client.departures.save({ referralId, version: 0, content: complete });
    expect(one).toMatchObject({ version: 1, ...complete });
    expect(await codeOf(client.departures.save({ referralId, version: 0, content: complete }))).toBe('stale-version');
    const transport = { ...complete.transport, events: '途中平稳' };
    expect(
      (await client.departures.save({ referralId, version: 1, content: { ...complete, transport } })).version,
    ).toBe(2);
    const { departure, model } = await client.packet.preview({ id: referralId, pages: ['P7'], language: 'zh' });
    expect(departure?.transport.events).toBe('途中平稳');
    expect(model.transport.events).toBe(''); // frozen as it stood
  });

  it('holds up the departure until it is complete, or an emergency says why', async () => {
    const { id: referralId, episodeId } = await signedReferral(client);
    const entry = { milestone: 'departed', at: new Date().toISOString(), channel: 'seen', note: '' } as const;
    expect(await codeOf(client.pathway.stamp({ episodeId, entry }))).toBe('departure-incomplete');
    const hasty = await client.pathway.stamp({ episodeId, entry, emergencyReason: '心跳骤停后立即转运' });
    const [stamp] = hasty.stamps.filter(({ milestone }) => milestone === 'departed');
    expect(stamp?.note).toBe('心跳骤停后立即转运');
    await client.pathway.voidStamp({ id: stamp?.id ?? '', reason: '误录' });
    await client.departures.save({ referralId, version: 0, content: complete });
    expect((await client.referrals.get({ id: referralId })).dueAtDeparture).toEqual([]);
    const left = await client.pathway.stamp({ episodeId, entry });
    expect(left.reached.departed).toBe(entry.at);
    expect(left.reached.consented).toBe(complete.consent.signer.at);
  });
});

describe('a departure that is told, not seen', () => {
  const stamped = (milestone: 'departed' | 'arrived', channel: 'phone' | 'paper' | 'seen') =>
    ({ milestone, at: new Date().toISOString(), channel, note: '' }) as const;

  it.each(['phone', 'paper'] as const)(
    'by %s is taken, and what was due is owed until it is written',
    async channel => {
      const { id: referralId, episodeId } = await signedReferral(client);
      expect((await client.referrals.get({ id: referralId })).left).toBeNull();
      const entry = stamped('departed', channel);
      await client.pathway.stamp({ episodeId, entry });
      const owing = await client.referrals.get({ id: referralId });
      expect(owing.left).toEqual({ at: entry.at, milestone: 'departed', channel });
      expect(owing.dueAtDeparture.map(({ field }) => field)).toContain('departureVitals');
      await client.departures.save({ referralId, version: 0, content: complete });
      expect((await client.referrals.get({ id: referralId })).dueAtDeparture).toEqual([]);
    },
  );

  it('is known by the arrival too; then nobody is held back any more', async () => {
    const { id, episodeId } = await signedReferral(client);
    await client.pathway.stamp({ episodeId, entry: stamped('arrived', 'phone') });
    expect((await client.referrals.get({ id })).left).toMatchObject({ milestone: 'arrived', channel: 'phone' });
    const { stamps } = await client.pathway.stamp({ episodeId, entry: stamped('departed', 'seen') });
    const [departed] = stamps.filter(({ milestone }) => milestone === 'departed');
    await client.pathway.voidStamp({ id: departed?.id ?? '', reason: '误录' });
    expect((await client.referrals.get({ id })).left?.milestone).toBe('arrived');
  });

  it('of a referral that was taken back owes nothing', async () => {
    const { id, episodeId } = await signedReferral(client);
    await client.pathway.stamp({ episodeId, entry: stamped('departed', 'phone') });
    await client.referrals.withdraw({ id, reason: '误签' });
    expect((await client.referrals.get({ id })).left).toBeNull();
  });
});

it('without a line, of two new arrival times only the last is left to be told', async () => {
  const { id: referralId, episodeId } = await signedReferral(client);
  let { version } = await client.departures.save({ referralId, version: 0, content: complete });
  const entry = { milestone: 'departed', at: new Date().toISOString(), channel: 'seen', note: '' } as const;
  await client.pathway.stamp({ episodeId, entry });
  for (const eta of ['2026-11-23T08:30:00.000Z', '2026-11-23T09:00:00.000Z']) {
    const transport = { ...complete.transport, eta };
    ({ version } = await client.departures.save({ referralId, version, content: { ...complete, transport } }));
    expect((await client.departures.tellEta({ referralId })).wardExpects).toEqual({ at: eta });
    expect(await codeOf(client.departures.tellEta({ referralId }))).toBe('illegal-move');
  }
  const messages = await client.messages.list({ referralId });
  expect(messages.map(({ state }) => state)).toEqual(['dropped', 'waiting']);
  expect(messages[1]?.body).toBe(etaMessage('2026-11-23T09:00:00.000Z', complete.transport.eta));
});

describe('the scan of a consent', () => {
  it('is taken by its first bytes, whatever its name says', async () => {
    const { id: referralId } = await signedReferral(client);
    const add = (title: string, content: string) => client.departures.addScan({ referralId, title, base64: content });
    expect(await codeOf(add('同意书.pdf', base64('MZ\u0090 a program')))).toBe('scan-refused');
    expect(await codeOf(add('空.pdf', ''))).not.toBeNull();
    expect(await codeOf(add('大.pdf', base64(`%PDF-${'x'.repeat(10 * 2 ** 20)}`)))).toBe('scan-refused');
    await add('同意书签字页.jpg', base64('\u00ff\u00d8\u00ff\u00e0 photo'));
    await add('同意书.pdf', pdf);
    const { attachments } = await client.referrals.get({ id: referralId });
    expect(attachments.map(({ title, contentType }) => [title, contentType])).toEqual([
      ['同意书签字页.jpg', 'image/jpeg'],
      ['同意书.pdf', 'application/pdf'],
    ]);
    expect(await client.departures.scan({ id: attachments[1]?.id ?? '' })).toMatchObject({ base64: pdf });
  });
});

describe('a consent that is withdrawn', () => {
  const withdraw = (referralId: string, scope: 'care' | 'registry') =>
    client.departures.withdrawConsent({
      ...{ referralId, scope, by: '张某', at: new Date().toISOString(), reason: '改变主意' },
    });

  it('is on record with who, when and why; of the registry the referral goes on', async () => {
    const { id } = await signedReferral(client);
    await withdraw(id, 'registry');
    const { withdrawnConsents, closedAs } = await client.referrals.get({ id });
    expect(withdrawnConsents).toMatchObject([
      { scope: 'registry', by: '张某', reason: '改变主意', recordedBy: '示例医生' },
    ]);
    expect(closedAs).toBeNull();
    expect(await codeOf(withdraw(id, 'registry'))).toBe('illegal-move');
  });

  it('of care ends the referral, and what never left stays here', async () => {
    const { id } = await signedReferral(client);
    await withdraw(id, 'care');
    expect(await client.referrals.get({ id })).toMatchObject({
      closedAs: 'consent-withdrawn',
      delivery: { state: 'local-only' },
    });
  });
});
