import { createHash } from 'node:crypto';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { bodyOf, rowsOf } from '../../electron/services/outbox/rows.ts';
import { createClientKey, publicKeyOf } from '../../electron/services/sync/client-key.ts';
import { createRegistrySettings } from '../../electron/services/sync/registry-settings.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import { type County, DOCTOR, ORGANIZATIONS } from '../services/sync/county.ts';
import { samplePacket } from '../shared/fhir/packets.ts';
import { statusCode } from '../support/fault-proxy-faults.ts';
import { startRemoteRegistry } from './remote-registry.ts';
import { assertSurvived } from './survived.ts';
import {
  ALWAYS,
  delivered,
  eventually,
  HEAD,
  isDelivered,
  isWhole,
  oneWorld,
  PUT_TASK,
  settled,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const businessStatus = (county: County, id: string): string => {
  const delivery = county.outbox.deliveryOf(id);
  return delivery.state === 'delivered' ? delivery.businessStatus : delivery.state;
};
const blockedFor = (county: County, id: string, reason: string) =>
  eventually(`blocked: ${reason}`, () => {
    const delivery = county.outbox.deliveryOf(id);
    return delivery.state === 'blocked' && delivery.reason === reason;
  });

/** Many small referrals, all arrived. */
async function manyDelivered(county: County, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () =>
    county.refer(packet => ({ ...packet, observations: [] }), { letter: null }),
  );
  county.sync.start();
  await eventually('all delivered', () => ids.every(id => isDelivered(county, id)), 30_000);
  await county.rest();
  return ids;
}

describe('a server in trouble', () => {
  it.each([500, 502, 503, 429])('F15 %i, and it goes on as soon as it is over', async status => {
    const county = world.open();
    const retryAfter = status === 503 || status === 429 ? { retryAfterSeconds: 1 } : {};
    const troubled = world.proxy.inject(statusCode(status, retryAfter), { match: HEAD });
    const id = county.refer();
    const started = performance.now();
    county.sync.start();
    await eventually('struck', () => troubled.hits() > 0);
    await eventually('arrived', () => isWhole(county, id));
    if (status === 503) expect(performance.now() - started).toBeGreaterThan(950);
    await assertSurvived(world, county, [id]);
  });

  it('F16 400 on one entry: rolled back, this stream dead with the name of the field, the others drain', async () => {
    const county = world.open();
    const bad = county.refer();
    const good = [county.refer(), county.refer()];
    const broken = damage(county, bad);
    county.sync.start();
    await blockedFor(county, bad, 'refused');
    expect(county.outbox.deliveryOf(bad)).toMatchObject({ httpStatus: 400 });
    expect(JSON.stringify(county.outbox.deliveryOf(bad))).toContain('Observation.value');
    for (const { resource } of broken.entry ?? []) {
      if (resource?.resourceType.startsWith('Practitioner')) continue; // the others write the doctor too
      expect(await world.registry.read(resource?.resourceType as 'Task', resource?.id ?? '')).toBeUndefined();
    }
    await assertSurvived(world, county, [bad, ...good], { stuck: { [bad]: 'refused' } });
  });

  it('F17 413', async () => {
    const county = world.open();
    const big = county.refer();
    const other = county.refer();
    world.proxy.inject(statusCode(413), { match: { method: 'POST', body: new RegExp(big) }, ...ALWAYS });
    county.sync.start();
    await blockedFor(county, big, 'refused');
    expect(county.outbox.deliveryOf(big)).toMatchObject({ httpStatus: 413 });
    await assertSurvived(world, county, [big, other], { stuck: { [big]: 'refused' } });
  });

  it('F18 401 in the middle of a drain', async () => {
    const county = world.open();
    const ids = Array.from({ length: 4 }, () => county.refer());
    const refused = world.proxy.inject(statusCode(401), { skip: 6, ...ALWAYS });
    county.sync.start();
    await eventually('refused', () => county.sync.status().lastError === 'auth' && !county.sync.status().running);
    const waiting = ids.filter(id => !isWhole(county, id));
    expect(waiting.length).toBeGreaterThan(0);
    const before = world.proxy.requests().length;
    await assertSurvived(world, county, ids, { isStopped: 'auth' });
    expect(world.proxy.requests().length).toBeLessThan(before + 10); // not hammered
    refused.remove();
    county.sync.trigger('settings');
    await assertSurvived(world, county, ids);
  });

  it('F18 a token that ends in the middle of a drain is fetched anew; a refused one stops all', async () => {
    const key = await createClientKey(new Date().toISOString());
    const registry = await startRemoteRegistry({
      training: true,
      organizations: ORGANIZATIONS,
      auth: { kind: 'smart', clients: [{ clientId: 'jx-1', jwk: publicKeyOf(key) }] },
    });
    const guarded = { ...world, registry };
    const county = world.open({ url: registry.url });
    try {
      const settings = createRegistrySettings(county.store);
      const { store, read } = county.store;
      const row = read.first(read.query.selectFrom('setting').select('body_json').where('id', '=', 'registry'));
      const body = JSON.stringify({ ...JSON.parse(row?.body_json ?? ''), clientKey: key });
      store.execute("UPDATE setting SET body_json = ? WHERE id = 'registry'", [body]);
      settings.set(DOCTOR, { baseUrl: registry.url, auth: { mode: 'smart', clientId: 'jx-1' } });
      const ids = Array.from({ length: 4 }, () => county.refer());
      county.sync.start();
      await eventually('first', () => ids.some(id => isDelivered(county, id)));
      await registry.revokeTokens();
      await assertSurvived(guarded, county, ids);
      await registry.switch({ refuseTokens: true });
      await registry.revokeTokens();
      const waiting = county.refer();
      await county.sync.now();
      await assertSurvived(guarded, county, [waiting], { stuck: { [waiting]: 'auth' }, isStopped: 'auth' });
      await registry.switch({ refuseTokens: false });
      await county.sync.now();
      await assertSurvived(guarded, county, [...ids, waiting]);
    } finally {
      await county.sync.stop();
      await registry.close();
    }
  });

  it('F19 403 stops this stream alone, and it goes on when rights are given', async () => {
    const county = world.open();
    const id = county.refer();
    const other = county.refer();
    const match = { method: 'POST', body: new RegExp(id) };
    const refused = world.proxy.inject(statusCode(403), { match, ...ALWAYS });
    county.sync.start();
    await blockedFor(county, id, 'forbidden');
    await assertSurvived(world, county, [id, other], { stuck: { [id]: 'forbidden' } });
    refused.remove();
    await county.sync.now();
    await assertSurvived(world, county, [id, other]);
  });
});

