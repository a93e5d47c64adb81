import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { BACKOFF_TIMES, Breaker, Waiting, waitMs } from '../../../electron/services/sync/backoff.ts';
import type { HttpAnswer } from '../../../electron/services/sync/http.ts';
import { HttpFailure } from '../../../electron/services/sync/http.ts';
import type { REASONS } from '../../../electron/services/sync/reasons.ts';
import { createRegistryClient } from '../../../electron/services/sync/registry-client.ts';
import { isAllowedRegistryUrl, isSameOrigin } from '../../../electron/services/sync/url-policy.ts';

const FHIR = { 'content-type': 'application/fhir+json; charset=utf-8' };
const outcome = { resourceType: 'OperationOutcome', issue: [{ code: 'invalid', diagnostics: 'field x' }] };

function clientAnswering(answer: Partial<HttpAnswer> & { json?: unknown }) {
  const { json, ...rest } = answer;
  const body = json === undefined ? (rest.body ?? Buffer.alloc(0)) : Buffer.from(JSON.stringify(json));
  const whole = { status: 200, headers: FHIR, ...rest, body };
  return createRegistryClient(
    { request: async () => whole, close: async () => undefined },
    { baseUrl: 'https://r.example/fhir' },
    { timeoutMs: 1, uploadMsPerKilobyte: 1 },
  );
}

describe('an answer counts as what it is', () => {
  it.each<[string, Partial<HttpAnswer> & { json?: unknown }, string]>([
    ['JSON of another type', { json: { resourceType: 'Task' } }, 'not-the-registry'],
    ['JSON that is no resource', { json: { ok: true } }, 'not-the-registry'],
    ['an empty 200', {}, 'not-the-registry'],
    ['204', { status: 204 }, 'not-the-registry'],
    ['a page', { headers: { 'content-type': 'text/html' }, json: { resourceType: 'Patient' } }, 'not-the-registry'],
    ['a redirect', { status: 302 }, 'not-the-registry'],
    ['400 with an outcome', { status: 400, json: outcome }, 'refused'],
    ['400 without one', { status: 400 }, 'not-the-registry'],
    ['413 of a gateway', { status: 413, headers: {} }, 'refused'],
    ['422', { status: 422, json: outcome }, 'refused'],
    ['401', { status: 401 }, 'auth'],
    ['403', { status: 403 }, 'forbidden'],
    ['407', { status: 407 }, 'proxy'],
    ['408', { status: 408 }, 'server-busy'],
    ['409', { status: 409 }, 'moved'],
    ['410', { status: 410 }, 'deleted'],
    ['412', { status: 412 }, 'moved'],
    ['425', { status: 425 }, 'server-busy'],
    ['429', { status: 429 }, 'server-busy'],
    ['502', { status: 502 }, 'server-busy'],
  ])('%s', async (_, answer, reason) => {
    const result = await clientAnswering(answer).update<Patient>({ resourceType: 'Patient', id: 'x' }, null);
    expect(result).toMatchObject({ ok: false, reason });
  });

  it('takes a transaction only with one 2xx for each entry', async () => {
    const sent = { resourceType: 'Bundle' as const, type: 'transaction' as const, entry: [{}, {}] };
    const response = (type: string, statuses: string[]) => ({
      resourceType: 'Bundle',
      type,
      entry: statuses.map(status => ({ response: { status } })),
    });
    const send = (json: unknown) => clientAnswering({ json }).transaction(sent);
    expect(await send(response('transaction-response', ['201 Created', '200']))).toMatchObject({ ok: true });
    expect(await send(response('transaction-response', ['201']))).toMatchObject({ ok: false });
    expect(await send(response('batch-response', ['201', '201']))).toMatchObject({ reason: 'not-the-registry' });
    expect(await send(response('batch-response', ['201', '422']))).toMatchObject({
      reason: 'refused',
      httpStatus: 422,
    });
  });

  it('keeps the words of the server and how long it asks to wait, at most an hour', async () => {
    const refused = await clientAnswering({ status: 422, json: outcome }).metadata();
    expect(refused).toMatchObject({ detail: 'invalid field x' });
    const busy = await clientAnswering({ status: 503, headers: { 'retry-after': '99999' } }).metadata();
    expect(busy).toMatchObject({ retryAfterMs: 3_600_000 });
    const dated = { date: 'Sun, 22 Nov 2026 01:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 01:00:30 GMT' };
    expect(await clientAnswering({ status: 503, headers: dated }).metadata()).toMatchObject({ retryAfterMs: 30_000 });
  });

  it('says absent for a 404 of the registry alone', async () => {
    const read = (answer: Parameters<typeof clientAnswering>[0]) => clientAnswering(answer).read('Task', 'x');
    expect(await read({ status: 404, json: outcome })).toMatchObject({ ok: true, absent: true });
    expect(await read({ status: 404, headers: { 'content-type': 'text/html' } })).toMatchObject({ ok: false });
  });

  it('never follows a page link to another server', async () => {
    expect(await clientAnswering({ json: {} }).next('https://evil.example/fhir?page=2')).toMatchObject({ ok: false });
  });

  it('keeps the kind of a broken line and nothing else', async () => {
    const client = createRegistryClient(
      { request: () => Promise.reject(new HttpFailure('certificate')), close: async () => undefined },
      { baseUrl: 'https://r.example/fhir' },
      { timeoutMs: 1, uploadMsPerKilobyte: 1 },
    );
    expect(await client.metadata()).toMatchObject({ reason: 'certificate', httpStatus: null, detail: '' });
  });
});

