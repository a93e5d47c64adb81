import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../../../electron/services/ports.ts';
import { type ClientKey, createClientKey, publicKeyOf } from '../../../electron/services/sync/client-key.ts';
import { HttpFailure, type HttpPort, type HttpRequest } from '../../../electron/services/sync/http.ts';
import { createRegistryLine } from '../../../electron/services/sync/registry-line.ts';
import { type RegistrySetting, UNSET_REGISTRY } from '../../../electron/services/sync/registry-settings.ts';
import { SMART_SCOPE } from '../../../electron/services/sync/smart-tokens.ts';
import { createHttp } from '../../../electron/services/sync/undici-http.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { ORGANIZATIONS } from './county.ts';

const CLIENT_ID = 'jx-1';
let clientKey: ClientKey;
let registry: Registry;
let http: HttpPort;
let sent: HttpRequest[];
let ourOffsetMs: number;

beforeAll(async () => {
  clientKey = await createClientKey('2026-11-22T01:00:00.000Z');
});
beforeEach(async () => {
  const jwk = publicKeyOf(clientKey);
  registry = await startRegistry({
    training: true,
    organizations: ORGANIZATIONS,
    auth: { kind: 'smart', clients: [{ clientId: CLIENT_ID, jwk }] },
  });
  const real = createHttp();
  sent = [];
  ourOffsetMs = 0;
  http = {
    request(request) {
      sent.push(request);
      return real.request(request);
    },
    close: () => real.close(),
  };
});
afterEach(async () => {
  await http.close();
  await registry.close();
});

const clock = {
  now: () => new Date(Date.now() + ourOffsetMs).toISOString(),
  monotonicMs: () => performance.now(),
};
const lineWith = (change: Partial<RegistrySetting>): HttpPort =>
  createRegistryLine(
    { http, clock, ids: randomIds },
    { ...UNSET_REGISTRY, baseUrl: registry.url, auth: { mode: 'smart', clientId: CLIENT_ID }, clientKey, ...change },
  );

/** Status of a read of the ward's Organization, or the kind and word of the failure. */
async function read(line: HttpPort, url = `${registry.url}/Organization/org-SLYY`): Promise<number | string> {
  try {
    return (await line.request({ method: 'GET', url, headers: {}, body: null, timeoutMs: 2_000 })).status;
  } catch (failure) {
    if (failure instanceof HttpFailure) return `${failure.kind} ${failure.word}`.trim();
    throw failure;
  }
}
const tokenRequests = () => sent.filter(({ url }) => url.endsWith('/auth/token'));
const assertionOf = ({ body }: HttpRequest) =>
  new URLSearchParams(body?.toString('utf8')).get('client_assertion') ?? '';