describe('versions', () => {
  it.each([
    ['F20', false],
    ['F21', true],
  ])('%s own write landed: the answer lost, the repetition refused (409: %s)', async (_, conflict409For412) => {
    await world.registry.switch({ conflict409For412 });
    const county = world.open();
    const id = await delivered(county);
    world.proxy.inject({ kind: 'duplicate', second: 'at-once' }, { match: PUT_TASK });
    world.proxy.inject({ kind: 'cut', moment: 'after-commit' }, { match: PUT_TASK });
    withdraw(county, id);
    await county.sync.now();
    await eventually('withdrawn', () => businessStatus(county, id) === 'withdrawn');
    const versions = await world.registry.versions<Task>('Task', id);
    expect(versions.filter(task => task.status === 'cancelled')).toHaveLength(1);
    await assertSurvived(world, county, [id]);
  });

  it.each([
    ['F20', false],
    ['F21', true],
  ])('%s foreign write in between: built anew on it (409: %s)', async (_, conflict409For412) => {
    await world.registry.switch({ conflict409For412 });
    const county = world.open();
    const id = await delivered(county);
    const slow = world.proxy.inject({ kind: 'delay', beforeMs: 300, afterMs: 0 }, { match: PUT_TASK });
    withdraw(county, id);
    const run = county.sync.now();
    await eventually('on its way', () => slow.hits() > 0);
    await world.ward.read(id);
    await run;
    const task = (await taskOf(world, id)) as Task;
    expect(opsOf(task, uris).map(op => op.to)).toEqual(['created', 'read', 'withdrawn']);
    await assertSurvived(world, county, [id]);
  });

  it('F22 a server that ignores If-Match: the lost write is found and made again', async () => {
    await world.registry.switch({ ignoreIfMatch: true });
    const county = world.open();
    const id = await delivered(county);
    const before = (await taskOf(world, id)) as Task;
    withdraw(county, id);
    await county.sync.now();
    await world.ward.overwrite(before); // a program that had read it earlier
    expect((await taskOf(world, id))?.status).toBe('requested');
    await county.sync.now();
    await eventually('again', async () => (await taskOf(world, id))?.status === 'cancelled');
    await assertSurvived(world, county, [id]);
  });
});

