import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Write } from '../../../electron/services/database/unit-of-work.ts';
import { createOutbox } from '../../../electron/services/outbox/outbox-service.ts';
import { randomIds } from '../../../electron/services/ports.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { ModelRegistry } from '../../simulation/model-registry.ts';
import { sign } from '../../simulation/referral.ts';
import { DOCTOR } from './county.ts';
import { openInVirtualTime } from './virtual-sync.ts';

const MINUTE_MS = 60_000;

let world: ReturnType<typeof openInVirtualTime>;
beforeEach(() => {
  world = openInVirtualTime();
});
afterEach(() => world.store.close());

describe('while nothing can be done', () => {
  it('a registry that does not answer is asked ever less often', async () => {
    const { startSync, pass } = world;
    const { asked } = startSync();
    await pass(30 * MINUTE_MS);
    expect(asked()).toBeLessThan(15);
    expect(asked()).toBeGreaterThan(5);
  });

  it('a full disk is tried again with a pause, and goes on when there is room', async () => {
    const { store, startSync, pass } = world;
    let isFull = false;
    const { sync, turns } = startSync((actor, deed, work) => {
      if (isFull) throw new AppError('disk-full');
      return store.write(actor, deed, work);
    });
    await pass(MINUTE_MS);
    isFull = true;
    const before = turns();
    await pass(10 * MINUTE_MS);
    expect(turns() - before).toBeLessThan(200);
    expect(sync.status().lastError).toBe('storage');
    isFull = false;
    await pass(15 * MINUTE_MS);
    expect(sync.status().lastError).toBe('unreachable');
  });

  it('what was on its way when the disk became full goes again, and does not wait for a restart', async () => {
    const { store, time, startSync, pass } = world;
    const registry = new ModelRegistry({
      ...{ now: () => time.nowMs, lateness: () => 0, uuid: () => randomIds.uuid() },
      ...{ onTask: () => undefined, onWrite: () => undefined },
    });
    let isFull = false;
    const write: Write = (actor, deed, work) => {
      if (isFull) throw new AppError('disk-full');
      return store.write(actor, deed, work);
    };
    const signature = { facility: 'C0', ward: 'W0', count: 1, urgency: 'now', hasLetter: false } as const;
    const packet = store.write(DOCTOR, { action: 'referrals.sign', subject: null, reason: null }, tx =>
      sign(tx, randomIds, { ...signature, at: tx.at }),
    );
    const { sync } = startSync(
      write,
      request =>
        new Promise(resolve => {
          time.after(100, () => {
            const answer = registry.handle(request, { isStray: false });
            isFull = isFull || request.method === 'POST';
            resolve(answer);
          });
        }),
    );
    await pass(MINUTE_MS);
    expect(isFull).toBe(true);
    isFull = false;
    await pass(5 * MINUTE_MS);
    expect(createOutbox(store).deliveryOf(packet.referralId).state).toBe('delivered');
    await sync.stop();
  });

  it('a database that cannot even be read is tried again, and takes nobody down', async () => {
    const { store, startSync, pass } = world;
    const { sync, turns } = startSync();
    await pass(MINUTE_MS);
    store.connection.close(); // as a process that is gone leaves its timers behind
    const before = turns();
    await pass(30 * MINUTE_MS);
    expect(turns()).toBeGreaterThan(before);
    await expect(sync.stop()).rejects.toThrow(); // its lease cannot be let go
  });
});
