import { afterEach, expect, it } from 'vitest';
import type { Write } from '../../../electron/services/database/unit-of-work.ts';
import { createRegistrySettings, readRegistrySetting } from '../../../electron/services/sync/registry-settings.ts';
import { createSync } from '../../../electron/services/sync/sync-service.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { DOCTOR } from './county.ts';

let store: OpenStore;
afterEach(() => store.close());

it('a heartbeat that a full disk refuses is told and beats on, instead of ending the program', () => {
  store = openStore();
  createRegistrySettings(store).set(DOCTOR, {
    baseUrl: 'https://registry.example/fhir',
    auth: { mode: 'bearer', token: 't' },
  });
  let isDiskFull = false;
  const write: Write = (actor, deed, work) => {
    if (isDiskFull) throw new AppError('disk-full');
    return store.write(actor, deed, work);
  };
  const waiting: (() => void)[] = [];
  const sync = createSync({
    ...store,
    write,
    settings: () => ({ registry: readRegistrySetting(store.read), facilityCode: 'JX', training: true }),
    dbEpoch: () => 'test-epoch',
    http: { request: () => new Promise(() => undefined), close: () => Promise.resolve() },
    timers: {
      after(_ms, run) {
        waiting.push(run);
        return () => undefined;
      },
    },
    random: () => 0.5,
    announce: () => undefined,
  });
  sync.start();
  const beat = waiting.pop();
  isDiskFull = true;
  beat?.();
  expect(waiting).toHaveLength(1);
  expect(sync.status().lastError).toBe('storage');
});
