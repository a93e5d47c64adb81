import type { Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enqueueWithdrawal } from '../../../electron/services/outbox/enqueue-task-move.ts';
import { opsOf } from '../../../shared/fhir/task.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import {
  captivePortal,
  emptyAnswer,
  type Fault,
  loginRedirect,
  statusCode,
  wrongContentType,
} from '../../support/fault-proxy-faults.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { defaultSwitches } from '../../support/registry/switches.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from './county.ts';

const uris = fhirUris('https://ganqiao.example/fhir');
const HEAD = { method: 'POST', body: /"Task"/ };
const PUT_TASK = { method: 'PUT', path: /\/Task\// };

let registry: Registry;
let proxy: FaultProxy;
let ward: ScriptedWard;
let county: County;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  proxy = await startFaultProxy(registry.url);
  ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
});
afterAll(async () => {
  await proxy.close();
  await registry.close();
});
beforeEach(() => {
  county = openCounty({ url: proxy.url });
});
afterEach(async () => {
  proxy.clear();
  Object.assign(registry.switches, defaultSwitches());
  await county.close();
});

const stateOf = (id: string) => county.outbox.deliveryOf(id);
const isDelivered = (id: string) => stateOf(id).state === 'delivered';
const taskOf = (id: string) => registry.read<Task>('Task', id);
const versionsOf = (id: string) => registry.versions<Task>('Task', id);

async function deliver(change?: Parameters<County['refer']>[0]): Promise<string> {
  const id = county.refer(change);
  county.sync.start();
  await until(() => isDelivered(id), 'delivered');
  await county.rest();
  return id;
}

function withdraw(id: string) {
  county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: id, reason: '家属要求' }, tx =>
    enqueueWithdrawal(tx, county.store.ids, {
      referralId: id,
      site: 'JX',
      to: 'withdrawn',
      at: new Date().toISOString(),
      reason: '家属要求',
    }),
  );
}