describe('SMART backend services', () => {
  it('signs a short-lived assertion with the key of this workstation and keeps the token', async () => {
    const line = lineWith({});
    expect([await read(line), await read(line)]).toEqual([200, 200]);
    expect(tokenRequests()).toHaveLength(1);
    const [first] = tokenRequests();
    const assertion = first ? assertionOf(first) : '';
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'ES384', kid: clientKey.kid, typ: 'JWT' });
    const { iss, sub, aud, exp = 0, jti } = decodeJwt(assertion);
    expect([iss, sub, aud]).toEqual([CLIENT_ID, CLIENT_ID, first?.url]);
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(300);
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('asks for what it does and no more', () => {
    expect(SMART_SCOPE).not.toMatch(/\*|d\b/);
    expect(SMART_SCOPE).toContain('system/Task.crus');
    expect(SMART_SCOPE).toContain('system/Basic.r');
  });

  it('asks for one token, however many requests begin at once', async () => {
    const line = lineWith({});
    expect(await Promise.all([read(line), read(line), read(line)])).toEqual([200, 200, 200]);
    expect(tokenRequests()).toHaveLength(1);
  });

  it('gets a new token once when the old one is refused', async () => {
    const line = lineWith({});
    await read(line);
    registry.revokeTokens();
    expect(await read(line)).toBe(200);
    const [one, two] = tokenRequests().map(assertionOf);
    expect(tokenRequests()).toHaveLength(2);
    expect(decodeJwt(one ?? '').jti).not.toBe(decodeJwt(two ?? '').jti);
  });

  it('gives up after one new token: a second 401 is the answer', async () => {
    const refusing: HttpPort = {
      request: async request => {
        const isToken = request.method === 'POST' || request.url.includes('smart-configuration');
        return isToken ? http.request(request) : { status: 401, headers: {}, body: Buffer.alloc(0) };
      },
      close: async () => undefined,
    };
    const setting = { ...UNSET_REGISTRY, baseUrl: registry.url, clientKey };
    const auth = { mode: 'smart' as const, clientId: CLIENT_ID };
    expect(await read(createRegistryLine({ http: refusing, clock, ids: randomIds }, { ...setting, auth }))).toBe(401);
    expect(tokenRequests()).toHaveLength(2);
  });

  it.each([-600_000, 600_000])('signs once more with the server’s time where our clock is off by %i ms', async off => {
    ourOffsetMs = off;
    expect(await read(lineWith({}))).toBe(200);
    expect(tokenRequests()).toHaveLength(2);
  });

  it('does not try again where the clock is right and the client is unknown', async () => {
    registry.switches.refuseTokens = true;
    expect(await read(lineWith({}))).toBe('auth invalid_client');
    expect(tokenRequests()).toHaveLength(1);
    registry.switches.refuseTokens = false;
    expect(await read(lineWith({ auth: { mode: 'smart', clientId: 'somebody-else' } }))).toBe('auth invalid_client');
    const foreign = await createClientKey('2026-11-22T01:00:00.000Z');
    expect(await read(lineWith({ clientKey: foreign }))).toBe('auth invalid_client');
  });

  it('says when the registry knows nothing of SMART, or is away', async () => {
    const plain = await startRegistry();
    const line = lineWith({ baseUrl: plain.url.replace('/fhir', '/elsewhere') });
    expect(await read(line)).toBe('auth no-smart-configuration');
    await plain.close();
    await registry.down();
    expect(await read(lineWith({}))).toBe('unreachable');
  });

  it('shows its assertion to no token service elsewhere, unless it is listed', async () => {
    const elsewhere = await startRegistry({ auth: { kind: 'smart', clients: [] } });
    const misled: HttpPort = {
      request: async request =>
        request.url.includes('smart-configuration')
          ? http.request({ ...request, url: `${elsewhere.url}/.well-known/smart-configuration` })
          : http.request(request),
      close: async () => undefined,
    };
    const ask = (allowedHosts: string[]) => {
      const auth = { mode: 'smart' as const, clientId: CLIENT_ID };
      const setting = { ...UNSET_REGISTRY, baseUrl: registry.url, auth, clientKey, allowedHosts };
      return read(createRegistryLine({ http: misled, clock, ids: randomIds }, setting));
    };
    expect(await ask([])).toBe('address-refused');
    expect(tokenRequests()).toHaveLength(0);
    const hosts = [new URL(registry.url).host, new URL(elsewhere.url).host];
    expect(await ask(hosts)).toBe('auth invalid_client');
    await elsewhere.close();
  });
});

describe('the list of allowed hosts', () => {
  it('keeps every request from any other host', async () => {
    const line = lineWith({ allowedHosts: ['registry.example'] });
    expect(await read(line)).toBe('address-refused');
    expect(sent).toEqual([]);
    expect(await read(lineWith({ allowedHosts: [new URL(registry.url).host] }))).toBe(200);
  });
});

it('says what nginx says in a page when it wants a client certificate', async () => {
  const page = (text: string) => ({
    status: 400,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from(`<html><head><title>400 ${text}</title></head></html>`),
  });
  const answering = (text: string) =>
    createRegistryLine(
      { http: { request: async () => page(text), close: async () => undefined }, clock, ids: randomIds },
      { ...UNSET_REGISTRY, baseUrl: registry.url },
    );
  expect(await read(answering('No required SSL certificate was sent'))).toBe('client-certificate');
  expect(await read(answering('The SSL certificate error'))).toBe('client-certificate');
  expect(await read(answering('Bad Request'))).toBe(400);
});
