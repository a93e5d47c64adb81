import type { Task } from '@medplum/fhirtypes';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../electron/services/audit/audit-chain.ts';
import { integrityCheck } from '../../electron/services/database/connection.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import type { Fault, FaultOptions } from '../support/fault-proxy-faults.ts';
import { freshPlace, type Place, removePlaces } from './copied-database.ts';
import { liveAndDie } from './killed-county.ts';
import { assertSurvived } from './survived.ts';
import { eventually, HEAD, isDelivered, oneWorld, scaled, taskOf, uris } from './world.ts';

const world = oneWorld();
afterAll(removePlaces);

let place: Place;
beforeEach(() => {
  place = freshPlace();
});

/** Opens what a killed process has left, without letting it send: nothing is claimed that the registry does not hold. */
async function assertHonest(signed: readonly string[]): Promise<void> {
  const county = world.open({ at: place });
  expect(integrityCheck(county.store.connection)).toBe('ok');
  expect(checkAudit(county.store.store)).toMatchObject({ ok: true });
  for (const id of signed) {
    const { state } = county.outbox.deliveryOf(id); // throws where an acknowledged signature is lost
    expect(state).not.toBe('draft');
    if (state !== 'delivered') continue;
    const task = await taskOf(world, id);
    expect(task && opsOf(task, uris).some(op => op.to === 'created')).toBe(true);
  }
}

async function assertGoesOn(signed: readonly string[]): Promise<void> {
  const county = world.open({ at: place });
  county.sync.start();
  await assertSurvived(world, county, signed);
  for (const id of signed) {
    const created = (await world.registry.versions<Task>('Task', id)).filter(task => task.status === 'requested');
    expect(created).toHaveLength(1);
  }
}

describe('kill -9', () => {
  it('F35 before the commit of a signature: nothing of it is there', async () => {
    const { signed } = await liveAndDie(place, { url: world.proxy.url, diesSigning: true }, null);
    expect(signed).toEqual([]);
    const county = world.open({ at: place });
    const { query } = county.store.read;
    for (const table of ['referral', 'outbox', 'patient'] as const) {
      expect(county.store.read.all(query.selectFrom(table).selectAll())).toEqual([]);
    }
    await assertHonest([]);
    await assertGoesOn([]);
  });

  it('F35 after the commit, before anything was sent', async () => {
    await world.proxy.down();
    const { signed } = await liveAndDie(place, { url: world.proxy.url }, running => running);
    await world.proxy.up();
    expect(signed).toHaveLength(1);
    await assertHonest(signed);
    await assertGoesOn(signed);
  });

  it.each<[string, Fault, FaultOptions]>([
    ['while the bundle is on its way', { kind: 'hang', moment: 'before-commit' }, { match: HEAD }],
    ['after the registry has committed, before its answer', { kind: 'hang', moment: 'after-commit' }, { match: HEAD }],
    [
      'in the middle of fetching',
      { kind: 'delay', beforeMs: 0, afterMs: 30 },
      { match: { path: /\/Task\?/ }, skip: 1 },
    ],
  ])('F35 %s', async (_, fault, options) => {
    const struck = world.proxy.inject(fault, options);
    const { signed } = await liveAndDie(place, { url: world.proxy.url, referrals: 2 }, async running => {
      await running;
      await eventually('struck', () => struck.hits() > 0);
      await new Promise(resolve => setTimeout(resolve, 35)); // the saving begins
    });
    world.proxy.clear();
    await assertHonest(signed);
    await assertGoesOn(signed);
  });

  it('F35 at random moments, again and again, while the ward answers', async () => {
    const signed: string[] = [];
    for (let kill = 0; kill < scaled(20, 200); kill += 1) {
      const life = { url: world.proxy.url, referrals: kill % 3 === 2 ? 1 : 0 };
      const { signed: now } = await liveAndDie(place, life, async running => {
        await running;
        await new Promise(resolve => setTimeout(resolve, Math.random() * 250));
      });
      signed.push(...now);
      if (kill % 5 === 4) await assertHonest(signed);
      const open = [];
      for (const id of signed) if ((await taskOf(world, id))?.status === 'requested') open.push(id);
      const [answered] = open;
      if (answered !== undefined) await world.ward.read(answered);
    }
    expect(signed.length).toBeGreaterThan(5);
    const county = world.open({ at: place });
    county.sync.start();
    await assertSurvived(world, county, signed);
    await eventually('every answer', async () => {
      for (const id of signed) {
        const { businessStatus } = { businessStatus: '', ...county.outbox.deliveryOf(id) };
        const isRead = (await taskOf(world, id))?.status === 'received';
        if (isRead && businessStatus !== 'read') return false;
      }
      return true;
    });
    expect(signed.every(id => isDelivered(county, id))).toBe(true);
  }, 1_800_000);
});