describe('an answer that never arrives', () => {
  it('does not undo what the ward accepted before the retry', async () => {
    await county.close();
    county = openCounty({ url: proxy.url, times: { abandonedMs: 400 } });
    const id = county.refer();
    const lost = proxy.inject({ kind: 'cut', moment: 'after-commit' }, { match: HEAD });
    county.sync.start();
    await until(() => lost.hits() > 0 && taskOf(id) !== undefined, 'committed');
    await ward.acceptWithBed(id, { bed: '12', contact: '0791' });
    expect(stateOf(id).state).not.toBe('delivered');
    await until(() => isDelivered(id), 'delivered');
    expect(stateOf(id)).toMatchObject({ taskStatus: 'accepted', businessStatus: 'bed-assigned' });
    expect(versionsOf(id).map(task => task.status)).toEqual(['requested', 'accepted']);
  });

  it.each<[string, Fault]>([
    ['cut', { kind: 'cut', moment: 'after-commit' }],
    ['hung', { kind: 'hang', moment: 'after-commit' }],
    ['empty', emptyAnswer()],
    ['truncated', { kind: 'truncate', bytes: 40, clean: true }],
    ['broken off', { kind: 'truncate', bytes: 40, clean: false }],
    ['labelled as HTML', wrongContentType()],
  ])('leaves one Task when the answer to the head is %s', async (_, fault) => {
    const id = county.refer();
    proxy.inject(fault, { match: HEAD });
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    expect(versionsOf(id)).toHaveLength(1);
    expect(opsOf(versionsOf(id)[0] as Task, uris)).toHaveLength(1);
  });

  it('does not hide from the registry a withdrawal of what may have arrived', async () => {
    await county.close();
    county = openCounty({ url: proxy.url, times: { abandonedMs: 300 } });
    const id = county.refer();
    const lost = proxy.inject({ kind: 'cut', moment: 'after-commit' }, { match: HEAD });
    county.sync.start();
    await until(() => lost.hits() > 0 && stateOf(id).state === 'queued', 'lost');
    withdraw(id);
    await until(() => taskOf(id)?.status === 'cancelled', 'cancelled');
    await until(() => !county.sync.status().running && county.sync.status().queued === 0, 'settled');
    expect(registry.read('ServiceRequest', id)).toMatchObject({ status: 'revoked' });
  });

  it.each<[string, Fault]>([
    ['answered', { kind: 'delay', beforeMs: 200, afterMs: 0 }],
    ['refused', statusCode(503)],
  ])('sends nothing of what was withdrawn while the registry was being asked (then %s)', async (_, fault) => {
    const slow = proxy.inject({ kind: 'delay', beforeMs: 150, afterMs: 0 }, { match: { path: /\/Basic\// } });
    proxy.inject(fault, { match: { method: 'GET', path: /\/Task\// } });
    const id = county.refer();
    county.sync.start();
    await until(() => slow.hits() > 0, 'asking');
    withdraw(id);
    await until(() => !county.sync.status().running, 'run over');
    await county.sync.now();
    expect(proxy.requests().some(request => request.path.includes(id) && request.method === 'PUT')).toBe(false);
    expect(taskOf(id)).toBeUndefined();
    expect(county.sync.status().queued).toBe(0);
  });

  it('makes a move once, found again by its mark', async () => {
    const id = await deliver();
    proxy.inject({ kind: 'cut', moment: 'after-commit' }, { match: PUT_TASK });
    withdraw(id);
    await county.sync.now();
    await until(() => taskOf(id)?.status === 'cancelled' && !county.sync.status().running, 'cancelled');
    await until(() => stateOf(id).state === 'delivered' && county.sync.status().lastError === null, 'settled');
    expect(versionsOf(id).filter(task => task.status === 'cancelled')).toHaveLength(1);
    expect(opsOf(taskOf(id) as Task, uris).map(op => op.to)).toEqual(['created', 'withdrawn']);
  });
});

describe('a move that meets another', () => {
  it.each([false, true])('is built anew on what came in between (409 for 412: %s)', async conflict409For412 => {
    registry.switches.conflict409For412 = conflict409For412;
    const id = await deliver();
    const slow = proxy.inject({ kind: 'delay', beforeMs: 300, afterMs: 0 }, { match: PUT_TASK });
    withdraw(id);
    const run = county.sync.now();
    await until(() => slow.hits() > 0, 'on its way');
    await ward.read(id);
    await run;
    expect(opsOf(taskOf(id) as Task, uris).map(op => op.to)).toEqual(['created', 'read', 'withdrawn']);
    expect(taskOf(id)?.status).toBe('cancelled');
  });

  it('is made again when somebody wrote over it', async () => {
    const id = await deliver();
    const before = taskOf(id) as Task;
    withdraw(id);
    await county.sync.now();
    await ward.overwrite(before);
    await county.sync.now();
    await until(() => taskOf(id)?.status === 'cancelled', 'cancelled again');
  });

  it('keeps every field and extension that we do not know', async () => {
    const id = await deliver();
    const foreign = { url: 'https://other.example/StructureDefinition/x', valueString: 'kept' };
    const task = taskOf(id) as Task;
    await ward.overwrite({ ...task, extension: [...(task.extension ?? []), foreign], description: '他院说明' });
    withdraw(id);
    await county.sync.now();
    await until(() => taskOf(id)?.status === 'cancelled', 'cancelled');
    expect(taskOf(id)?.extension).toContainEqual(foreign);
    expect(taskOf(id)?.description).toBe('他院说明');
  });
});

describe('a line that lies', () => {
  it.each<[string, Fault, string]>([
    ['a log-in page', captivePortal(), 'not-the-registry'],
    ['a redirect to another host', loginRedirect(), 'not-the-registry'],
    ['a bare 404', statusCode(404), 'not-the-registry'],
    ['500', statusCode(500), 'server-busy'],
    ['503', statusCode(503), 'server-busy'],
    ['429', statusCode(429), 'server-busy'],
    ['407', statusCode(407), 'proxy'],
    ['401', statusCode(401), 'auth'],
  ])('is told as what it is: %s; nothing is delivered, and it goes on afterwards', async (_, fault, reason) => {
    const id = county.refer();
    const injected = proxy.inject(fault, { times: Number.POSITIVE_INFINITY });
    county.sync.start();
    await until(() => stateOf(id).state === 'queued', 'queued');
    expect(stateOf(id)).toMatchObject({ reason });
    expect(county.sync.status()).toMatchObject({ lastCompleteAt: null, lastError: reason });
    injected.remove();
    await county.sync.now();
    await until(() => isDelivered(id), 'delivered');
    expect(versionsOf(id)).toHaveLength(1);
  });

  it('waits as long as the server asks', async () => {
    const id = county.refer();
    proxy.inject(statusCode(503, { retryAfterSeconds: 2 }), { match: HEAD });
    const started = performance.now();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    expect(performance.now() - started).toBeGreaterThan(1_900);
  });

  it('reports forbidden to the administrator and goes on when rights are given', async () => {
    const id = county.refer();
    const injected = proxy.inject(statusCode(403), { match: HEAD, times: Number.POSITIVE_INFINITY });
    county.sync.start();
    await until(() => stateOf(id).state === 'blocked', 'blocked');
    expect(stateOf(id)).toMatchObject({ reason: 'forbidden', httpStatus: 403 });
    injected.remove();
    await county.sync.now();
    await until(() => isDelivered(id), 'delivered');
  });
});

describe('one bad record', () => {
  it('stops its own stream alone and shows the words of the server', async () => {
    const ward2 = (packet: Parameters<NonNullable<Parameters<County['refer']>[0]>>[0]) => ({
      ...packet,
      ward: { ...packet.ward, facilityCode: 'NOWHERE' },
    });
    const bad = county.refer(ward2);
    const good = [county.refer(), county.refer(), county.refer()];
    county.sync.start();
    await until(() => good.every(isDelivered) && stateOf(bad).state === 'blocked', 'settled');
    expect(stateOf(bad)).toMatchObject({ reason: 'refused', httpStatus: 400 });
    expect(JSON.stringify(stateOf(bad))).toContain('org-NOWHERE');
    expect(taskOf(bad)).toBeUndefined();
    expect(registry.read('ServiceRequest', bad)).toBeUndefined();
    await until(() => county.sync.status().lastCompleteAt !== null, 'complete');
  });

  it('holds nobody up when it is always answered with 500', async () => {
    const bad = county.refer();
    proxy.inject(statusCode(500), {
      match: { method: 'POST', body: new RegExp(bad) },
      times: Number.POSITIVE_INFINITY,
    });
    const good = [county.refer(), county.refer()];
    county.sync.start();
    await until(() => good.every(isDelivered), 'others delivered');
    await until(() => stateOf(bad).state === 'queued', 'bad one waits');
    expect(stateOf(bad)).toMatchObject({ reason: 'server-busy' });
  });
});

describe('a letter', () => {
  it('goes after its referral and never holds up another', async () => {
    const slow = proxy.inject({ kind: 'hang', moment: 'before-commit' }, { match: { path: /\/Binary\// } });
    const first = county.refer();
    county.sync.start();
    await until(() => slow.hits() > 0, 'letter on its way');
    expect(stateOf(first)).toMatchObject({ state: 'delivered', attachmentsPending: 1 });
    const second = county.refer();
    county.sync.trigger('enqueue');
    await until(() => isDelivered(second), 'second delivered');
    expect(stateOf(first)).toMatchObject({ attachmentsPending: 1 });
    await until(() => county.sync.status().lastCompleteAt !== null, 'complete');
    expect(stateOf(first)).toMatchObject({ attachmentsPending: 0 });
  });
});

describe('a registry of another make', () => {
  it('without transactions gets the Task last, alone', async () => {
    registry.switches.noTransactions = true;
    const id = await deliver();
    expect(versionsOf(id)).toHaveLength(1);
    expect(registry.read('ServiceRequest', id)).toBeDefined();
  });

  it('that answers without ETags is guarded by the version it names', async () => {
    registry.switches.noEtag = true;
    const id = await deliver();
    await ward.read(id);
    await county.sync.now();
    withdraw(id);
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('cancelled');
  });
});
