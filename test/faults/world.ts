import { createHash } from 'node:crypto';
import type { Bundle, DocumentReference, Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { enqueueWithdrawal } from '../../electron/services/outbox/enqueue-task-move.ts';
import { bodyOf, rowsOf } from '../../electron/services/outbox/rows.ts';
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

export const businessStatus = (county: County, id: string): string => {
  const delivery = county.outbox.deliveryOf(id);
  return delivery.state === 'delivered' ? delivery.businessStatus : delivery.state;
};

export const blockedFor = (county: County, id: string, reason: string) =>
  eventually(`blocked: ${reason}`, () => {
    const delivery = county.outbox.deliveryOf(id);
    return delivery.state === 'blocked' && delivery.reason === reason;
  });

/** Puts a value of the wrong type into one entry of the frozen bundle, and freezes it again. */
export function damage(county: County, id: string): Bundle {
  const { store, read } = county.store;
  const seq = rowsOf(read, [id]).find(({ step }) => step === 'bundle')?.seq ?? 0;
  const bundle = bodyOf(read, seq) as Bundle;
  const observation = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Observation')?.resource;
  Object.assign(observation ?? {}, { valueQuantity: { value: 'high' }, valueCodeableConcept: undefined });
  Object.assign(observation ?? {}, { valueString: undefined, dataAbsentReason: undefined });
  const payload = Buffer.from(JSON.stringify(bundle));
  const hash = createHash('sha256').update(payload).digest('hex');
  store.execute('REPLACE INTO outbox_payload VALUES (?, ?)', [seq, payload]);
  store.execute('UPDATE outbox SET payload_sha256 = ? WHERE seq = ?', [hash, seq]);
  return bundle;
}

/** Many small referrals, all arrived. */
export async function manyDelivered(county: County, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () =>
    county.refer(packet => ({ ...packet, observations: [] }), { letter: null }),
  );
  county.sync.start();
  await eventually('all delivered', () => ids.every(id => isDelivered(county, id)), 30_000);
  await county.rest();
  return ids;
}
