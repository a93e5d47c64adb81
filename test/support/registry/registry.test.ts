import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bundle, Patient, Task } from '@medplum/fhirtypes';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Registry } from './registry.ts';
import { startRegistry } from './registry.ts';
import { defaultSwitches } from './switches.ts';
import { validationErrors } from './validate.ts';
import { opIds, ScriptedWard } from './ward.ts';

const BASE = 'https://ganqiao.example/fhir';
const ORGANIZATIONS = [
  { code: 'c1', name: '甲县人民医院' },
  { code: 'w1', name: '市传染病医院' },
];

let registry: Registry;
let ward: ScriptedWard;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  ward = new ScriptedWard({ url: registry.url, code: 'w1' });
});
afterAll(() => registry.close());
afterEach(() => {
  Object.assign(registry.switches, defaultSwitches());
});

const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(path.startsWith('http') ? path : `${registry.url}/${path}`, {
    method,
    headers: { ...(body ? { 'Content-Type': 'application/fhir+json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
};

const patient = (): Patient & { id: string } => ({
  resourceType: 'Patient',
  id: randomUUID(),
  name: [{ text: '测试甲' }],
});

const taskFor = (subject: string, status: Task['status'] = 'requested'): Task & { id: string } => ({
  resourceType: 'Task',
  id: randomUUID(),
  status,
  intent: 'order',
  businessStatus: { coding: [{ system: `${BASE}/CodeSystem/business-status`, code: 'created' }] },
  for: { reference: subject },
  requester: { reference: 'Organization/org-c1' },
  owner: { reference: 'Organization/org-w1' },
});

const put = <T extends { resourceType: string; id: string }>(resource: T, headers: Record<string, string> = {}) =>
  send('PUT', `${resource.resourceType}/${resource.id}`, resource, headers);

async function referred(): Promise<Task & { id: string }> {
  const subject = patient();
  await put(subject);
  const task = taskFor(`Patient/${subject.id}`);
  expect((await put(task)).status).toBe(201);
  return task;
}

const transaction = (...resources: { resourceType: string; id: string }[]) => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map(resource => ({
    resource,
    request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  })),
});

const ids = (bundle: Bundle) => (bundle.entry ?? []).map(entry => entry.resource?.id);

describe('embedded registry: life of the server', () => {
  it('keeps its data and its port while it is down', async () => {
    const task = await referred();
    await registry.down();
    await expect(fetch(registry.url)).rejects.toThrow();
    await registry.up();
    expect((await send('GET', `Task/${task.id}`)).status).toBe(200);
  });

  it('is empty after a wipe, and as before after a restore, with a new epoch only when renewed', async () => {
    const task = await referred();
    const epoch = () => registry.read('Basic', 'ganqiao-registry');
    const before = epoch();
    const backup = await registry.snapshot();
    await registry.wipe();
    expect((await send('GET', 'Basic/ganqiao-registry')).status).toBe(404);
    await registry.prepare();
    expect(epoch()).not.toEqual(before);
    expect((await send('GET', `Task/${task.id}`)).status).toBe(404);
    await registry.restore(backup);
    expect((await send('GET', `Task/${task.id}`)).status).toBe(200);
    expect(epoch()).toEqual(before);
    await registry.renewEpoch();
    expect(epoch()).not.toEqual(before);
  });

  it('says it is a training registry only when it is one', async () => {
    const systems = (await send('GET', 'Basic/ganqiao-registry')).body.identifier.map(
      (i: { system: string }) => i.system,
    );
    expect(systems).toContain(`${BASE}/sid/registry-training`);
    const real = await startRegistry({ organizations: ORGANIZATIONS });
    expect(JSON.stringify(real.read('Basic', 'ganqiao-registry'))).not.toContain('registry-training');
    await real.close();
  });

  it('logs method, path and status, never a body', async () => {
    registry.clearRequests();
    await put(patient());
    expect(registry.requests()).toEqual([
      { method: 'PUT', path: expect.stringMatching(/^\/fhir\/Patient\//), status: 201 },
    ]);
    expect(JSON.stringify(registry.requests())).not.toContain('测试甲');
  });

  it('refuses a body over the limit with 413 and writes nothing', async () => {
    registry.switches.maxBodyBytes = 100;
    const subject = patient();
    expect((await put({ ...subject, gender: 'unknown', birthDate: '1970-01-01' })).status).toBe(413);
    expect(registry.read('Patient', subject.id)).toBeUndefined();
  });
});

describe('embedded registry: what it refuses', () => {
  it('keeps references whole: an absent target is 400, deleting a referenced resource 409', async () => {
    expect((await put(taskFor('Patient/nobody'))).status).toBe(400);
    const task = await referred();
    expect((await send('DELETE', task.for?.reference ?? '')).status).toBe(409);
    const subject = patient();
    const together = taskFor(`Patient/${subject.id}`);
    expect((await send('POST', '', transaction(together, subject))).status).toBe(200);
  });

  it('refuses what either validator refuses: unknown elements and codes outside a required value set', async () => {
    const task = await referred();
    const wrongCode = { ...task, status: 'nonsense' as Task['status'] };
    expect((await put(wrongCode)).status).toBe(400);
    expect((await put({ ...task, colour: 'red' })).status).toBe(400);
    expect(validationErrors(task)).toEqual([]);
    expect(validationErrors(wrongCode).join()).toContain('Task.status');
  });

  it('compares times by the instant, not by the text, whatever their offsets', async () => {
    const task = { ...(await referred()), authoredOn: '2026-03-01T09:30:00+08:00' };
    expect((await put({ ...task, lastModified: '2026-03-01T01:30:00.001Z' })).status).toBe(200);
    expect((await put({ ...task, lastModified: '2026-03-01T01:29:59Z' })).status).toBe(400);
  });

  it('leaves no trace of a transaction with one invalid entry, and stamps a good one with a single time', async () => {
    const first = patient();
    const bad = { ...taskFor(`Patient/${first.id}`), status: 'nonsense' as Task['status'] };
    expect((await send('POST', '', transaction(first, bad))).status).toBe(400);
    expect(registry.versions('Patient', first.id)).toEqual([]);
    const many = Array.from({ length: 30 }, patient);
    expect((await send('POST', '', transaction(...many))).status).toBe(200);
    expect(new Set(many.map(p => registry.read('Patient', p.id)?.meta?.lastUpdated)).size).toBe(1);
  });
});

describe('embedded registry: switches', () => {
  it('ignoreIfMatch lets a stale write through, everywhere or only in bundles', async () => {
    const task = await referred();
    await put({ ...task, status: 'received' });
    const stale = { 'If-Match': 'W/"1"' };
    const rejected = { ...task, status: 'rejected' };
    expect((await put(rejected, stale)).status).toBe(412);
    const bundle = transaction(rejected);
    const guarded = {
      ...bundle,
      entry: bundle.entry.map(e => ({ ...e, request: { ...e.request, ifMatch: 'W/"1"' } })),
    };
    expect((await send('POST', '', guarded)).status).toBe(412);
    registry.switches.ignoreIfMatch = 'in-bundles';
    expect((await put(rejected, stale)).status).toBe(412);
    expect((await send('POST', '', guarded)).status).toBe(200);
    registry.switches.ignoreIfMatch = true;
    expect((await put({ ...task, status: 'on-hold' }, stale)).status).toBe(200);
  });

  it('conflict409For412 answers 409, alone and in a bundle', async () => {
    registry.switches.conflict409For412 = true;
    const task = { ...(await referred()), priority: 'stat' as const };
    expect((await put(task, { 'If-Match': 'W/"7"' })).status).toBe(409);
    const bundle = transaction(task);
    const guarded = {
      ...bundle,
      entry: bundle.entry.map(e => ({ ...e, request: { ...e.request, ifMatch: 'W/"7"' } })),
    };
    expect((await send('POST', '', guarded)).status).toBe(409);
  });

  it('noTransactions refuses them with not-supported, or runs them as a batch', async () => {
    const good = patient();
    const bad = taskFor('Patient/nobody');
    registry.switches.noTransactions = true;
    const refused = await send('POST', '', transaction(good));
    expect([refused.status, refused.body.issue[0].code]).toEqual([400, 'not-supported']);
    registry.switches.noTransactions = 'as-batch';
    const half = await send('POST', '', transaction(good, bad));
    expect(half.body.entry.map((e: { response: { status: string } }) => e.response.status.slice(0, 3))).toEqual([
      '201',
      '400',
    ]);
    expect(registry.read('Patient', good.id)).toBeDefined();
  });

  it('pages: no next link, no total, a capped page, expired links, offset honoured, ignored or refused', async () => {
    const subject = patient();
    await put(subject);
    const tasks = Array.from({ length: 6 }, () => taskFor(`Patient/${subject.id}`));
    await send('POST', '', transaction(...tasks));
    const query = `Task?subject=Patient/${subject.id}&_sort=_lastUpdated&_count=4`;
    const page = await send('GET', query);
    const next = page.body.link.find((l: { relation: string }) => l.relation === 'next').url;
    const rest = await send('GET', next);
    expect([...ids(page.body), ...ids(rest.body)]).toEqual(tasks.map(t => t.id));
    expect(page.body.total).toBe(6);
    registry.switches.expiredNextLinks = true;
    expect((await send('GET', next)).status).toBe(410);
    Object.assign(registry.switches, { noNextLinks: true, noTotal: true, maxPage: 3 });
    const bare = await send('GET', query);
    expect([bare.body.link.length, bare.body.total, ids(bare.body).length]).toEqual([1, undefined, 3]);
    expect(ids((await send('GET', `${query}&_offset=3`)).body)).toEqual(tasks.slice(3).map(t => t.id));
    registry.switches.offset = 'ignored';
    expect(ids((await send('GET', `${query}&_offset=3`)).body)).toEqual(tasks.slice(0, 3).map(t => t.id));
    registry.switches.offset = 'refused';
    expect((await send('GET', `${query}&_offset=3`)).status).toBe(400);
    registry.switches.unknownSearchParameters = ['subject'];
    expect((await send('GET', query)).status).toBe(400);
  });

  it('clockOffsetMs moves Date and lastUpdated together', async () => {
    registry.switches.clockOffsetMs = -10 * 60_000;
    const subject = patient();
    const { headers, body } = await put(subject);
    for (const stamp of [headers.get('date') ?? '', body.meta.lastUpdated]) {
      expect(Math.abs(Date.parse(stamp) - (Date.now() - 600_000))).toBeLessThan(5_000);
    }
  });

  it('lateVisible hides a stamped row from searches, not from reads, until it is revealed', async () => {
    const task = await referred();
    const query = `Task?_id=${task.id}`;
    registry.switches.lateVisible = true;
    await put({ ...task, status: 'received' });
    registry.switches.lateVisible = false;
    const shown = async () => (await send('GET', query)).body.entry[0].resource.status;
    expect(await shown()).toBe('requested');
    expect((await send('GET', `Task/${task.id}`)).body.status).toBe('received');
    registry.revealLate();
    expect(await shown()).toBe('received');
  });

  it('staleSearch shows the past, to no-cache requests too unless it honours them', async () => {
    const task = await referred();
    const count = async (headers = {}) => (await send('GET', `Task?_id=${task.id}`, undefined, headers)).body.total;
    registry.switches.staleSearch = { ms: 60_000, honoursNoCache: true };
    expect(await count()).toBe(0);
    expect(await count({ 'Cache-Control': 'no-cache' })).toBe(1);
    registry.switches.staleSearch = { ms: 60, honoursNoCache: false };
    await wait(80);
    expect(await count({ 'Cache-Control': 'no-cache' })).toBe(1);
  });

  it('a deleted resource is 410, an expunged one 404', async () => {
    const [first, second] = [await referred(), await referred()];
    await send('DELETE', `Task/${first.id}`);
    await registry.expunge('Task', second.id);
    expect([(await send('GET', `Task/${first.id}`)).status, (await send('GET', `Task/${second.id}`)).status]).toEqual([
      410, 404,
    ]);
  });
});

describe('embedded registry: SMART backend services', () => {
  const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

  it('gives a token for a signed assertion once, keeps to its scopes, and revokes', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1' };
    const smart = await startRegistry({
      organizations: ORGANIZATIONS,
      auth: { kind: 'smart', clients: [{ clientId: 'site-c1', jwk }] },
    });
    const { token_endpoint: endpoint } = await (await fetch(`${smart.url}/.well-known/smart-configuration`)).json();
    const sign = (over: { aud?: string; exp?: number } = {}) =>
      new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES384', kid: 'key-1', typ: 'JWT' })
        .setIssuer('site-c1')
        .setSubject('site-c1')
        .setAudience(over.aud ?? endpoint)
        .setExpirationTime(Math.floor(Date.now() / 1000) + (over.exp ?? 240))
        .sign(privateKey);
    const ask = async (assertion: string, scope = 'system/*.cruds') => {
      const response = await fetch(endpoint, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: ASSERTION,
          client_assertion: assertion,
          scope,
        }),
      });
      return (await response.json()) as { access_token?: string; error?: string };
    };
    const read = async (token: string | undefined, path = 'Organization/org-c1') =>
      (await fetch(`${smart.url}/${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;

    const assertion = await sign();
    const { access_token: token } = await ask(assertion);
    expect(await read(token)).toBe(200);
    expect(await read('forged')).toBe(401);
    expect((await ask(assertion)).error).toBe('invalid_client'); // a jti is good once
    expect((await ask(await sign({ aud: 'https://elsewhere.example/token' }))).error).toBe('invalid_client');
    expect((await ask(await sign({ exp: 900 }))).error).toBe('invalid_client');
    expect((await ask(await sign({ exp: -30 }))).error).toBe('invalid_client');
    const { access_token: narrow } = await ask(await sign(), 'system/Task.rs');
    expect([await read(narrow), await read(narrow, 'Task?_count=1')]).toEqual([403, 200]);
    smart.revokeTokens();
    expect(await read(token)).toBe(401);
    smart.switches.refuseTokens = true;
    expect((await ask(await sign())).error).toBe('invalid_client');
    await smart.close();
  });
});

describe('scripted ward', () => {
  it('works a referral from first reading to the discharge letter by the table of states', async () => {
    const task = await referred();
    expect((await ward.openTasks()).map(t => t.id)).toContain(task.id);
    await ward.read(task.id);
    await ward.askForInfo(task.id, '请补充 INR');
    await ward.acceptWaiting(task.id, '2026-03-01T10:00:00+08:00');
    await ward.acceptWithBed(task.id, { bed: '3 床', contact: '0851-0000000' });
    await ward.arrived(task.id);
    await ward.admitted(task.id);
    await ward.diagnosed(task.id, '慢加急性肝衰竭');
    await ward.sendMessage(task.id, '已入科，谢谢');
    const done = await ward.complete(task.id, 'closed');
    expect(done.status).toBe('completed');
    expect(opIds(done, `${BASE}/StructureDefinition/op`)).toHaveLength(8);
    expect((await ward.openTasks()).map(t => t.id)).not.toContain(task.id);
    expect(registry.all('Communication')).toHaveLength(1);
    for (const resource of [done, ...registry.all('DocumentReference'), ...registry.all('Communication')]) {
      expect(validationErrors(resource)).toEqual([]);
    }
  });

  it('keeps fields and extensions it does not know', async () => {
    const task = await referred();
    const unknown = { url: 'https://other.example/ext', valueString: 'keep me' };
    await put({ ...task, extension: [unknown], note: [{ text: '原注' }] });
    const read = await ward.read(task.id);
    expect(read.extension).toContainEqual(unknown);
    expect(read.note).toEqual([{ text: '原注' }]);
  });

  it('writes a repeated op once and refuses an illegal move', async () => {
    const task = await referred();
    const opId = randomUUID();
    await ward.move(task.id, { to: 'declined', reason: '无床', opId });
    await ward.move(task.id, { to: 'declined', reason: '无床', opId });
    expect(registry.versions('Task', task.id)).toHaveLength(2);
    await expect(ward.arrived(task.id)).rejects.toThrow('not a legal move: rejected -> arrived');
  });
});
