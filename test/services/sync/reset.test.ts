import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueTaskMove } from '../../../electron/services/outbox/enqueue-task-move.ts';
import { createOutbox } from '../../../electron/services/outbox/outbox-service.ts';
import { headOf, rowsOf } from '../../../electron/services/outbox/rows.ts';
import { randomIds } from '../../../electron/services/ports.ts';
import type { Sync } from '../../../electron/services/sync/sync-service.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { ModelRegistry } from '../../simulation/model-registry.ts';
import { sign } from '../../simulation/referral.ts';
import { DOCTOR } from './county.ts';
import { openInVirtualTime } from './virtual-sync.ts';

const MINUTE_MS = 60_000;

let world: ReturnType<typeof openInVirtualTime>;
let registry: ModelRegistry;
let sync: Sync;
beforeEach(() => {
  world = openInVirtualTime();
  const { time, startSync } = world;
  registry = new ModelRegistry({
    ...{ now: () => time.nowMs, lateness: () => 0, uuid: () => randomIds.uuid() },
    ...{ onTask: () => undefined, onWrite: () => undefined },
  });
  ({ sync } = startSync(
    world.store.write,
    request =>
      new Promise(resolve => {
        time.after(50, () => resolve(registry.handle(request, { isStray: false })));
      }),
  ));
});
afterEach(async () => {
  await sync.stop();
  world.store.close();
});

let count = 0;
function refer(): SignedPacket {
  count += 1;
  const signature = { facility: 'C0', ward: 'W0', count, urgency: 'now', hasLetter: false } as const;
  return world.store.write(DOCTOR, { action: 'referrals.sign', subject: null, reason: null }, tx =>
    sign(tx, randomIds, { ...signature, at: tx.at }),
  );
}

const depart = ({ referralId }: SignedPacket) =>
  world.store.write(DOCTOR, { action: 'pathway.stamp', subject: null, reason: null }, tx =>
    enqueueTaskMove(tx, randomIds, {
      ...{ referralId, site: 'C0', to: 'departed', at: tx.at, channel: 'network', reason: null, outputs: [] },
    }),
  );

async function pressed(): Promise<void> {
  sync.trigger('user');
  await world.pass(5 * MINUTE_MS);
}

async function settled(choice: 'resend' | 'go-on'): Promise<void> {
  const done = sync.settle(DOCTOR, choice);
  await world.pass(5 * MINUTE_MS);
  await done;
}

const rows = ({ referralId }: SignedPacket) => rowsOf(world.store.read, [referralId]);
const stateOf = (packet: SignedPacket) => createOutbox(world.store).deliveryOf(packet.referralId).state;
const isThere = ({ referralId }: SignedPacket) => registry.latest('Task', referralId) !== null;

/** A referral that was delivered and of which the registry knows nothing any more. */
async function lost(): Promise<SignedPacket> {
  const packet = refer();
  await pressed();
  expect(stateOf(packet)).toBe('delivered');
  registry.restore(new Map());
  await world.pass(15 * MINUTE_MS); // until the proof that it is our registry has run out
  return packet;
}

describe('a registry that is not what it was', () => {
  it('is left alone until somebody has decided, and nothing is claimed of it', async () => {
    const packet = await lost();
    const late = refer();
    await pressed();
    expect(sync.status().reset).toMatchObject({ why: 'epoch' });
    expect(stateOf(packet)).toBe('blocked');
    expect(isThere(late)).toBe(false);
  });

  it('gets what it lacks where an administrator says so, and what has waited goes behind it', async () => {
    const packet = await lost();
    depart(packet);
    await pressed();
    const comparing = sync.compare();
    await world.pass(MINUTE_MS);
    expect(await comparing).toMatchObject([{ referralId: packet.referralId, isMissing: true, server: null }]);
    await settled('resend');
    expect(sync.status().reset).toBeNull();
    expect(isThere(packet)).toBe(true);
    expect(rows(packet).map(row => row.state)).toEqual(['acked', 'acked']);
  });

  it('gets nothing by itself where it is taken as it is: each of the lost stands on the screen', async () => {
    const packet = await lost();
    const late = refer();
    await pressed();
    await settled('go-on');
    expect(isThere(packet)).toBe(false);
    expect(headOf(rows(packet))).toMatchObject({ state: 'blocked', error_class: 'registry-reset' });
    expect(stateOf(late)).toBe('delivered');
  });

  it('a move of a referral that stays gone asks for somebody, and does not put the registry in doubt again', async () => {
    const packet = await lost();
    await pressed();
    await settled('go-on');
    const head = headOf(rows(packet));
    world.store.write(DOCTOR, { action: 'outbox.resend', subject: null, reason: null }, tx => {
      tx.bookkeeping.update('outbox', { op_id: head?.op_id ?? '' }, { state: 'acked', error_class: null });
    });
    depart(packet);
    const late = refer();
    await pressed();
    expect(sync.status().reset).toBeNull();
    expect(rows(packet).at(-1)).toMatchObject({ state: 'blocked', error_class: 'registry-reset' });
    expect(stateOf(late)).toBe('delivered');
  });

  it('a Task that vanishes without a new epoch puts it in doubt', async () => {
    const packet = refer();
    await pressed();
    const { epoch } = registry;
    registry.restore(new Map());
    registry.epoch = epoch;
    depart(packet);
    await pressed();
    expect(sync.status().reset).toMatchObject({ why: 'task-missing' });
  });
});
