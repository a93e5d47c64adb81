import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueueWithdrawal } from '../../../electron/services/outbox/enqueue-task-move.ts';
import { createRegistrySettings } from '../../../electron/services/sync/registry-settings.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { defaultSwitches } from '../../support/registry/switches.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from './county.ts';

let registry: Registry;
let ward: ScriptedWard;
let county: County;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
});
afterAll(() => registry.close());
beforeEach(() => {
  county = openCounty({ url: registry.url });
});
afterEach(async () => {
  await county.close();
  Object.assign(registry.switches, defaultSwitches());
});

async function deliver(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => county.refer(packet => ({ ...packet, observations: [] })));
  county.sync.start();
  await until(() => ids.every(id => county.outbox.deliveryOf(id).state === 'delivered'), 'delivered', 20_000);
  await county.rest();
  return ids;
}

const answered = (ids: readonly string[]) =>
  ids.filter(id => {
    const delivery = county.outbox.deliveryOf(id);
    return delivery.state === 'delivered' && delivery.businessStatus === 'read';
  }).length;

describe('fetching answers', () => {
  it('reads every page, by links, without links, with capped pages and no total', async () => {
    const ids = await deliver(25);
    for (const id of ids) await ward.read(id);
    Object.assign(registry.switches, { maxPage: 7 });
    await county.sync.now();
    expect(answered(ids)).toBe(25);
    for (const id of ids) await ward.askForInfo(id, '请补充');
    Object.assign(registry.switches, { maxPage: 7, noNextLinks: true, noTotal: true });
    await county.sync.now();
    expect(
      ids
        .map(id => county.outbox.deliveryOf(id))
        .filter(d => 'businessStatus' in d && d.businessStatus === 'info-requested'),
    ).toHaveLength(25);
  });

  it('finds its way by time where offsets are refused', async () => {
    const ids = await deliver(12);
    for (const id of ids) await ward.read(id);
    Object.assign(registry.switches, { maxPage: 5, noNextLinks: true, noTotal: true, offset: 'refused' });
    await county.sync.now();
    expect(answered(ids)).toBe(12);
  });

  it('asks again from the start when a page link has expired', async () => {
    const ids = await deliver(6);
    for (const id of ids) await ward.read(id);
    Object.assign(registry.switches, { maxPage: 2, expiredNextLinks: true });
    await county.sync.now();
    expect(county.sync.status().lastError).toBe('result-cut-off');
    registry.switches.expiredNextLinks = false;
    await county.sync.now();
    expect(answered(ids)).toBe(6);
  });

  it('meets a row that became visible late', async () => {
    const [late, early] = await deliver(2);
    registry.switches.lateVisible = true;
    await ward.read(late ?? '');
    registry.switches.lateVisible = false;
    await ward.read(early ?? '');
    await county.sync.now();
    registry.revealLate();
    await county.sync.now();
    expect(answered([late ?? '', early ?? ''])).toBe(2);
  });

  it('takes the newer answer though the clock of the server fell back', async () => {
    const [id = ''] = await deliver(1);
    registry.switches.clockOffsetMs = -4 * 60_000;
    await ward.read(id);
    await county.sync.now();
    expect(answered([id])).toBe(1);
  });

  it('never goes back to an older copy that a stale search shows', async () => {
    const [id = ''] = await deliver(1);
    await new Promise(resolve => setTimeout(resolve, 800));
    registry.switches.staleSearch = { ms: 800, honoursNoCache: false };
    county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: id, reason: null }, tx =>
      enqueueWithdrawal(tx, county.store.ids, {
        referralId: id,
        site: 'JX',
        to: 'withdrawn',
        at: new Date().toISOString(),
        reason: '家属要求',
      }),
    );
    await county.sync.now();
    expect(registry.read('Task', id)).toMatchObject({ status: 'cancelled' });
    expect(county.outbox.deliveryOf(id)).toMatchObject({ businessStatus: 'withdrawn' });
    const { query } = county.store.read;
    const events = county.store.read.all(
      query.selectFrom('referral_event').select('kind').where('referral_id', '=', id).orderBy('at'),
    );
    expect(events.map(event => event.kind)).toEqual(['created', 'withdrawn']);
  });

  it('shows a status that it does not know as it is', async () => {
    const [id = ''] = await deliver(1);
    const { task } = await ward.task(id);
    await ward.overwrite({
      ...task,
      status: 'accepted',
      businessStatus: {
        coding: [{ system: 'https://ganqiao.example/fhir/CodeSystem/business-status', code: 'novel' }],
      },
    });
    await county.sync.now();
    expect(county.outbox.deliveryOf(id)).toMatchObject({ taskStatus: 'accepted', businessStatus: 'novel' });
  });
});

