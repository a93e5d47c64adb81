import { Agent, errors, request as undiciRequest } from 'undici';
import { type HttpAnswer, HttpFailure, type HttpFailureKind, type HttpPort } from './http.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 32 * 1024 * 1024; // bytes; a page of 200 Tasks is far below

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT', 'ABORT_ERR']);
const CERTIFICATE =
  /^(CERT_|UNABLE_TO_(VERIFY|GET)|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/;

/** The real network. A dispatcher of its own: the process-wide one belongs to nobody. TLS checks are never off. */
export function createHttp(): HttpPort {
  const agent = new Agent({ connectTimeout: CONNECT_TIMEOUT_MS, connections: 4, maxResponseSize: LARGEST_ANSWER });
  return {
    async request({ method, url, headers, body, timeoutMs }): Promise<HttpAnswer> {
      try {
        const answer = await undiciRequest(url, {
          dispatcher: agent,
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
        throw new HttpFailure(kindOf(failure));
      }
    },
    close: () => agent.destroy(),
  };
}

function kindOf(failure: unknown): HttpFailureKind {
  const { code, name, cause } = failure as { code?: unknown; name?: unknown; cause?: unknown };
  if (typeof code === 'string') {
    if (UNREACHABLE.has(code)) return 'unreachable';
    if (CERTIFICATE.test(code)) return 'certificate';
    if (TIMED_OUT.has(code)) return 'timeout';
  }
  if (name === 'TimeoutError') return 'timeout';
  return cause instanceof Error ? kindOf(cause) : 'connection-lost';
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
