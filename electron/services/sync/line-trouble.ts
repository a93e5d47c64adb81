import type { HttpFailureKind } from './http.ts';

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

/** Codes of Node and OpenSSL, the particular ones before the general. */
const CERTIFICATE: readonly [RegExp, HttpFailureKind][] = [
  [/^ERR_SSL_\w*(ALERT_\w*CERT|ALERT_UNKNOWN_CA|CERTIFICATE_REQUIRED|ALERT_ACCESS_DENIED)/, 'client-certificate'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate-date'],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'certificate-host'],
  [
    /^(UNABLE_TO_(VERIFY_LEAF|GET_ISSUER)|SELF_SIGNED_|DEPTH_ZERO_SELF|CERT_UNTRUSTED|INVALID_CA)/,
    'certificate-issuer',
  ],
  [/^CERT_REVOKED$/, 'certificate-revoked'],
  [/^(CERT_|UNABLE_TO_|ERR_TLS_CERT|ERR_SSL_)/, 'certificate'],
];

/** What undici says when a proxy did not open the way to the registry. */
const PROXY_STATUS = /^Proxy response \((\d{3})\)/;

/** Why a request got no answer. @param isProxied then whoever is not reached is the proxy */
export function failureKind(failure: unknown, isProxied: boolean): HttpFailureKind {
  const { code, name, cause, message } = failure as Record<'code' | 'name' | 'cause' | 'message', unknown>;
  const status = PROXY_STATUS.exec(typeof message === 'string' ? message : '')?.[1];
  if (status !== undefined) return proxyKind(Number(status));
  if (typeof code === 'string') {
    if (UNREACHABLE.has(code)) return isProxied ? 'proxy-unreachable' : 'unreachable';
    const trouble = CERTIFICATE.find(([pattern]) => pattern.test(code));
    if (trouble) return trouble[1];
    if (TIMED_OUT.has(code)) return 'timeout';
  }
  if (name === 'TimeoutError') return 'timeout';
  return cause instanceof Error ? failureKind(cause, isProxied) : 'connection-lost';
}

function proxyKind(status: number): HttpFailureKind {
  if (status === 407) return 'proxy';
  return status >= 500 ? 'unreachable' : 'proxy-refused'; // 502, 504: it found no registry behind it
}
