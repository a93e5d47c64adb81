import type { DocumentReference, Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { enqueueWithdrawal } from '../../electron/services/outbox/enqueue-task-move.ts';
import { fhirUris } from '../../shared/fhir/uris.ts';
import { type County, type CountyOptions, DOCTOR, ORGANIZATIONS, openCounty } from '../services/sync/county.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { ScriptedWard } from '../support/registry/ward.ts';
import { type RemoteRegistry, startRemoteRegistry } from './remote-registry.ts';

/** The figures of the design instead of the scaled ones: `npm run faults -- --long`. */
export const isLong = process.env.GANQIAO_FAULTS === 'long';
export const scaled = (short: number, long: number): number => (isLong ? long : short);

export const uris = fhirUris('https://ganqiao.example/fhir');
export const ALWAYS = { times: Number.POSITIVE_INFINITY };
/** Requests by what they write. */
export const HEAD = { method: 'POST', body: /"Task"/ };
export const PUT_TASK = { method: 'PUT', path: /\/Task\// };

export interface World {
  readonly registry: RemoteRegistry;
  readonly proxy: FaultProxy;
  readonly ward: ScriptedWard;
  /** A county workstation behind the proxy, of this test alone. */
  open(options?: Partial<CountyOptions>): County;
}

/** One registry process and one proxy a file; what a test opens and turns on ends with it. */
export function oneWorld(): World {
  let registry: RemoteRegistry;
  let proxy: FaultProxy;
  let ward: ScriptedWard;
  let counties: County[] = [];

  beforeAll(async () => {
    registry = await startRemoteRegistry({ training: true, organizations: ORGANIZATIONS });
    proxy = await startFaultProxy(registry.url);
    ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
  });
  afterEach(async () => {
    proxy.clear();
    for (const county of counties) await county.close();
    counties = [];
    await registry.resetSwitches();
    await registry.wipe();
    await registry.prepare();
  });
  afterAll(async () => {
    await proxy.close();
    await registry.close();
  });

  return {
    get registry() {
      return registry;
    },
    get proxy() {
      return proxy;
    },
    get ward() {
      return ward;
    },
    open(options = {}) {
      const county = openCounty({ url: proxy.url, ...options });
      counties.push(county);
      return county;
    },
  };
}

/** Waits until it is so. */
export async function eventually(what: string, isSo: () => boolean | Promise<boolean>, limitMs = 15_000) {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

export const isDelivered = (county: County, id: string): boolean => county.outbox.deliveryOf(id).state === 'delivered';

/** Everything of it: the letter too. */
export function isWhole(county: County, id: string): boolean {
  const delivery = county.outbox.deliveryOf(id);
  return delivery.state === 'delivered' && delivery.attachmentsPending === 0;
}

/** Refers and waits until all of it has arrived. */
export async function delivered(county: County, ...given: Parameters<County['refer']>): Promise<string> {
  const id = county.refer(...given);
  county.sync.start();
  county.sync.trigger('enqueue');
  await eventually('delivered', () => isWhole(county, id));
  await county.rest();
  return id;
}

export const withdraw = (county: County, id: string) =>
  county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: id, reason: '家属要求' }, tx =>
    enqueueWithdrawal(tx, county.store.ids, {
      referralId: id,
      site: 'JX',
      to: 'withdrawn',
      at: county.store.clock.now(),
      reason: '家属要求',
    }),
  );

export const taskOf = (world: World, id: string) => world.registry.read<Task>('Task', id);

export const lettersOf = async (world: World, id: string) =>
  (await world.registry.all<DocumentReference>('DocumentReference')).filter(
    document => document.context?.related?.[0]?.reference === `ServiceRequest/${id}`,
  );

export const settled = (county: County) =>
  eventually('settled', () => !county.sync.status().running && county.sync.status().queued === 0);
