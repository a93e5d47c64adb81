import type { DocumentReference, Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { opsOf } from '../../../shared/fhir/task.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { type County, ORGANIZATIONS, openCounty, until } from './county.ts';

const uris = fhirUris('https://ganqiao.example/fhir');

let registry: Registry;
let county: County;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
});
afterAll(() => registry.close());
afterEach(() => county.close());

/** What the screen says must be true at every moment. */
function expectHonest(ids: readonly string[]): void {
  for (const id of ids) {
    if (county.outbox.deliveryOf(id).state !== 'delivered') continue;
    const task = registry.read<Task>('Task', id);
    expect(task && opsOf(task, uris).some(op => op.to === 'created')).toBe(true);
  }
}

const lettersOf = (id: string) =>
  registry
    .all<DocumentReference>('DocumentReference')
    .filter(document => document.context?.related?.[0]?.reference === `ServiceRequest/${id}`);

describe('power cut', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'after request %i neither loses nor doubles a referral',
    async count => {
      county = openCounty({ url: registry.url });
      const ids = [county.refer(), county.refer()];
      county.sync.start();
      await until(() => {
        expectHonest(ids);
        return county.requestCount() >= count || !county.sync.status().running;
      }, `request ${count}`);
      county.crash();
      await until(() => {
        expectHonest(ids);
        return county.sync.status().lastCompleteAt !== null && !county.sync.status().running;
      }, 'complete');
      for (const id of ids) {
        expect(county.outbox.deliveryOf(id)).toMatchObject({ state: 'delivered', attachmentsPending: 0 });
        const versions = registry.versions<Task>('Task', id);
        expect(versions).toHaveLength(1);
        expect(opsOf(versions[0] as Task, uris)).toHaveLength(1);
        expect(lettersOf(id)).toHaveLength(1);
      }
    },
  );

  it('in the middle of fetching brings every answer in the end, each once', async () => {
    county = openCounty({ url: registry.url });
    const ids = [county.refer(), county.refer(), county.refer()];
    county.sync.start();
    await until(() => ids.every(id => county.outbox.deliveryOf(id).state === 'delivered'), 'delivered');
    await county.rest();
    const ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
    for (const id of ids) await ward.acceptWithBed(id, { bed: '1', contact: '2' });
    county.sync.trigger('user');
    county.crash();
    await until(
      () =>
        ids.every(id => {
          const delivery = county.outbox.deliveryOf(id);
          return delivery.state === 'delivered' && delivery.businessStatus === 'bed-assigned';
        }),
      'answers',
    );
    const { query } = county.store.read;
    const events = county.store.read.all(
      query.selectFrom('referral_event').select('referral_id').where('kind', '=', 'bed-assigned'),
    );
    expect(events.map(event => event.referral_id).toSorted()).toEqual(ids.toSorted());
  });

  it('lets the successor alone write: the former holder of the lease changes nothing any more', async () => {
    county = openCounty({ url: registry.url });
    const former = county.sync;
    const id = county.refer();
    former.start();
    await until(() => county.requestCount() > 0, 'under way');
    county.crash();
    await until(() => county.outbox.deliveryOf(id).state === 'delivered', 'delivered');
    const { query } = county.store.read;
    const lease = county.store.read.first(query.selectFrom('lease').selectAll());
    expect(lease?.fence).toBeGreaterThan(1);
  });
});

describe('what is written down', () => {
  it('holds no name, number or address outside the payload and the copy of the Task', async () => {
    county = openCounty({ url: registry.url });
    const id = county.refer(packet => ({
      ...packet,
      patient: { ...packet.patient, name: '种名甲乙', phone: '13912345678', address: '某村 9 号' },
      ward: { ...packet.ward, facilityCode: 'NOWHERE' },
    }));
    county.sync.start();
    await until(() => county.outbox.deliveryOf(id).state === 'blocked', 'refused');
    const { query } = county.store.read;
    const written = JSON.stringify([
      county.store.read.all(query.selectFrom('attempt_log').selectAll()),
      county.store.read.all(query.selectFrom('server').selectAll()),
      county.store.read.all(query.selectFrom('outbox').select(['outcome', 'error_class', 'resource_id'])),
      county.store.read.all(query.selectFrom('audit_event').select(['action', 'reason', 'changes_json'])),
      county.sync.status(),
      registry.requests(),
    ]);
    for (const planted of ['种名甲乙', '13912345678', '某村']) expect(written).not.toContain(planted);
  });
});