describe('a registry of another make', () => {
  it.each([true, 'as-batch'] as const)('F23 without transactions (%s)', async noTransactions => {
    await world.registry.switch({ noTransactions });
    const county = world.open();
    const id = county.refer();
    county.sync.start();
    await assertSurvived(world, county, [id]);
  });

  it('F23 that runs a transaction as a batch in silence: a part of a referral is never taken for the whole', async () => {
    await world.registry.switch({ noTransactions: 'as-batch' });
    const county = world.open();
    const bad = county.refer();
    damage(county, bad);
    county.sync.start();
    await blockedFor(county, bad, 'refused');
    await assertSurvived(world, county, [bad], { stuck: { [bad]: 'refused' } });
  });

  it('F24 that takes at most 50 updates', async () => {
    const county = world.open();
    const sample = samplePacket(3).observations[0] ?? samplePacket(4).observations[0];
    const id = county.refer(packet => ({
      ...packet,
      observations: Array.from({ length: 130 }, () => ({
        ...(sample as NonNullable<typeof sample>),
        id: crypto.randomUUID(),
      })),
    }));
    county.sync.start();
    await eventually('arrived', () => isWhole(county, id));
    await assertSurvived(world, county, [id]);
    const posts = (await world.registry.requests()).filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(3);
  });

  it.each([
    ['no links, pages cut at 20, no total', { maxPage: 20, noNextLinks: true, noTotal: true }],
    ['offsets refused besides', { maxPage: 20, noNextLinks: true, noTotal: true, offset: 'refused' as const }],
    ['offsets ignored', { maxPage: 20, noNextLinks: true, noTotal: true, offset: 'ignored' as const }],
  ])('F25 whose pages are poor: %s', async (_, switches) => {
    const county = world.open();
    const ids = await manyDelivered(county, 45);
    for (const id of ids) await world.ward.read(id);
    await world.registry.switch(switches);
    await county.sync.now();
    expect(ids.filter(id => businessStatus(county, id) !== 'read')).toEqual([]);
    await assertSurvived(world, county, ids.slice(0, 3));
  });

  it('F25 whose page links have expired: said, and fetched when they work', async () => {
    const county = world.open();
    const ids = await manyDelivered(county, 6);
    for (const id of ids) await world.ward.read(id);
    await world.registry.switch({ maxPage: 2, expiredNextLinks: true });
    await county.sync.now();
    await assertSurvived(world, county, [], { isStopped: 'result-cut-off' });
    await world.registry.switch({ expiredNextLinks: false });
    await county.sync.now();
    expect(ids.filter(id => businessStatus(county, id) !== 'read')).toEqual([]);
    await assertSurvived(world, county, ids);
  });

  it('F26 that does not know a search parameter: sending goes on, fetching says so', async () => {
    await world.registry.switch({ unknownSearchParameters: ['recipient'] });
    const county = world.open();
    const id = await delivered(county);
    await world.ward.acceptWithBed(id, { bed: '3', contact: '0791' });
    await county.sync.now();
    expect(businessStatus(county, id)).toBe('bed-assigned');
    expect(county.sync.status()).toMatchObject({ lastError: 'refused', lastCompleteAt: null });
    await assertSurvived(world, county, [id]);
  });
});

