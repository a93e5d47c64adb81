import { type ConnectionOptions, connect } from 'node:tls';
import type { HttpFailureKind } from './http.ts';
import { failureKind } from './line-trouble.ts';

const PROBE_MS = 2_000;

/**
 * Why a TLS server hung up on us. In TLS 1.3 it looks at our certificate after the handshake is over for us, and its
 * refusal drowns in the request that is already on its way; a connection that sends nothing hears it.
 * @returns `connection-lost` where the server says nothing
 */
export function tlsRefusal(url: string, tls: ConnectionOptions): Promise<HttpFailureKind> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise(resolve => {
    const socket = connect({ ...tls, host, port: Number(port || 443), servername: nameFor(host) });
    const end = (kind: HttpFailureKind) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(kind);
    };
    const timer = setTimeout(() => end('connection-lost'), PROBE_MS);
    socket.once('error', failure => end(failureKind(failure, false)));
    socket.once('close', () => end('connection-lost'));
    socket.once('session', () => setTimeout(() => end('connection-lost'), 50)); // it was content with us
  });
}

/** A number is no server name. */
const nameFor = (host: string): string => (/^[\d.]+$|:/.test(host) ? '' : host);
