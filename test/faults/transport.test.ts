import type { Task } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { classOf, type Reason } from '../../electron/services/sync/reasons.ts';
import { createRegistrySettings } from '../../electron/services/sync/registry-settings.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import { type County, DOCTOR } from '../services/sync/county.ts';
import {
  captivePortal,
  emptyAnswer,
  type Fault,
  loginRedirect,
  wrongContentType,
} from '../support/fault-proxy-faults.ts';
import { createAuthority } from '../support/tls/authority.ts';
import { startProxy } from '../support/tls/servers.ts';
import { sendMessage } from './messages.ts';
import { assertSurvived } from './survived.ts';
import { type Flaw, startTlsFront } from './tls-front.ts';
import {
  ALWAYS,
  delivered,
  eventually,
  HEAD,
  isDelivered,
  isLong,
  isWhole,
  oneWorld,
  PUT_TASK,
  scaled,
  taskOf,
  uris,
  withdraw,
} from './world.ts';

const world = oneWorld();

const queuedFor = (county: County, id: string, reason: string) =>
  eventually(`queued: ${reason}`, () => {
    const delivery = county.outbox.deliveryOf(id);
    return delivery.state === 'queued' && delivery.reason === reason;
  });

function moveTo(county: County, baseUrl: string): void {
  createRegistrySettings(county.store).set(DOCTOR, { baseUrl, auth: { mode: 'none', confirmed: true } });
  county.sync.trigger('settings');
}

const marksOf = async (id: string) => opsOf((await taskOf(world, id)) as Task, uris).map(op => op.to);

describe('a line without anybody at the end', () => {
  it('F1 connection refused', async () => {
    const county = world.open();
    await world.proxy.down();
    const id = county.refer();
    county.sync.start();
    await queuedFor(county, id, 'unreachable');
    await assertSurvived(world, county, [id], { stuck: { [id]: 'unreachable' }, isStopped: 'unreachable' });
    await world.proxy.up();
    county.sync.trigger('network');
    await assertSurvived(world, county, [id]);
  });

  it('F2 a name that does not resolve', async () => {
    const county = world.open({ url: 'https://registry.invalid/fhir', token: 'a-token' });
    const id = county.refer();
    county.sync.start();
    await queuedFor(county, id, 'unreachable');
    moveTo(county, world.proxy.url);
    await assertSurvived(world, county, [id]);
  });

  it('F3 an abandoned request that lands after its repetition', async () => {
    const county = world.open({ times: { timeoutMs: 250, abandonedMs: 300 } });
    const held = world.proxy.inject({ kind: 'hold' }, { match: HEAD });
    const id = county.refer();
    county.sync.start();
    await queuedFor(county, id, 'timeout');
    expect(await taskOf(world, id)).toBeUndefined();
    await eventually('sent again', () => isWhole(county, id));
    withdraw(county, id);
    await county.sync.now();
    await eventually('withdrawn', async () => (await taskOf(world, id))?.status === 'cancelled');
    expect(await held.release()).toEqual([200]);
    expect((await taskOf(world, id))?.status).toBe('requested'); // the old request has written over the withdrawal
    await county.sync.now();
    await eventually('repaired', async () => (await taskOf(world, id))?.status === 'cancelled');
    expect(await marksOf(id)).toEqual(['created', 'withdrawn']);
    await assertSurvived(world, county, [id]);
  });

  it('F4 a line that stalls in the middle of the request', async () => {
    const county = world.open({ times: { timeoutMs: 300 } });
    const stalled = world.proxy.inject({ kind: 'stall-upload', afterBytes: 500 }, { match: { method: 'POST' } });
    const id = county.refer();
    county.sync.start();
    await eventually('stalled', () => stalled.hits() > 0);
    await queuedFor(county, id, 'timeout');
    await assertSurvived(world, county, [id]);
    expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });
});

