import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { codeOf, draftReferral, PASSWORD, sign, signedReferral } from './referral-site.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
});
afterAll(() => transport.close());

describe('a supplement', () => {
  it('goes under the same number as the next one, says what is new, and leaves the first packet as it was', async () => {
    const first = await signedReferral(client);
    expect(first).toMatchObject({ supplement: 0, supplementForm: null });
    await client.labs.record({
      episodeId: first.episodeId,
      ...{ sampledAt: new Date(Date.now() - 60_000).toISOString(), timeSource: 'collected', laboratory: '' },
      entries: [labEntry('INR', '2.6')],
    });
    const open = await client.referrals.supplement({ id: first.id });
    expect(open.form).toEqual(first.form);
    expect(open.changes.filter(({ what }) => what === 'lab')).toMatchObject([
      { code: 'INR', how: 'added', after: '2.6 1' },
    ]);
    const form = { ...open.form, presentState: '嗜睡', changes: 'INR 升至 2.6，嗜睡' };
    const saved = await client.referrals.save({ id: open.id, version: open.version, form });
    expect(saved.form).toEqual(first.form); // what is signed stands until the supplement is signed
    const signed = await sign(client, saved);
    expect(signed).toMatchObject({
      number: first.number,
      supplement: 1,
      supplementForm: null,
      signedAt: first.signedAt,
    });
    expect(signed.form.presentState).toBe('嗜睡');

    const pages = { id: first.id, pages: ['P1' as const], language: 'zh' as const };
    const latest = (await client.packet.preview(pages)).model;
    const before = (await client.packet.preview({ ...pages, supplement: 0 })).model;
    expect(latest).toMatchObject({ supplement: 1, supplementOf: { supplement: 0, sha256: first.packetSha256 } });
    expect(latest.changes).toContainEqual(
      expect.objectContaining({ what: 'form', code: 'presentState', after: '嗜睡' }),
    );
    expect(before).toMatchObject({ supplement: 0, supplementOf: null, changes: [] });
    expect(before.form.presentState).toBe(first.form.presentState);
  });

  it('can be put away, and is opened only of what is signed and has not ended', async () => {
    const first = await signedReferral(client);
    await client.referrals.supplement({ id: first.id });
    const dropped = await client.referrals.discard({ id: first.id, reason: '误开' });
    expect(dropped).toMatchObject({ supplement: 0, supplementForm: null, closedAs: null });
    const again = await codeOf(client.referrals.save({ id: first.id, version: dropped.version, form: first.form }));
    expect(again).toBe('already-signed');
    await client.referrals.withdraw({ id: first.id, reason: '家属要求' });
    expect(await codeOf(client.referrals.supplement({ id: first.id }))).toBe('illegal-move');
  });
});

describe('senior approval', () => {
  it('is demanded before signing only where the hospital asks for it', async () => {
    const draft = await draftReferral(client);
    const asked = async () => (await client.referrals.get({ id: draft.id })).missing.map(({ field }) => field);
    expect(await asked()).not.toContain('seniorApproval');
    const { name, department, phone, role } = await client.facility.get();
    await client.facility.update({ name, department, phone, role, seniorApproval: true });
    expect(await asked()).toContain('seniorApproval');
    const seniorApproval = { by: '周国华', opinion: '同意转诊' };
    await client.referrals.save({ id: draft.id, version: draft.version, form: { ...draft.form, seniorApproval } });
    expect(await asked()).not.toContain('seniorApproval');
    await client.facility.update({ name, department, phone, role, seniorApproval: false });
  });
});

describe('drafts', () => {
  it('may be several of one episode, and each is put away by itself', async () => {
    const one = await draftReferral(client);
    expect((await client.referrals.draft({ episodeId: one.episodeId })).id).toBe(one.id);
    const two = await client.referrals.draft({ episodeId: one.episodeId, another: true });
    expect(two.id).not.toBe(one.id);
    await client.referrals.discard({ id: two.id, reason: '改送他院' });
    const all = await client.referrals.list({ patientId: one.patientId });
    expect(all.map(({ id, closedAs }) => [id, closedAs])).toEqual([
      [two.id, 'discarded'],
      [one.id, null],
    ]);
    expect(await codeOf(client.referrals.save({ id: two.id, version: 2, form: two.form }))).toBe('illegal-move');
    expect((await client.referrals.draft({ episodeId: one.episodeId })).id).toBe(one.id);
  });
});
