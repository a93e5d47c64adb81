import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Write } from '../../../electron/services/database/unit-of-work.ts';
import { createOutbox } from '../../../electron/services/outbox/outbox-service.ts';
import { randomIds } from '../../../electron/services/ports.ts';
import { type HttpAnswer, HttpFailure, type HttpRequest } from '../../../electron/services/sync/http.ts';
import { createRegistrySettings, readRegistrySetting } from '../../../electron/services/sync/registry-settings.ts';
import { createSync } from '../../../electron/services/sync/sync-service.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { ModelRegistry } from '../../simulation/model-registry.ts';
import { sign } from '../../simulation/referral.ts';
import { Scheduler } from '../../simulation/scheduler.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { DOCTOR } from './county.ts';

const MINUTE_MS = 60_000;

let store: OpenStore;
let time: Scheduler;
beforeEach(() => {
  time = new Scheduler();
  const clock = { now: () => new Date(time.nowMs).toISOString(), monotonicMs: () => time.nowMs };
  store = openStore({ clock });
  createRegistrySettings(store).set(DOCTOR, {
    baseUrl: 'https://registry.example/fhir',
    auth: { mode: 'bearer', token: 't' },
  });
});
afterEach(() => store.close());

const isDown = () => Promise.reject(new HttpFailure('unreachable'));

/** A sync in virtual time; its line is down unless another is given. */
function startSync(write: Write, answer: (request: HttpRequest) => Promise<HttpAnswer> = isDown) {
  let asked = 0;
  let turns = 0;
  const sync = createSync({
    ...store,
    write,
    settings: () => ({ registry: readRegistrySetting(store.read), facilityCode: 'C0', training: false }),
    dbEpoch: () => 'test-epoch',
    http: {
      request(request) {
        asked += 1;
        return answer(request);
      },
      close: () => Promise.resolve(),
    },
    timers: {
      after: (ms, run) =>
        time.after(ms, () => {
          turns += 1;
          run();
        }),
    },
    random: () => 0.5,
    announce: () => undefined,
  });
  sync.start();
  return { sync, asked: () => asked, turns: () => turns };
}

async function pass(ms: number): Promise<void> {
  const untilMs = time.nowMs + ms;
  for (let step = 0; step < 1_000; step += 1) if (!(await time.step(untilMs))) return;
}

describe('while nothing can be done', () => {
  it('a registry that does not answer is asked ever less often', async () => {
    const { asked } = startSync(store.write);
    await pass(30 * MINUTE_MS);
    expect(asked()).toBeLessThan(15);
    expect(asked()).toBeGreaterThan(5);
  });

  it('a full disk is tried again with a pause, and goes on when there is room', async () => {
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
});