describe('an answer that never arrives', () => {
  const cut: Fault = { kind: 'cut', moment: 'after-commit' };

  it('F5 of the head bundle, and the ward accepts before the retry', async () => {
    const county = world.open({ times: { abandonedMs: 400 } });
    const lost = world.proxy.inject(cut, { match: HEAD });
    const id = county.refer();
    county.sync.start();
    await eventually('committed', async () => lost.hits() > 0 && (await taskOf(world, id)) !== undefined);
    await world.ward.acceptWithBed(id, { bed: '12', contact: '0791' });
    expect(isDelivered(county, id)).toBe(false);
    await assertSurvived(world, county, [id]);
    expect(county.outbox.deliveryOf(id)).toMatchObject({ businessStatus: 'bed-assigned' });
    const versions = await world.registry.versions<Task>('Task', id);
    expect(versions.map(task => task.status)).toEqual(['requested', 'accepted']);
  });

  it.each([
    ['Binary', { method: 'PUT', path: /\/Binary\// }],
    ['DocumentReference', { method: 'PUT', path: /\/DocumentReference\// }],
  ])('F5 of the %s', async (_, match) => {
    const county = world.open();
    const lost = world.proxy.inject(cut, { match });
    const id = county.refer();
    county.sync.start();
    await eventually('struck', () => lost.hits() > 0);
    await assertSurvived(world, county, [id]);
  });

  it('F5 of a move of the Task', async () => {
    const county = world.open();
    const id = await delivered(county);
    world.proxy.inject(cut, { match: PUT_TASK });
    withdraw(county, id);
    await county.sync.now();
    await eventually('withdrawn', async () => (await taskOf(world, id))?.status === 'cancelled');
    await assertSurvived(world, county, [id]);
    expect(await marksOf(id)).toEqual(['created', 'withdrawn']);
    expect(county.outbox.deliveryOf(id)).toMatchObject({ businessStatus: 'withdrawn' });
  });

  it('F5 of a message', async () => {
    const county = world.open();
    const id = await delivered(county);
    const lost = world.proxy.inject(cut, { match: { method: 'PUT', path: /\/Communication\// } });
    const message = sendMessage(county, id, '家属已同意');
    await county.sync.now();
    await eventually('struck and repeated', async () => lost.hits() > 0 && !county.sync.status().running);
    await assertSurvived(world, county, [id]);
    expect(await world.registry.read('Communication', message)).toBeDefined();
  });

  it.each<[string, string, Fault]>([
    ['F6', 'truncated', { kind: 'truncate', bytes: 40, clean: true }],
    ['F6', 'broken off', { kind: 'truncate', bytes: 40, clean: false }],
    ['F8', 'of another content type', wrongContentType()],
    ['F8', 'empty', emptyAnswer()],
  ])('%s an answer that is %s', async (_, __, fault) => {
    const county = world.open();
    const ids = [county.refer(), county.refer()];
    const struck = world.proxy.inject(fault, { match: HEAD });
    const asked = world.proxy.inject(fault, { match: { method: 'GET', path: /\/Task\// }, skip: 1 });
    county.sync.start();
    await eventually('struck', () => struck.hits() > 0 && asked.hits() > 0);
    await assertSurvived(world, county, ids);
    for (const id of ids) expect(await world.registry.versions('Task', id)).toHaveLength(1);
  });
});

describe('somebody else on the line', () => {
  it.each<[string, Fault]>([
    ['the log-in page of a network', captivePortal()],
    ['a redirect to a log-in page', loginRedirect()],
  ])('F7 %s', async (_, fault) => {
    const county = world.open();
    const portal = world.proxy.inject(fault, ALWAYS);
    const id = county.refer();
    county.sync.start();
    await queuedFor(county, id, 'not-the-registry');
    await assertSurvived(world, county, [id], { stuck: { [id]: 'not-the-registry' }, isStopped: 'not-the-registry' });
    expect(county.sync.status().lastCompleteAt).toBeNull();
    portal.remove();
    await county.sync.now();
    await assertSurvived(world, county, [id]);
  });

  it.each<Flaw>(['expired', 'wrong-host', 'unknown-authority'])('F9 a certificate that is refused: %s', async flaw => {
    const known = await createAuthority('known');
    const bad = await startTlsFront(
      world.proxy.url,
      flaw === 'unknown-authority' ? await createAuthority('unknown') : known,
      flaw,
    );
    const good = await startTlsFront(world.proxy.url, known, 'none');
    try {
      const county = world.open({ url: bad.url });
      createRegistrySettings(county.store).setAuthority(DOCTOR, { pem: known.pem });
      const id = county.refer();
      county.sync.start();
      await eventually('queued', () => county.outbox.deliveryOf(id).state === 'queued');
      const reason = county.sync.status().lastError ?? '';
      expect(classOf(reason as Reason)).toBe('transport');
      expect(world.proxy.requests().some(({ path }) => path.includes(id))).toBe(false);
      await assertSurvived(world, county, [id], { stuck: { [id]: reason }, isStopped: reason });
      moveTo(county, good.url);
      await assertSurvived(world, county, [id]);
    } finally {
      bad.close();
      good.close();
    }
  });

  it('F10 a proxy that asks for a password (407)', async () => {
    const hospital = await startProxy({ credentials: 'clinic:示例' });
    try {
      const county = world.open();
      const settings = createRegistrySettings(county.store);
      const proxy = { url: `http://127.0.0.1:${hospital.port}`, user: '', password: null };
      settings.setProxy(DOCTOR, { proxy });
      const id = county.refer();
      county.sync.start();
      await queuedFor(county, id, 'proxy');
      expect(world.proxy.requests().some(({ path }) => path.includes(id))).toBe(false);
      const asked = hospital.seen.length;
      await new Promise(resolve => setTimeout(resolve, 150));
      expect(hospital.seen.length).toBeLessThan(asked + 5); // by its waiting time, which is the longest: no storm
      await assertSurvived(world, county, [id], { stuck: { [id]: 'proxy' }, isStopped: 'proxy' });
      settings.setProxy(DOCTOR, { proxy: { ...proxy, user: 'clinic', password: '示例' } });
      county.sync.trigger('settings');
      await assertSurvived(world, county, [id]);
    } finally {
      await hospital.close();
    }
  });
});

describe('a poor line', () => {
  it('F11 a big letter on a slow line: the Task first, other referrals in between', async () => {
    const [bytes, bytesPerSecond] = isLong ? [3_000_000, 1_000] : [150_000, 50_000];
    const county = world.open({ times: { uploadMsPerKilobyte: isLong ? 2_000 : 100 } });
    const slow = world.proxy.inject({ kind: 'slow', bytesPerSecond }, { match: { path: /\/Binary\// }, ...ALWAYS });
    const id = county.refer(packet => packet, { letter: Buffer.alloc(bytes, '%PDF-1.4 示例') });
    county.sync.start();
    await eventually('letter on its way', () => slow.hits() > 0);
    expect(county.outbox.deliveryOf(id)).toMatchObject({ state: 'delivered', attachmentsPending: 1 });
    const other = county.refer(packet => packet, { letter: null });
    county.sync.trigger('enqueue');
    await eventually('the other arrives', () => isDelivered(county, other));
    expect(county.outbox.deliveryOf(id)).toMatchObject({ attachmentsPending: 1 });
    await eventually('letter', () => isWhole(county, id), scaled(20_000, 5_400_000));
    expect(slow.hits()).toBe(1); // no upload was begun anew
    slow.remove();
    await assertSurvived(world, county, [id, other]);
  }, 6_000_000);

  it('F12 a line that comes and goes', async () => {
    const county = world.open({ times: { timeoutMs: 2_000 } });
    const ids = Array.from({ length: 8 }, () => county.refer());
    county.sync.start();
    const [everyMs, lastsMs] = isLong ? [3_000, 300_000] : [60, 3_000];
    const end = performance.now() + lastsMs;
    while (performance.now() < end) {
      await world.proxy.down();
      await new Promise(resolve => setTimeout(resolve, everyMs));
      await world.proxy.up();
      if (Math.random() < 0.3) county.sync.trigger('network');
      await new Promise(resolve => setTimeout(resolve, everyMs));
    }
    county.sync.trigger('network');
    await assertSurvived(world, county, ids);
    for (const id of ids) expect(await world.registry.versions('Task', id)).toHaveLength(1);
  }, 600_000);

  it('F13 the same request delivered twice', async () => {
    const county = world.open();
    world.proxy.inject({ kind: 'duplicate', second: 'at-once' }, { match: HEAD });
    const id = await delivered(county);
    world.proxy.inject({ kind: 'duplicate', second: 'at-once' }, { match: PUT_TASK });
    const late = world.proxy.inject({ kind: 'duplicate', second: 'on-release' }, { match: { path: /\/Binary\// } });
    withdraw(county, id);
    await county.sync.now();
    const second = await delivered(county);
    await late.release();
    await assertSurvived(world, county, [id, second]);
    expect(await marksOf(id)).toEqual(['created', 'withdrawn']);
  });

  it('F14 two streams that finish in reverse order', async () => {
    const county = world.open();
    const first = county.refer();
    const second = county.refer();
    const slow = world.proxy.inject(
      { kind: 'delay', beforeMs: 2_000, afterMs: 0 },
      { match: { method: 'POST', body: new RegExp(first) } },
    );
    county.sync.start();
    await eventually('the first on its way', () => slow.hits() === 1);
    await eventually('second', () => isDelivered(county, second));
    expect(isDelivered(county, first)).toBe(false);
    await assertSurvived(world, county, [first, second]);
  });
});
