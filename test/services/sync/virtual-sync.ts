import type { Write } from '../../../electron/services/database/unit-of-work.ts';
import { type HttpAnswer, HttpFailure, type HttpRequest } from '../../../electron/services/sync/http.ts';
import { createRegistrySettings, readRegistrySetting } from '../../../electron/services/sync/registry-settings.ts';
import { createSync } from '../../../electron/services/sync/sync-service.ts';
import { BASE_URL } from '../../simulation/model-registry.ts';
import { Scheduler } from '../../simulation/scheduler.ts';
import { openStore } from '../../support/open-store.ts';
import { DOCTOR } from './county.ts';

const isDown = () => Promise.reject(new HttpFailure('unreachable'));

/** A real database in virtual time, with the address of a registry in it. */
export function openInVirtualTime() {
  const time = new Scheduler();
  const clock = { now: () => new Date(time.nowMs).toISOString(), monotonicMs: () => time.nowMs };
  const store = openStore({ clock });
  createRegistrySettings(store).set(DOCTOR, { baseUrl: BASE_URL, auth: { mode: 'bearer', token: 't' } });

  /** Its line is down unless another is given. */
  function startSync(write: Write = store.write, answer: (request: HttpRequest) => Promise<HttpAnswer> = isDown) {
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
    for (let step = 0; step < 5_000; step += 1) if (!(await time.step(untilMs))) return;
  }

  return { store, time, startSync, pass };
}
