import type { DocumentReference, Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueueWithdrawal } from '../../../electron/services/outbox/enqueue-task-move.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from './county.ts';

let registry: Registry;
let county: County;
let ward: ScriptedWard;

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
  await registry.down();
  await registry.up();
});

const stateOf = (id: string) => county.outbox.deliveryOf(id);
const isDelivered = (id: string) => stateOf(id).state === 'delivered';
const taskOf = (id: string) => registry.read<Task>('Task', id);

describe('a referral', () => {
  it('stays on this computer while the registry is down and goes by itself when it comes up', async () => {
    await registry.down();
    const id = county.refer();
    expect(stateOf(id)).toEqual({ state: 'local-only' });
    county.sync.start();
    await until(() => stateOf(id).state === 'queued', 'queued');
    expect(stateOf(id)).toMatchObject({ reason: 'unreachable' });
    expect(county.sync.status()).toMatchObject({ queued: 1, lastError: 'unreachable', lastCompleteAt: null });
    await registry.up();
    await until(() => isDelivered(id), 'delivered');
    expect(stateOf(id)).toMatchObject({ taskStatus: 'requested', businessStatus: 'created' });
    expect(taskOf(id)?.status).toBe('requested');
    await until(() => county.sync.status().lastCompleteAt !== null, 'complete');
    const letter = registry
      .all<DocumentReference>('DocumentReference')
      .find(document => document.context?.related?.[0]?.reference === `ServiceRequest/${id}`);
    expect(letter?.content?.[0]?.attachment?.url).toMatch(/^Binary\//);
    expect(stateOf(id)).toMatchObject({ attachmentsPending: 0 });
    expect(county.sync.status()).toMatchObject({ queued: 0, lastError: null });
  });

  it('shows the registry time of its delivery, not the time of this computer', async () => {
    registry.switches.clockOffsetMs = -3 * 3_600_000;
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    registry.switches.clockOffsetMs = 0;
    const at = taskOf(id)?.meta?.lastUpdated ?? '';
    expect(stateOf(id)).toMatchObject({ serverTime: at });
    expect(Date.parse(at)).toBeLessThan(Date.now() - 2 * 3_600_000);
  });

  it('brings back what the ward answers, once, as an event with time and author', async () => {
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    await county.rest();
    await ward.read(id);
    await ward.acceptWithBed(id, { bed: '12 床', contact: '0791-200' });
    await county.sync.now();
    await county.sync.now();
    expect(stateOf(id)).toMatchObject({ taskStatus: 'accepted', businessStatus: 'bed-assigned' });
    const { query } = county.store.read;
    const events = county.store.read.all(
      query.selectFrom('referral_event').selectAll().where('referral_id', '=', id).orderBy('server_time').orderBy('at'),
    );
    expect(events.map(event => event.kind)).toEqual(['created', 'read', 'bed-assigned']);
    expect(events[2]).toMatchObject({ actor: 'SLYY', channel: 'network' });
    expect(events[2]?.detail_json).toContain('12 床');
  });

  it('is cancelled and its request revoked when it is withdrawn', async () => {
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    expect(withdraw(id)).toBe('queued');
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('cancelled');
    expect(taskOf(id)?.statusReason?.text).toBe('家属要求');
    expect(registry.read('ServiceRequest', id)).toMatchObject({ status: 'revoked' });
    expect(stateOf(id)).toMatchObject({ taskStatus: 'cancelled', businessStatus: 'withdrawn' });
  });

  it('never leaves when it is withdrawn before the line is there', async () => {
    await registry.down();
    const id = county.refer();
    county.sync.start();
    await until(() => stateOf(id).state === 'queued', 'queued');
    expect(withdraw(id)).toBe('never-sent');
    await registry.up();
    await county.sync.now();
    expect(taskOf(id)).toBeUndefined();
    expect(stateOf(id).state).not.toBe('delivered');
    expect(county.sync.status().queued).toBe(0);
  });

  it('asks the doctor when the ward has accepted meanwhile', async () => {
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    await county.rest();
    await ward.acceptWithBed(id, { bed: '1', contact: '2' });
    withdraw(id);
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('accepted');
    expect(stateOf(id)).toMatchObject({ state: 'blocked', reason: 'conflict', detail: 'bed-assigned' });
  });
});

function withdraw(id: string) {
  return county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: id, reason: '家属要求' }, tx =>
    enqueueWithdrawal(tx, county.store.ids, {
      referralId: id,
      site: 'JX',
      to: 'withdrawn',
      at: new Date().toISOString(),
      reason: '家属要求',
    }),
  );
}
