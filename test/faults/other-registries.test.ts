import type { Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { samplePacket } from '../shared/fhir/packets.ts';
import { assertSurvived } from './survived.ts';
import {
  blockedFor,
  businessStatus,
  damage,
  delivered,
  eventually,
  isWhole,
  manyDelivered,
  oneWorld,
  settled,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();

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
