import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultProxy } from './fault-proxy.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { captivePortal, emptyAnswer, loginRedirect, statusCode, wrongContentType } from './fault-proxy-faults.ts';

const ANSWER = JSON.stringify({ resourceType: 'Bundle', type: 'transaction-response' });

let committed: string[];
let seenHosts: (string | undefined)[];
let registry: Server;
let proxy: FaultProxy;

beforeEach(async () => {
  committed = [];
  seenHosts = [];
  registry = createServer((request, response) => {
    void text(request).then(body => {
      committed.push(`${request.method} ${request.url} ${body}`);
      seenHosts.push(request.headers.host);
      response.writeHead(200, { 'Content-Type': 'application/fhir+json', ETag: 'W/"1"' });
      response.end(ANSWER);
    });
  });
  await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy(`http://127.0.0.1:${(registry.address() as AddressInfo).port}/fhir`);
});

afterEach(async () => {
  await proxy.close();
  registry.closeAllConnections();
  await new Promise(resolve => registry.close(resolve));
});

const put = (id = 'a', timeoutMs = 5_000, body = '{}') =>
  fetch(`${proxy.url}/Task/${id}`, { method: 'PUT', body, signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });

/** What a client is left with when it gets no whole answer. */
const failure = (request: Promise<Response>) =>
  request
    .then(r => r.text())
    .then(
      () => 'answered',
      (error: Error) => (error.name === 'TimeoutError' ? 'timeout' : 'broken'),
    );

describe('fault proxy', () => {
  it('passes requests and answers unchanged, the Host header of the client included', async () => {
    const response = await put();
    expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([200, 'W/"1"', ANSWER]);
    expect(committed).toEqual(['PUT /fhir/Task/a {}']);
    expect(seenHosts).toEqual([`127.0.0.1:${proxy.port}`]);
  });

  it('refuses connections while down and serves again on the same port', async () => {
    await proxy.down();
    expect(await failure(put())).toBe('broken');
    await proxy.up();
    expect((await put()).status).toBe(200);
    expect(committed).toHaveLength(1);
  });

  it.each(['before-commit', 'after-commit'] as const)('cuts the connection %s', async moment => {
    proxy.inject({ kind: 'cut', moment });
    expect(await failure(put())).toBe('broken');
    expect(committed).toHaveLength(moment === 'after-commit' ? 1 : 0);
  });

  it.each(['before-commit', 'after-commit'] as const)('hangs %s until the client gives up', async moment => {
    proxy.inject({ kind: 'hang', moment });
    expect(await failure(put('a', 200))).toBe('timeout');
    expect(committed).toHaveLength(moment === 'after-commit' ? 1 : 0);
  });

  it('lets an abandoned request commit later, when released', async () => {
    const held = proxy.inject({ kind: 'hold' });
    expect(await failure(put('a', 150))).toBe('timeout');
    expect(committed).toEqual([]);
    expect(await held.release()).toEqual([200]);
    expect(committed).toHaveLength(1);
  });

  it('hangs in the middle of an upload without the registry seeing it', async () => {
    proxy.inject({ kind: 'stall-upload', afterBytes: 10 });
    expect(await failure(put('a', 200, 'x'.repeat(1_000)))).toBe('timeout');
    expect(committed).toEqual([]);
  });

  it('answers as a captive portal, a redirect or a status with Retry-After instead of the registry', async () => {
    proxy.inject(captivePortal());
    proxy.inject(loginRedirect());
    proxy.inject(statusCode(503, { retryAfterSeconds: 7 }));
    const portal = await put();
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const redirect = await put();
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://portal.invalid/login']);
    const busy = await put();
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '7']);
    expect(committed).toEqual([]);
  });

  it('spoils the answer after the commit: error status, empty, wrong type, truncated', async () => {
    proxy.inject(statusCode(500, { moment: 'after-commit' }));
    proxy.inject(emptyAnswer());
    proxy.inject(wrongContentType());
    proxy.inject({ kind: 'truncate', bytes: 9, clean: true });
    proxy.inject({ kind: 'truncate', bytes: 9, clean: false });
    expect((await put()).status).toBe(500);
    const empty = await put();
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    const html = await put();
    expect([html.headers.get('content-type'), await html.text()]).toEqual(['text/html', ANSWER]);
    expect(await (await put()).text()).toBe(ANSWER.slice(0, 9));
    expect(await failure(put())).toBe('broken');
    expect(committed).toHaveLength(5);
  });

  it('slows body bytes down', async () => {
    proxy.inject({ kind: 'slow', bytesPerSecond: 200 });
    const started = performance.now();
    expect(await (await put('a', 5_000, 'x'.repeat(40))).text()).toBe(ANSWER);
    expect(performance.now() - started).toBeGreaterThan(350); // 40 bytes up and 58 down at 200 bytes/s
  });

  it('delivers a request twice, at once or when released', async () => {
    proxy.inject({ kind: 'duplicate', second: 'at-once' });
    await put('a');
    expect(committed).toHaveLength(2);
    const late = proxy.inject({ kind: 'duplicate', second: 'on-release' });
    await put('b');
    expect(committed).toHaveLength(3);
    await late.release();
    expect(committed.at(-1)).toBe('PUT /fhir/Task/b {}');
    expect(proxy.requests().map(r => r.delivered)).toEqual([
      [200, 200],
      [200, 200],
    ]);
  });

  it('lets two requests finish in reverse order', async () => {
    proxy.inject({ kind: 'delay', beforeMs: 150, afterMs: 0 });
    const order: string[] = [];
    const first = put('first').then(() => order.push('first'));
    await wait(20);
    await put('second').then(() => order.push('second'));
    await first;
    expect(order).toEqual(['second', 'first']);
  });

  it('strikes only what matches, as often as told, after letting some pass', async () => {
    const rule = proxy.inject(statusCode(503), {
      match: { method: 'PUT', path: /\/Task\//, body: /"b"/ },
      times: 2,
      skip: 1,
    });
    const statuses: number[] = [];
    for (const body of ['"a"', '"b"', '"b"', '"a"', '"b"', '"b"']) statuses.push((await put('x', 5_000, body)).status);
    expect(statuses).toEqual([200, 200, 503, 200, 503, 200]);
    expect(rule.hits()).toBe(2);
    const always = proxy.inject(statusCode(500), { times: Number.POSITIVE_INFINITY });
    expect([(await put()).status, (await put()).status]).toEqual([500, 500]);
    always.remove();
    expect((await put()).status).toBe(200);
  });

  it('answers 502 when the registry itself is gone', async () => {
    registry.closeAllConnections();
    await new Promise(resolve => registry.close(resolve));
    expect((await put()).status).toBe(502);
  });

  it('plays a forward proxy: tunnels CONNECT, or asks for proxy authentication', async () => {
    const say = async (line: string) => {
      const socket = connect(proxy.port, '127.0.0.1');
      socket.write(line);
      const [first] = (await new Promise<Buffer>(resolve => socket.once('data', resolve))).toString().split('\r\n');
      socket.destroy();
      return first;
    };
    const asked = 'CONNECT registry.example:443 HTTP/1.1\r\nHost: registry.example:443\r\n\r\n';
    expect(await say(asked)).toBe('HTTP/1.1 200 Connection Established');
    proxy.inject(statusCode(407), { match: { method: 'CONNECT' } });
    expect(await say(asked)).toBe('HTTP/1.1 407 Proxy Authentication Required');
  });
});