describe('addresses', () => {
  it.each([
    ['https://registry.example/fhir', true],
    ['http://127.0.0.1:8080/fhir', true],
    ['http://localhost/fhir', true],
    ['http://[::1]:8080/fhir', true],
    ['http://192.168.1.5/fhir', true],
    ['http://172.31.0.1/fhir', true],
    ['http://172.32.0.1/fhir', false],
    ['http://registry.example/fhir', false],
    ['http://127.0.0.1.evil.example/fhir', false],
    ['http://8.8.8.8/fhir', false],
    ['https://user:secret@registry.example/fhir', false],
    ['https://registry.example/fhir?token=1', false],
    ['ftp://registry.example', false],
    ['not an address', false],
  ])('%s', (url, isAllowed) => expect(isAllowedRegistryUrl(url)).toBe(isAllowed));

  it('compares scheme, host and port', () => {
    expect(isSameOrigin('https://r.example/fhir', 'https://r.example/other?x=1')).toBe(true);
    expect(isSameOrigin('https://r.example/fhir', 'https://r.example.evil/fhir')).toBe(false);
    expect(isSameOrigin('https://r.example/fhir', 'http://r.example/fhir')).toBe(false);
  });
});

describe('waiting', () => {
  const wait = (reason: keyof typeof REASONS, attempt: number, random: number, retryAfterMs: number | null = null) =>
    waitMs({ reason, retryAfterMs }, attempt, () => random, BACKOFF_TIMES);

  it('is spread over a span that doubles, at most a quarter of an hour, never less than the server asks', () => {
    expect([1, 2, 3, 4].map(attempt => wait('unreachable', attempt, 1))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(wait('unreachable', 50, 1)).toBe(900_000);
    expect(wait('unreachable', 4, 0)).toBe(0);
    expect(wait('server-busy', 1, 0, 7_000)).toBe(7_000);
  });

  it('is long at once for a certificate, a proxy or a sign-in', () => {
    for (const reason of ['certificate', 'proxy', 'auth'] as const) expect(wait(reason, 1, 0)).toBe(900_000);
  });

  it('of an abandoned write is not shortened by anybody', () => {
    const waiting = new Waiting();
    waiting.begin(1, 100, false);
    waiting.begin(2, 100, true);
    waiting.forgive();
    expect([waiting.isOver(1, 50), waiting.isOver(2, 50), waiting.isOver(2, 100)]).toEqual([true, false, true]);
  });

  it('lets one probe go after the breaker opened, and opens for one payload only after three failures', () => {
    const breaker = new Breaker();
    breaker.failed('server-busy', 0, () => 10);
    breaker.failed('server-busy', 0, () => 10);
    expect(breaker.mayAsk(0)).toBe(true);
    breaker.failed('server-busy', 0, () => 10);
    expect([breaker.mayAsk(5), breaker.mayAsk(10), breaker.mayAsk(10)]).toEqual([false, true, false]);
    expect(breaker.succeeded()).toBe(true);
    breaker.failed('unreachable', 20, () => 10);
    expect(breaker.mayAsk(20)).toBe(false);
  });
});