describe('what is seen late', () => {
  it('F27 a search that is stale', async () => {
    const county = world.open();
    const id = await delivered(county);
    await new Promise(resolve => setTimeout(resolve, 700));
    await world.registry.switch({ staleSearch: { ms: 700, honoursNoCache: false } });
    withdraw(county, id);
    await county.sync.now();
    expect(businessStatus(county, id)).toBe('withdrawn');
    await county.sync.now();
    expect(businessStatus(county, id)).toBe('withdrawn'); // never back to the older copy
    await assertSurvived(world, county, [id]);
  });

  it('F28 a clock of the server that goes ten minutes back', async () => {
    const county = world.open();
    const id = await delivered(county);
    await world.registry.switch({ clockOffsetMs: -10 * 60_000 });
    const other = await delivered(county);
    await world.ward.read(id);
    await world.ward.read(other);
    await county.sync.now();
    await eventually('both answers', async () => {
      await county.sync.now();
      return [id, other].every(one => businessStatus(county, one) === 'read');
    });
    await assertSurvived(world, county, [id, other]);
  });

  it('F28 a clock of the server that goes a day ahead, and back, with a restart in between', async () => {
    const county = world.open();
    await world.registry.switch({ clockOffsetMs: DAY_MS });
    const id = await delivered(county);
    await county.sync.now();
    await world.registry.switch({ clockOffsetMs: 0 });
    county.crash();
    await world.ward.read(id);
    await eventually('the answer', async () => {
      await county.sync.now();
      return businessStatus(county, id) === 'read';
    });
    await assertSurvived(world, county, [id]);
  });

  it('F29 a row that becomes visible after the cursor has passed it', async () => {
    const county = world.open({ times: { sweepRecentMs: 400 } });
    const [late = '', early = ''] = await manyDelivered(county, 2);
    await world.registry.switch({ lateVisible: true });
    await world.ward.read(late);
    await world.registry.switch({ lateVisible: false, clockOffsetMs: 10 * 60_000 });
    await world.ward.read(early);
    await county.sync.now();
    expect([late, early].map(id => businessStatus(county, id))).toEqual(['created', 'read']);
    await world.registry.revealLate();
    await new Promise(resolve => setTimeout(resolve, 450));
    await county.sync.now();
    expect(businessStatus(county, late)).toBe('read');
    await assertSurvived(world, county, [late, early]);
  });

  it('F30 a group of one time stamp that is larger than a page', async () => {
    const county = world.open();
    const ids = await manyDelivered(county, 25);
    await touchTogether(ids);
    await world.registry.switch({ maxPage: 20 });
    await county.sync.now();
    expect(ids.filter(id => businessStatus(county, id) !== 'read')).toEqual([]);
    await touchTogether(ids);
    await world.registry.switch({ noNextLinks: true, noTotal: true, offset: 'ignored' });
    await county.sync.now();
    await assertSurvived(world, county, [], { isStopped: 'result-cut-off' }); // said, never passed over
    await world.registry.resetSwitches();
    await county.sync.now();
    await assertSurvived(world, county, ids.slice(0, 3));
  });
});

describe('a registry that is not what it was', () => {
  it('F31 wiped: nothing is sent before an administrator decides; then what it lacks goes again', async () => {
    const county = world.open({ times: { checkValidMs: 0 } });
    const id = await delivered(county);
    await world.registry.wipe();
    await world.registry.prepare();
    const second = county.refer();
    await county.sync.now();
    expect(await world.registry.all('Task')).toEqual([]);
    expect(county.sync.status().reset).toMatchObject({ why: 'epoch' });
    await assertSurvived(world, county, [id], { stuck: { [id]: 'registry-reset' }, isStopped: 'registry-reset' });
    expect(await county.sync.compare()).toMatchObject([{ referralId: id, server: null, isMissing: true }]);
    await county.sync.settle(DOCTOR, 'resend');
    await assertSurvived(world, county, [id, second]);
  });

  it('F31 restored from a backup, its epoch renewed: letter, answers and moves are put right', async () => {
    const county = world.open({ times: { checkValidMs: 0 } });
    const kept = await delivered(county);
    await world.registry.keep();
    const lost = await delivered(county);
    withdraw(county, kept);
    await county.sync.now();
    await world.registry.restoreKept();
    await world.registry.renewEpoch();
    await county.sync.now();
    expect(county.sync.status().reset).toMatchObject({ why: 'epoch' });
    expect((await taskOf(world, kept))?.status).toBe('requested');
    await county.sync.settle(DOCTOR, 'resend');
    await eventually('sent again', () => isWhole(county, lost));
    await assertSurvived(world, county, [lost]);
  });

  it('F31 restored by an operator who renews no epoch: found by the referral that is gone', async () => {
    const county = world.open({ times: { sweepOpenMs: 0 } });
    await world.registry.keep();
    const lost = await delivered(county);
    await world.registry.restoreKept();
    await county.sync.now();
    await county.sync.now();
    expect(county.sync.status().reset).toMatchObject({ why: 'task-missing' });
    await county.sync.settle(DOCTOR, 'resend');
    await assertSurvived(world, county, [lost]);
  });

  it('F32 a Task that is gone (404): the registry is in doubt', async () => {
    const county = world.open();
    const id = await delivered(county);
    await world.registry.expunge('Task', id);
    withdraw(county, id);
    await county.sync.now();
    expect(county.sync.status().reset).toMatchObject({ why: 'task-missing' });
    await assertSurvived(world, county, [id], { stuck: { [id]: 'registry-reset' }, isStopped: 'registry-reset' });
    await county.sync.settle(DOCTOR, 'resend');
    await assertSurvived(world, county, [id]);
    expect((await taskOf(world, id))?.status).toBe('cancelled');
  });

  it('F32 a Task that was deleted (410): this stream alone', async () => {
    const county = world.open({ times: { sweepOpenMs: 0 } });
    const id = await delivered(county);
    const other = await delivered(county);
    const answer = await fetch(`${world.registry.url}/Task/${id}`, { method: 'DELETE' });
    expect(answer.ok).toBe(true);
    withdraw(county, other);
    await county.sync.now();
    await blockedFor(county, id, 'deleted');
    expect(county.sync.status().reset).toBeNull();
    await assertSurvived(world, county, [id, other], { stuck: { [id]: 'deleted' } });
  });
});

