import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, errors, ProxyAgent, request as undiciRequest } from 'undici';
import { type HttpAnswer, HttpFailure, type HttpPort } from './http.ts';
import { failureKind } from './line-trouble.ts';
import { tlsRefusal } from './tls-refusal.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 32 * 1024 * 1024; // bytes; a page of 200 Tasks is far below

/** What the line needs besides an address: who we are for TLS, whom we trust, and what stands in between. */
export interface LineAccess {
  certificate: { cert: string; key: string } | { pfx: Buffer; passphrase: string } | null;
  /** PEM of the registry's own authority, trusted beside the usual ones. */
  authority: string | null;
  proxy: { url: string; user: string; password: string } | null;
}

const DIRECT: LineAccess = { certificate: null, authority: null, proxy: null };

/**
 * The real network. A dispatcher of its own: the process-wide one belongs to nobody. TLS checks are never off.
 * @param access asked at each request; a change takes effect with the next one
 */
export function createHttp(access: () => LineAccess = () => DIRECT): HttpPort {
  let line: { key: string; dispatcher: Dispatcher } | null = null;

  function dispatcherFor(wanted: LineAccess): Dispatcher {
    const key = JSON.stringify(wanted);
    if (line?.key === key) return line.dispatcher;
    void line?.dispatcher.close();
    line = { key, dispatcher: open(wanted) };
    return line.dispatcher;
  }

  return {
    async request({ method, url, headers, body, timeoutMs }): Promise<HttpAnswer> {
      const wanted = access();
      try {
        const answer = await undiciRequest(url, {
          dispatcher: dispatcherFor(wanted),
          method,
          headers,
          body,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal: AbortSignal.timeout(timeoutMs),
        });
        const received = Buffer.from(await answer.body.arrayBuffer());
        return { status: answer.statusCode, headers: flat(answer.headers), body: received };
      } catch (failure) {
        if (failure instanceof errors.InvalidArgumentError) throw failure; // ours, not the line's
        const kind = failureKind(failure, wanted.proxy !== null);
        const isHungUp = kind === 'connection-lost' && wanted.proxy === null && url.startsWith('https:');
        throw new HttpFailure(isHungUp ? await tlsRefusal(url, tlsOptions(wanted)) : kind);
      }
    },
    async close() {
      await line?.dispatcher.destroy();
    },
  };
}

/** Whom we trust and who we are; TLS checks are never off. */
const tlsOptions = ({ certificate, authority }: LineAccess) => ({
  ...(authority === null ? {} : { ca: [...getCACertificates('default'), authority] }),
  ...certificate,
});

function open({ certificate, authority, proxy }: LineAccess): Dispatcher {
  const timeout = CONNECT_TIMEOUT_MS;
  const tls = { timeout, ...tlsOptions({ certificate, authority, proxy }) };
  const limits = { connections: 4, maxResponseSize: LARGEST_ANSWER };
  if (proxy === null) return new Agent({ ...limits, connect: tls });
  const { url, user, password } = proxy;
  return new ProxyAgent({
    ...limits,
    uri: url,
    proxyTunnel: true, // plain http too: otherwise a 407 reads like an answer of the registry
    ...(user === '' ? {} : { token: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` }),
    requestTls: tls,
    proxyTls: { timeout, ...tlsOptions({ certificate: null, authority, proxy: null }) },
  });
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