describe('messages and letters', () => {
  it('are fetched with what the answer names, each told once', async () => {
    await county.close();
    const told: string[] = [];
    county = openCounty({
      url: registry.url,
      onCommunication: (_, message) => told.push(message.payload?.[0]?.contentString ?? ''),
    });
    const [id = ''] = await deliver(1);
    await ward.sendMessage(id, '请带影像');
    await ward.arrived(id);
    await ward.complete(id, 'returned');
    await county.sync.now();
    await county.sync.now();
    expect(told).toEqual(['请带影像']);
    const { query } = county.store.read;
    const held = county.store.read.all(query.selectFrom('remote').select(['type', 'json']));
    const document = held.find(row => row.type === 'DocumentReference' && row.json.includes('18842-5'));
    expect(document).toBeDefined();
    expect(county.store.read.all(query.selectFrom('remote_wanted').selectAll())).toEqual([]);
  });

  it('stay wanted until the registry holds them', async () => {
    const [id = ''] = await deliver(1);
    const { task } = await ward.task(id);
    registry.switches.referentialIntegrity = false;
    await ward.overwrite({
      ...task,
      output: [{ type: { text: 'document' }, valueReference: { reference: 'DocumentReference/not-yet' } }],
    });
    await county.sync.now();
    const { query } = county.store.read;
    expect(county.store.read.all(query.selectFrom('remote_wanted').select('id'))).toEqual([{ id: 'not-yet' }]);
    expect(county.sync.status().lastCompleteAt).not.toBeNull();
  });
});

describe('another registry', () => {
  it('has cursors and copies of its own: those of the first never count', async () => {
    const [id = ''] = await deliver(1);
    await ward.read(id);
    await county.sync.now();
    expect(answered([id])).toBe(1);
    const other = await startRegistry({ training: true, organizations: ORGANIZATIONS });
    createRegistrySettings(county.store).set(DOCTOR, { baseUrl: other.url, auth: { mode: 'none', confirmed: true } });
    expect(answered([id])).toBe(0);
    await county.sync.now();
    expect(county.sync.status().reset).toMatchObject({ why: 'other-registry' });
    expect(county.outbox.deliveryOf(id)).toMatchObject({ state: 'blocked', reason: 'registry-reset' });
    expect(other.all('Task')).toEqual([]);
    await county.sync.settle(DOCTOR, 'resend');
    await until(() => county.outbox.deliveryOf(id).state === 'delivered', 'sent again');
    expect(other.read('Task', id)).toMatchObject({ status: 'requested' });
    await county.rest();
    await other.close();
  });
});

describe('the right registry', () => {
  it('is refused where it is no training registry and this is a training site', async () => {
    const real = await startRegistry({ organizations: ORGANIZATIONS });
    await county.close();
    county = openCounty({ url: real.url });
    const id = county.refer();
    county.sync.start();
    await until(() => county.outbox.deliveryOf(id).state === 'queued', 'queued');
    expect(county.outbox.deliveryOf(id)).toMatchObject({ reason: 'training-mismatch' });
    expect(real.requests().map(request => request.method)).not.toContain('POST');
    await real.close();
  });

  describe('that was wiped', () => {
    let own: Registry;
    let first: string;
    beforeEach(async () => {
      own = await startRegistry({ training: true, organizations: ORGANIZATIONS });
      await county.close();
      county = openCounty({ url: own.url, times: { checkValidMs: 0 } });
      [first = ''] = await deliver(1);
      await own.wipe();
      await own.prepare();
    });
    afterEach(async () => {
      await county.rest();
      await own.close();
    });

    it('is left alone until an administrator has looked, whoever saves the settings', async () => {
      const second = county.refer();
      await county.sync.now();
      createRegistrySettings(county.store).set(DOCTOR, { baseUrl: own.url, auth: { mode: 'none', confirmed: true } });
      await county.sync.now();
      expect(county.sync.status()).toMatchObject({ lastError: 'registry-reset', reset: { why: 'epoch' } });
      expect(own.all('Task')).toHaveLength(0);
      const lines = await county.sync.compare();
      expect(lines).toMatchObject([{ referralId: first, server: null, isMissing: true }]);
      expect(county.outbox.deliveryOf(second).state).not.toBe('delivered');
    });

    it('gets what it lacks again', async () => {
      await county.sync.now();
      await county.sync.settle(DOCTOR, 'resend');
      await until(() => county.outbox.deliveryOf(first).state === 'delivered', 'first again');
      await county.rest();
      expect(county.outbox.deliveryOf(first)).toMatchObject({ attachmentsPending: 0 });
      expect(own.versions('Task', first)).toHaveLength(1);
      expect(county.sync.status().reset).toBeNull();
    });

    it('gets only what is new where the administrator says so; what it lacks needs a hand', async () => {
      const second = county.refer();
      await county.sync.now();
      await county.sync.settle(DOCTOR, 'go-on');
      await until(() => county.outbox.deliveryOf(second).state === 'delivered', 'second delivered');
      expect(own.read('Task', first)).toBeUndefined();
      expect(county.outbox.deliveryOf(first)).toMatchObject({ state: 'blocked', reason: 'registry-reset' });
    });
  });
});
