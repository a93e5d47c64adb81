import '../support/reflect-metadata.ts';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 3_600_000;
const pair = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

/** An authority of this test alone. */
export interface Authority {
  certificate: X509Certificate;
  keys: CryptoKeyPair;
}

export async function createAuthority(): Promise<Authority> {
  const keys = await pair();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=GanQiao test authority',
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - 400 * DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    extensions: [new BasicConstraintsExtension(true, 1, true)],
  });
  return { certificate, keys };
}

export type Flaw = 'none' | 'expired' | 'wrong-host' | 'self-signed';

/** The registry behind TLS, with a certificate that has the given flaw. */
export async function startTlsFront(
  target: string,
  authority: Authority,
  flaw: Flaw,
): Promise<{ url: string; close(): void }> {
  const keys = await pair();
  const isExpired = flaw === 'expired';
  const issued = await X509CertificateGenerator.create({
    subject: 'CN=registry',
    issuer: flaw === 'self-signed' ? 'CN=registry' : authority.certificate.subject,
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + (isExpired ? -DAY_MS : DAY_MS)),
    publicKey: keys.publicKey,
    signingKey: flaw === 'self-signed' ? keys.privateKey : authority.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension([
        flaw === 'wrong-host' ? { type: 'dns', value: 'elsewhere.example' } : { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const server = createServer(
    {
      cert: issued.toString('pem'),
      key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    },
    (incoming, answer) => {
      const { hostname, port } = new URL(target);
      const onward = request(
        { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
        back => {
          answer.writeHead(back.statusCode ?? 502, back.headers);
          back.pipe(answer);
        },
      );
      incoming.pipe(onward);
    },
  );
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, close: () => stop(server) };
}

function stop(server: Server): void {
  server.close();
  server.closeAllConnections();
}
