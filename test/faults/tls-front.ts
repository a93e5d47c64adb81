import { request } from 'node:http';
import { createServer } from 'node:https';
import { hangUp, listenOnLoopback } from '../support/loopback.ts';
import type { Authority } from '../support/tls/authority.ts';

export type Flaw = 'none' | 'expired' | 'wrong-host' | 'unknown-authority';

/** The registry behind TLS, with a certificate that has the given flaw. */
export async function startTlsFront(
  target: string,
  authority: Authority,
  flaw: Flaw,
): Promise<{ url: string; close(): void }> {
  const { cert, key } = await authority.issue({
    commonName: 'registry',
    hosts: [flaw === 'wrong-host' ? { type: 'dns', value: 'elsewhere.example' } : { type: 'ip', value: '127.0.0.1' }],
    ...(flaw === 'expired' ? { fromDay: -2, toDay: -1 } : {}),
  });
  const server = createServer({ cert, key }, (incoming, answer) => {
    const { hostname, port } = new URL(target);
    const { url: path, method, headers } = incoming;
    const onward = request({ hostname, port, path, method, headers }, back => {
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
    });
    incoming.pipe(onward);
  });
  const port = await listenOnLoopback(server, 0);
  return { url: `https://127.0.0.1:${port}/fhir`, close: () => void hangUp(server) };
}
