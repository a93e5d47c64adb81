import type { Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import { afterAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../electron/services/database/connection.ts';
import { enqueueReferral } from '../../electron/services/outbox/enqueue-referral.ts';
import { rowsOf } from '../../electron/services/outbox/rows.ts';
import type { SignedPacket } from '../../shared/fhir/service-request.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import { revisionOf } from '../../shared/fhir/writing.ts';
import { type County, DOCTOR } from '../services/sync/county.ts';
import { copyOf, freshPlace, type Place, removePlaces } from './copied-database.ts';
import { sendMessage } from './messages.ts';
import { movingClock } from './moving-clock.ts';
import { asOfVersion } from './old-database.ts';
import { assertSurvived } from './survived.ts';
import {
  delivered,
  eventually,
  HEAD,
  isDelivered,
  isWhole,
  oneWorld,
  PUT_TASK,
  scaled,
  settled,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();
afterAll(removePlaces);

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const statesOf = (county: County, id: string) => rowsOf(county.store.read, [id]).map(row => row.state);

describe('this computer', () => {
  it('F36 a full disk: nothing is claimed, and it goes on when there is room', async () => {
    const county = world.open();
    const { connection } = county.store;
    const id = county.refer();
    // A change of state is small enough for pages half full: ballast that goes with it makes it ask for new ones.
    connection.exec(`
      CREATE TABLE ballast (bytes BLOB);
      CREATE TEMP TRIGGER heavy BEFORE UPDATE OF state ON outbox BEGIN INSERT INTO ballast VALUES (zeroblob(4000000)); END;
    `);
    connection.pragma(`max_page_count = ${connection.pragma('page_count', { simple: true })}`);
    county.sync.start();
    await eventually('storage', () => county.sync.status().lastError === 'storage');
    expect(isDelivered(county, id)).toBe(false);
    await assertSurvived(world, county, [], { isStopped: 'storage' });
    connection.pragma('max_page_count = 1000000');
    await county.sync.now();
    await assertSurvived(world, county, [id]);
    expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });

  it('F36 a database that somebody else holds', async () => {
    const county = world.open();
    county.store.connection.pragma('busy_timeout = 50');
    const id = county.refer();
    const other = openConnection(county.store.file, county.store.key);
    other.exec('BEGIN IMMEDIATE');
    county.sync.start();
    await eventually('storage', () => county.sync.status().lastError === 'storage');
    expect(isDelivered(county, id)).toBe(false);
    other.exec('ROLLBACK');
    other.close();
    await county.sync.now();
    await assertSurvived(world, county, [id]);
  });

  it('F36 a database that cannot be written any more, in the middle of a drain', async () => {
    const county = world.open();
    const ids = Array.from({ length: 4 }, () => county.refer());
    const slow = world.proxy.inject({ kind: 'delay', beforeMs: 100, afterMs: 0 }, { match: HEAD, skip: 1 });
    county.sync.start();
    await eventually('under way', () => slow.hits() > 0);
    county.store.connection.pragma('query_only = ON');
    await eventually('storage', () => county.sync.status().lastError === 'storage');
    county.store.connection.pragma('query_only = OFF');
    await county.sync.now();
    await assertSurvived(world, county, ids);
    for (const id of ids) expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });

  it('F37 a power cut in the middle of writing', async () => {
    const at = freshPlace();
    const county = world.open({ at });
    const ids = Array.from({ length: 4 }, () => county.refer());
    county.sync.start();
    const copies: Place[] = [];
    for (let cut = 0; cut < scaled(4, 40); cut += 1) {
      await new Promise(resolve => setTimeout(resolve, Math.random() * 60));
      copies.push(copyOf(at));
    }
    await county.sync.stop();
    for (const copy of copies) {
      const next = world.open({ at: copy });
      next.sync.start();
      await assertSurvived(world, next, ids);
      await next.sync.stop();
    }
    for (const id of ids) expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });

  it('F38 two instances: one sends, the other waits until it is gone', async () => {
    const at = freshPlace();
    const times = { takeOverAfterMs: 60_000 };
    const first = world.open({ at, times });
    const second = world.open({ at, times });
    const ids = Array.from({ length: 3 }, () => first.refer());
    first.sync.start();
    second.sync.start();
    await eventually('delivered', () => ids.every(id => isWhole(second, id)));
    expect([first.requestCount(), second.requestCount()].filter(count => count > 0)).toHaveLength(1);
    await assertSurvived(world, first.requestCount() > 0 ? first : second, ids);
    await first.sync.stop();
    const late = second.refer();
    await second.sync.now();
    await assertSurvived(world, second, [...ids, late]);
  });

  it('F38 two instances that take the line from each other', async () => {
    const at = freshPlace();
    const both = [world.open({ at }), world.open({ at })] as const; // each takes over after 50 ms
    const ids = Array.from({ length: 6 }, (_, index) => both[index % 2 === 0 ? 0 : 1].refer());
    for (const county of both) county.sync.start();
    for (let turn = 0; turn < 10; turn += 1) {
      both[turn % 2 === 0 ? 0 : 1].sync.trigger('user');
      await new Promise(resolve => setTimeout(resolve, 60));
    }
    await both[1].sync.stop();
    await new Promise(resolve => setTimeout(resolve, 60));
    await both[0].sync.now();
    await assertSurvived(world, both[0], ids);
    for (const id of ids) expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });

  it.each([
    ['a year back', -YEAR_MS],
    ['a year ahead', YEAR_MS],
    ['in a wrong zone', 8 * HOUR_MS],
  ])('F39 a clock that goes %s in the middle of work', async (_, jumpMs) => {
    const clock = movingClock();
    const county = world.open({ clock });
    const before = await delivered(county);
    clock.offsetMs = jumpMs;
    const after = await delivered(county);
    await world.ward.read(before);
    await world.ward.acceptWithBed(after, { bed: '1', contact: '0791' });
    await county.sync.now();
    expect(county.outbox.deliveryOf(before)).toMatchObject({ businessStatus: 'read' });
    expect(county.outbox.deliveryOf(after)).toMatchObject({ businessStatus: 'bed-assigned' });
    clock.offsetMs = 0;
    withdraw(county, before);
    await county.sync.now();
    expect((await taskOf(world, before))?.status).toBe('cancelled');
    await assertSurvived(world, county, [before, after]);
  });

  it('F40 many referrals after thirty days offline: urgent first, in time, in little memory', async () => {
    const count = scaled(100, 1_000);
    const clock = movingClock(-30 * 24 * HOUR_MS);
    const county = world.open({ clock });
    const ids = Array.from({ length: count }, (_, index) =>
      county.refer(
        packet => ({
          ...packet,
          observations: [],
          form: { ...packet.form, urgency: index % 4 === 3 ? 'now' : 'within-48h' },
        }),
        { letter: null },
      ),
    );
    clock.offsetMs = 0;
    const idle = process.memoryUsage().rss;
    const started = performance.now();
    county.sync.start();
    await eventually('all', () => county.sync.status().queued === 0, count * 400);
    expect(performance.now() - started).toBeLessThan(count * 300);
    expect(process.memoryUsage().rss - idle).toBeLessThan(150 * 1024 * 1024);
    const { query } = county.store.read;
    const order = county.store.read
      .all(
        query
          .selectFrom('attempt_log')
          .innerJoin('outbox', 'outbox.seq', 'attempt_log.seq')
          .select('priority')
          .orderBy('attempt_log.id'),
      )
      .map(row => row.priority);
    const firstOther = order.findIndex(priority => priority > 0);
    expect(firstOther).toBeGreaterThanOrEqual(count / 4 - 2); // two streams at the same time
    await assertSurvived(world, county, ids.slice(0, 20));
    for (const id of ids) expect(isDelivered(county, id)).toBe(true);
  }, 600_000);
});

describe('two hands', () => {
  it('F41 a referral that is changed while its bundle is on its way: frozen as signed, the change follows', async () => {
    const county = world.open();
    let packet: SignedPacket | undefined;
    const slow = world.proxy.inject({ kind: 'delay', beforeMs: 300, afterMs: 0 }, { match: HEAD });
    const id = county.refer(signed => {
      packet = signed;
      return signed;
    });
    county.sync.start();
    await eventually('on its way', () => slow.hits() > 0);
    county.store.write(DOCTOR, { action: 'referrals.supplement', subject: id, reason: null }, tx =>
      enqueueReferral(tx, county.store.ids, {
        packet: { ...(packet as SignedPacket), supplement: 1 },
        patientVersion: 2,
        doctorId: DOCTOR.id,
        letter: null,
      }),
    );
    county.sync.trigger('enqueue');
    await eventually('both', () => statesOf(county, id).every(state => state === 'acked'));
    const versions = await world.registry.versions<ServiceRequest>('ServiceRequest', id);
    expect(versions.map(version => revisionOf(version, uris))).toEqual([1, 2]);
    expect(await world.registry.versions('Task', id)).toHaveLength(1);
    await assertSurvived(world, county, [id]);
  });

  it('F42 accepted, then withdrawn in ignorance: a person is asked, others drain', async () => {
    const county = world.open();
    const id = await delivered(county);
    await world.ward.acceptWithBed(id, { bed: '7', contact: '0791' });
    withdraw(county, id);
    await county.sync.now();
    await eventually('asked', () => county.outbox.deliveryOf(id).state === 'blocked');
    expect((await taskOf(world, id))?.status).toBe('accepted');
    await assertSurvived(world, county, [id], { stuck: { [id]: 'conflict' } });
  });

  it('F42 withdrawn, then accepted in ignorance: the withdrawal stands', async () => {
    const county = world.open();
    const id = await delivered(county);
    const slow = world.proxy.inject({ kind: 'delay', beforeMs: 0, afterMs: 200 }, { match: PUT_TASK });
    withdraw(county, id);
    const run = county.sync.now();
    await eventually('written', async () => slow.hits() > 0 && (await taskOf(world, id))?.status === 'cancelled');
    await expect(world.ward.acceptWithBed(id, { bed: '7', contact: '0791' })).rejects.toThrow('not a legal move');
    await run;
    await settled(county);
    expect(county.outbox.deliveryOf(id)).toMatchObject({ businessStatus: 'withdrawn' });
    await assertSurvived(world, county, [id]);
  });

  it('F43 a message that is written before its referral has gone', async () => {
    const county = world.open();
    await world.proxy.down();
    const id = county.refer();
    const message = sendMessage(county, id, '已备血');
    county.sync.start();
    await eventually('queued', () => county.outbox.deliveryOf(id).state === 'queued');
    await world.registry.clearRequests();
    await world.proxy.up();
    county.sync.trigger('network');
    await assertSurvived(world, county, [id]);
    const requests = await world.registry.requests();
    const at = (isIt: (request: { method: string; path: string }) => boolean) => requests.findIndex(isIt);
    const written = at(({ method }) => method === 'POST');
    expect(written).toBeGreaterThanOrEqual(0);
    expect(at(({ path }) => path.endsWith(message))).toBeGreaterThan(written);
  });
});

describe('other lives of the database', () => {
  it.each([150, 170])(
    'F44 an upgrade with a full outbox, from schema %i: what was queued then still goes',
    async version => {
      const former = world.open();
      const ids = [former.refer(), former.refer()];
      const at = asOfVersion(version, former.store);
      const renewed = world.open({ at });
      expect(ids.map(id => renewed.outbox.deliveryOf(id).state)).toEqual(['local-only', 'local-only']);
      renewed.sync.start();
      await assertSurvived(world, renewed, ids);
      const formats = renewed.store.read.all(
        renewed.store.read.query.selectFrom('outbox').select('payload_format').distinct(),
      );
      expect(formats.map(row => row.payload_format).toSorted()).toEqual([0, 1]);
    },
  );

  it('F45 restored from an old backup: nothing newer is written over, what is unsure is asked', async () => {
    const at = freshPlace();
    let county = world.open({ at });
    const first = await delivered(county);
    const { patient_id: patientId = '' } =
      county.store.read.first(
        county.store.read.query.selectFrom('referral').select('patient_id').where('id', '=', first),
      ) ?? {};
    await county.sync.stop();
    county = world.open({ at });
    const sentLater = county.refer();
    const takenBack = county.refer();
    const backup = copyOf(at);
    withdraw(county, takenBack); // never left: nobody but this database knows
    withdraw(county, first);
    const newer = county.refer(packet => packet, { patient: { id: patientId, version: 5 } });
    county.sync.start();
    await eventually('all sent', () => isWhole(county, sentLater) && isWhole(county, newer));
    await eventually('withdrawn', async () => (await taskOf(world, first))?.status === 'cancelled');
    await county.rest();
    await county.sync.stop();

    const restored = world.open({ at: backup, epoch: 'second-life' });
    const again = restored.refer(packet => packet, { patient: { id: patientId, version: 2 } });
    restored.sync.start();
    await eventually('reconciled', () => isWhole(restored, again));
    expect(restored.outbox.deliveryOf(sentLater)).toMatchObject({ state: 'delivered' });
    expect(restored.outbox.deliveryOf(first)).toMatchObject({ businessStatus: 'withdrawn' });
    expect(await taskOf(world, takenBack)).toBeUndefined();
    const patient = await world.registry.read<Patient>('Patient', patientId);
    expect(revisionOf(patient as Patient, uris)).toBe(5);
    await assertSurvived(world, restored, [first, sentLater, again, takenBack], { stuck: { [takenBack]: 'restored' } });
    for (const id of [first, sentLater, newer]) {
      const created = (await world.registry.versions<Task>('Task', id)).filter(task => task.status === 'requested');
      expect(created).toHaveLength(1);
    }
  });

  it('F46 a letter that was changed on the disk is never sent', async () => {
    const county = world.open();
    const bad = county.refer();
    const good = county.refer();
    const { connection } = county.store;
    const triggers = connection
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'document'")
      .pluck()
      .all() as string[];
    for (const trigger of triggers) connection.exec(`DROP TRIGGER ${trigger}`);
    connection.prepare("UPDATE document SET bytes = x'25504446' WHERE referral_id = ?").run(bad);
    county.sync.start();
    await eventually('refused', () => statesOf(county, bad).includes('blocked'));
    const row = rowsOf(county.store.read, [bad]).find(({ step }) => step === 'binary');
    expect(row?.error_class).toBe('attachment-changed');
    expect(county.outbox.deliveryOf(bad)).toMatchObject({ attachmentsPending: 1 });
    expect(await world.registry.read('Binary', row?.resource_id ?? '')).toBeUndefined();
    await assertSurvived(world, county, [good]);
  });

  it('F47 sleep and resume in the middle of an upload', async () => {
    const clock = movingClock();
    const county = world.open({ clock, times: { timeoutMs: 600, uploadMsPerKilobyte: 1 } });
    const hung = world.proxy.inject({ kind: 'hang', moment: 'before-commit' }, { match: { path: /\/Binary\// } });
    const id = county.refer(packet => packet, { letter: Buffer.alloc(60_000, '%PDF 示例') });
    county.sync.start();
    await eventually('upload under way', () => hung.hits() > 0);
    clock.sleptMs = 3 * HOUR_MS;
    clock.offsetMs = 3 * HOUR_MS;
    county.sync.trigger('resume');
    const other = county.refer();
    county.sync.trigger('enqueue');
    await eventually('the other arrives', () => isDelivered(county, other));
    await assertSurvived(world, county, [id, other]);
    expect(opsOf((await taskOf(world, id)) as Task, uris)).toHaveLength(1);
  });
});
