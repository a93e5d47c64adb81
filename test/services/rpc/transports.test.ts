import { isDefinedError, ORPCError, safe } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/contract.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';
import { type Access, ROLES, type Role } from '../../../shared/contract/roles.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { type SiteClient, setUpSite, TEST_WARD } from '../../support/site-client.ts';
import { loopbackHttp, memoryPair, type OpenTransport, workerPort } from '../../support/transports.ts';

const PASSWORD = 'Transport-1';
const person = { ...blankPatient(), name: '示例·传输', sex: 'male' as const };

/** The code that a refused call answers with; `ok` where it was not refused. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  const { error } = await safe(call);
  if (!error) return 'ok';
  return error instanceof ORPCError && isDefinedError(error) ? error.code : `undeclared: ${String(error)}`;
}

const leaves = (node: object, path: string[] = []): { path: string[]; access: Access }[] =>
  isContractProcedure(node)
    ? [{ path, access: (node['~orpc'].meta as { access: Access }).access }]
    : Object.entries(node).flatMap(([name, child]) => leaves(child, [...path, name]));

const call = (client: SiteClient, path: string[], input: unknown): Promise<unknown> =>
  (
    path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], client) as (
      i: unknown,
    ) => Promise<unknown>
  )(input);

describe.each([memoryPair, workerPort, loopbackHttp])('over %o', open => {
  let transport: OpenTransport;
  let client: SiteClient;

  beforeAll(async () => {
    transport = await open();
    client = await transport.connect();
  });
  afterAll(() => transport.close());

  it('is absent and shut before the first set-up', async () => {
    expect(await client.application.status()).toMatchObject({ vault: 'absent', user: null, facilityName: null });
    expect(await codeOf(client.worklist.list())).toBe('vault-locked');
    expect(await codeOf(client.session.unlock({ login: 'doctor', password: PASSWORD }))).toBe('vault-absent');
  });

  it('is set up in one go and then open to its first user only', async () => {
    const { user } = await setUpSite(client, { password: PASSWORD });
    expect(user).toMatchObject({ login: 'doctor', roles: ['physician', 'administrator'] });
    expect(await client.application.status()).toMatchObject({ vault: 'open', user: { login: 'doctor' } });
    const stranger = await transport.connect();
    expect(await codeOf(stranger.worklist.list())).toBe('not-signed-in');
    expect(await stranger.application.status()).toMatchObject({ user: null });
  });

  it('refuses input that the schema refuses, naming the fields and never the values', async () => {
    const { error } = await safe(client.patients.create({ ...person, name: '', birthDate: '2026-13-45' }));
    expect(error).toMatchObject({ code: 'invalid-input', data: { fields: ['name', 'birthDate'] } });
    expect(JSON.stringify(error)).not.toContain('2026-13-45');
  });

  it('answers with what was written', async () => {
    const created = await client.patients.create(person);
    expect(await client.patients.get({ id: created.id })).toEqual(created);
  });

  it('carries a foreseen refusal with its code and data', async () => {
    const { id } = await client.patients.create(person);
    await client.patients.update({ id, version: 1, fields: person, reason: '' });
    const { error } = await safe(client.patients.update({ id, version: 1, fields: person, reason: '' }));
    expect(error).toMatchObject({ code: 'stale-version', data: { id, count: 2 } });
  });

  it('tells other connections what has changed, once they are signed in', async () => {
    const watcher = await transport.connect();
    await watcher.session.unlock({ login: 'doctor', password: PASSWORD });
    const abort = new AbortController();
    const events = await watcher.events.subscribe(undefined, { signal: abort.signal });
    const first = (async (): Promise<ClinicEvent | undefined> => {
      for await (const event of events) if (event.type === 'patient.changed') return event;
      return undefined;
    })();
    const { id } = await client.patients.create(person);
    expect(await first).toEqual({ type: 'patient.changed', patientId: id });
    abort.abort();
  });

  it('refuses a wrong password, and keeps drafts through lock and unlock', async () => {
    await client.drafts.put({ key: 'labs:x', body: { tbil: '320.5' } });
    await client.session.lock();
    expect(await codeOf(client.drafts.get({ key: 'labs:x' }))).toMatch(/not-signed-in|vault-locked/);
    expect(await codeOf(client.session.unlock({ login: 'doctor', password: 'wrong' }))).toBe('wrong-password');
    await client.session.unlock({ login: 'doctor', password: PASSWORD });
    expect((await client.drafts.get({ key: 'labs:x' }))?.body).toEqual({ tbil: '320.5' });
  });

  it('does not know what is not in the contract', async () => {
    for (const path of [['patients', 'delete'], ['__proto__'], ['constructor', 'constructor']]) {
      const { error } = await safe(call(client, path, {}));
      expect(error).toBeTruthy();
    }
  });

  it('refuses every procedure to every role that may not call it, before it looks at the input', async () => {
    for (const role of ROLES) {
      const login = `u-${role}`;
      await client.users.add({ login, displayName: role, title: '', phone: '', roles: [role], password: PASSWORD });
      const session = await transport.connect();
      await session.session.unlock({ login, password: PASSWORD });
      for (const { path, access } of leaves(contract)) {
        const mayCall = access === 'anyone' || access === 'signed-in' || access.includes(role as Role);
        if (mayCall) continue;
        expect([role, path.join('.'), await codeOf(call(session, path, { nonsense: true }))]).toEqual([
          role,
          path.join('.'),
          'forbidden-role',
        ]);
      }
    }
  }, 60_000);

  it('shows a quality reviewer masked names only', async () => {
    const reviewer = await transport.connect();
    await reviewer.session.unlock({ login: 'u-quality-reviewer', password: PASSWORD });
    const { lines } = await reviewer.worklist.list();
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain(person.name);
  });

  it('keeps an administrator from adding an auditor who is administrator', async () => {
    const both = { login: 'both', displayName: 'x', title: '', phone: '', password: PASSWORD };
    const { error } = await safe(client.users.add({ ...both, roles: ['auditor', 'administrator'] }));
    expect(error).toMatchObject({ code: 'invalid-input', data: { fields: ['roles'] } });
  });

  it('lists the wards that were named at set-up', async () => {
    expect(await client.wards.list()).toMatchObject([TEST_WARD]);
  });
});
