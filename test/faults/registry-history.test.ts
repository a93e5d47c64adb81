import type { Bundle, Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { DOCTOR } from '../services/sync/county.ts';
import { assertSurvived } from './survived.ts';
import {
  blockedFor,
  businessStatus,
  delivered,
  eventually,
  isWhole,
  manyDelivered,
  oneWorld,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();
const DAY_MS = 24 * 3_600_000;

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
