import type { Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { createClientKey, publicKeyOf } from '../../electron/services/sync/client-key.ts';
import { createRegistrySettings } from '../../electron/services/sync/registry-settings.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import { DOCTOR, ORGANIZATIONS } from '../services/sync/county.ts';
import { statusCode } from '../support/fault-proxy-faults.ts';
import { startRemoteRegistry } from './remote-registry.ts';
import { assertSurvived } from './survived.ts';
import {
  ALWAYS,
  blockedFor,
  businessStatus,
  damage,
  delivered,
  eventually,
  HEAD,
  isDelivered,
  isWhole,
  oneWorld,
  PUT_TASK,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();

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