describe('what others write', () => {
  it('F33 a business status that is unknown is shown as it is', async () => {
    const county = world.open();
    const id = await delivered(county);
    const { task } = await world.ward.task(id);
    await world.ward.overwrite({
      ...task,
      status: 'accepted',
      businessStatus: { coding: [{ system: uris.codeSystem.businessStatus, code: 'novel' }] },
    });
    await county.sync.now();
    expect(county.outbox.deliveryOf(id)).toMatchObject({ taskStatus: 'accepted', businessStatus: 'novel' });
    await assertSurvived(world, county, [id]);
  });

  it('F34 fields and extensions that are unknown survive our update', async () => {
    const county = world.open();
    const id = await delivered(county);
    const foreign = { url: 'https://other.example/StructureDefinition/x', valueString: 'kept' };
    const task = (await taskOf(world, id)) as Task;
    await world.ward.overwrite({ ...task, extension: [...(task.extension ?? []), foreign], description: '他院说明' });
    withdraw(county, id);
    await county.sync.now();
    const after = (await taskOf(world, id)) as Task;
    expect(after).toMatchObject({ status: 'cancelled', description: '他院说明' });
    expect(after.extension).toContainEqual(foreign);
    await settled(county);
    await assertSurvived(world, county, [id]);
  });
});

/** Puts a value of the wrong type into one entry of the frozen bundle, and freezes it again. */
function damage(county: County, id: string): Bundle {
  const { store, read } = county.store;
  const seq = rowsOf(read, [id]).find(({ step }) => step === 'bundle')?.seq ?? 0;
  const bundle = bodyOf(read, seq) as Bundle;
  const observation = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Observation')?.resource;
  Object.assign(observation ?? {}, { valueQuantity: { value: 'high' }, valueCodeableConcept: undefined });
  Object.assign(observation ?? {}, { valueString: undefined, dataAbsentReason: undefined });
  const payload = Buffer.from(JSON.stringify(bundle));
  const hash = createHash('sha256').update(payload).digest('hex');
  store.execute('REPLACE INTO outbox_payload VALUES (?, ?)', [seq, payload]);
  store.execute('UPDATE outbox SET payload_sha256 = ? WHERE seq = ?', [hash, seq]);
  return bundle;
}

/** The ward reads many referrals in one transaction: one stamp for all. */
async function touchTogether(ids: readonly string[]): Promise<void> {
  const entry = [];
  for (const id of ids) {
    const task = (await taskOf(world, id)) as Task;
    const read = { coding: [{ system: uris.codeSystem.businessStatus, code: 'read' }] };
    const resource: Task = { ...task, status: 'received', businessStatus: read };
    entry.push({ resource, request: { method: 'PUT' as const, url: `Task/${id}` } });
  }
  const answer = await fetch(world.registry.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry } satisfies Bundle),
  });
  expect(answer.ok).toBe(true);
}
