import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';

export interface Listening {
  port: number;
  /** Requests that came through, as `METHOD address`. */
  seen: string[];
  close(): Promise<void>;
}

/** A TLS server that says, as FHIR, that it is one. */
export async function startTlsRegistry(tls: TlsOptions): Promise<Listening> {
  const seen: string[] = [];
  const server = createTlsServer(tls, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'application/fhir+json' });
    response.end(JSON.stringify({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' }));
  });
  return listening(server, seen);
}

/** What a proxy does with those who ask for a way: lets the right password through, or answers `status`. */
export interface ProxyRules {
  /** `user:password`; null = everybody. */
  credentials: string | null;
  /** Answer to all, whoever asks. */
  status?: number;
}

/** A forward proxy as hospitals have them: CONNECT, with Basic authentication. */
export async function startProxy(rules: ProxyRules): Promise<Listening> {
  const seen: string[] = [];
  const server = createHttpServer((_request, response) => response.writeHead(400).end());
  server.on('connect', (request, socket: Duplex, head: Buffer) => {
    seen.push(`CONNECT ${request.url}`);
    const given = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '')?.[1] ?? '';
    const isLetIn = rules.credentials === null || Buffer.from(given, 'base64').toString('utf8') === rules.credentials;
    const status = rules.status ?? (isLetIn ? 200 : 407);
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\nProxy-Authenticate: Basic realm="hospital"\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return listening(server, seen);
}

async function listening(server: Server, seen: string[]): Promise<Listening> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket: Duplex) => sockets.add(socket));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
