import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClientCertificate, tlsCertificate } from '../../../electron/services/sync/certificates.ts';
import { HttpFailure } from '../../../electron/services/sync/http.ts';
import { failureKind } from '../../../electron/services/sync/line-trouble.ts';
import { createHttp, type LineAccess } from '../../../electron/services/sync/undici-http.ts';
import { type Authority, createAuthority, type Issued } from '../../support/tls/authority.ts';
import { type Listening, startProxy, startTlsRegistry } from '../../support/tls/servers.ts';

const DIRECT: LineAccess = { certificate: null, authority: null, proxy: null };
const HERE = [
  { type: 'dns' as const, value: 'localhost' },
  { type: 'ip' as const, value: '127.0.0.1' },
];

let authority: Authority;
let own: Issued;
const open: { close(): Promise<void> }[] = [];
const kept = <T extends { close(): Promise<void> }>(server: T): T => {
  open.push(server);
  return server;
};

beforeAll(async () => {
  authority = await createAuthority('Alliance CA');
  own = await authority.issue({ commonName: 'registry', hosts: HERE });
});
afterAll(() => Promise.all(open.map(server => server.close())));

/** Status of one request, or the kind of its failure. */
async function ask(url: string, access: Partial<LineAccess> = {}): Promise<number | string> {
  const http = createHttp(() => ({ ...DIRECT, ...access }));
  try {
    const { status } = await http.request({ method: 'GET', url, headers: {}, body: null, timeoutMs: 5_000 });
    return status;
  } catch (failure) {
    if (failure instanceof HttpFailure) return failure.kind;
    throw failure;
  } finally {
    await http.close();
  }
}
const at = ({ port }: Listening, host = 'localhost') => `https://${host}:${port}/fhir/metadata`;

describe('TLS to the registry', () => {
  it('trusts an authority of the registry once it was added, and never before', async () => {
    const server = kept(await startTlsRegistry(own));
    expect(await ask(at(server))).toBe('certificate-issuer');
    expect(await ask(at(server), { authority: authority.pem })).toBe(200);
    const other = await createAuthority('Another CA');
    expect(await ask(at(server), { authority: other.pem })).toBe('certificate-issuer');
    expect(server.seen).toHaveLength(1);
  });

  it('tells a certificate out of date from one of another host', async () => {
    const old = await authority.issue({ commonName: 'old', hosts: HERE, fromDay: -30, toDay: -1 });
    const coming = await authority.issue({ commonName: 'coming', hosts: HERE, fromDay: 1 });
    const foreign = await authority.issue({ commonName: 'x', hosts: [{ type: 'dns', value: 'other.example' }] });
    const trusted = { authority: authority.pem };
    for (const [issued, kind] of [
      [old, 'certificate-date'],
      [coming, 'certificate-date'],
      [foreign, 'certificate-host'],
    ] as const) {
      expect(await ask(at(kept(await startTlsRegistry(issued))), trusted)).toBe(kind);
    }
  });

  it('says when the registry does not speak TLS at all', async () => {
    expect(await ask(at(kept(await startProxy({ credentials: null }))))).toBe('certificate');
  });

  it('knows a revoked certificate by its code', () => {
    expect(failureKind(Object.assign(new Error(), { code: 'CERT_REVOKED' }), false)).toBe('certificate-revoked');
  });
});

describe('mutual TLS', () => {
  const trusted = () => ({ authority: authority.pem });

  it('shows the certificate of this computer, from PEM', async () => {
    const mine = await authority.issue({ commonName: 'JX1' });
    const server = kept(
      await startTlsRegistry({ ...own, ca: authority.pem, requestCert: true, rejectUnauthorized: true }),
    );
    expect(await ask(at(server), trusted())).toBe('client-certificate');
    const { certificate, facts } = readClientCertificate({
      kind: 'pem',
      certificate: mine.cert,
      key: mine.key,
      passphrase: '',
    });
    expect(facts).toMatchObject({ subject: 'CN=JX1', issuer: 'CN=Alliance CA' });
    expect(await ask(at(server), { ...trusted(), certificate: tlsCertificate(certificate) })).toBe(200);
  });

  it('shows the certificate of this computer, from PKCS #12', async () => {
    const base64 = readFileSync('test/support/tls/workstation.p12', 'base64');
    const file = { kind: 'pkcs12' as const, base64, passphrase: 'secret' };
    const { certificate, facts } = readClientCertificate(file);
    expect(facts.subject).toBe('CN=JX1 workstation');
    const ca = [authority.pem, readFileSync('test/support/tls/workstation.pem', 'utf8')];
    const server = kept(await startTlsRegistry({ ...own, ca, requestCert: true, rejectUnauthorized: true }));
    expect(await ask(at(server), { ...trusted(), certificate: tlsCertificate(certificate) })).toBe(200);
    expect(() => readClientCertificate({ ...file, passphrase: 'wrong' })).toThrow('certificate-password-wrong');
    expect(() => readClientCertificate({ ...file, base64: btoa('not a certificate') })).toThrow(
      'certificate-unreadable',
    );
  });

  it('never gets in with a certificate that was withdrawn', async () => {
    const mine = await authority.issue({ commonName: 'stolen' });
    const crl = await authority.revoke(mine);
    const server = kept(
      await startTlsRegistry({ ...own, ca: authority.pem, crl, requestCert: true, rejectUnauthorized: true }),
    );
    const stolen = { ...trusted(), certificate: { cert: mine.cert, key: mine.key } };
    expect(await ask(at(server), stolen)).toBe('connection-lost'); // this server hangs up without a word
    expect(server.seen).toEqual([]);
  });

  it.each([
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  ])('knows the refusal %s of servers that say it', code => {
    expect(failureKind(Object.assign(new Error(), { code }), false)).toBe('client-certificate');
  });

  it('takes no key of another certificate', async () => {
    const [one, two] = [await authority.issue({ commonName: 'one' }), await authority.issue({ commonName: 'two' })];
    const mixed = { kind: 'pem' as const, certificate: one.cert, key: two.key, passphrase: '' };
    expect(() => readClientCertificate(mixed)).toThrow('certificate-key-mismatch');
    expect(() => readClientCertificate({ ...mixed, key: 'no key' })).toThrow('certificate-unreadable');
  });
});

describe('through a proxy', () => {
  const through = ({ port }: Listening, user = '', password = '') => ({
    authority: authority.pem,
    proxy: { url: `http://127.0.0.1:${port}`, user, password },
  });

  it('reaches the registry with the password that the proxy wants, and says 407 for what it is', async () => {
    const registry = kept(await startTlsRegistry(own));
    const proxy = kept(await startProxy({ credentials: '张三:秘密' }));
    expect(await ask(at(registry), through(proxy))).toBe('proxy');
    expect(await ask(at(registry), through(proxy, '张三', 'wrong'))).toBe('proxy');
    expect(registry.seen).toEqual([]);
    expect(await ask(at(registry), through(proxy, '张三', '秘密'))).toBe(200);
    expect(proxy.seen).toEqual(Array(3).fill(`CONNECT localhost:${registry.port}`));
  });

  it('checks the certificate of the registry behind it', async () => {
    const registry = kept(await startTlsRegistry(own));
    const proxy = kept(await startProxy({ credentials: null }));
    expect(await ask(at(registry), { ...through(proxy), authority: null })).toBe('certificate-issuer');
    expect(await ask(at(registry, '127.0.0.1'), through(proxy))).toBe(200);
  });

  it('tells a proxy that is away, one that refuses and one that finds nothing behind it', async () => {
    const gone = await startProxy({ credentials: null });
    await gone.close();
    expect(await ask('https://localhost:1/fhir', through(gone))).toBe('proxy-unreachable');
    for (const [status, kind] of [
      [403, 'proxy-refused'],
      [502, 'unreachable'],
    ] as const) {
      expect(
        await ask('https://localhost:1/fhir', through(kept(await startProxy({ credentials: null, status })))),
      ).toBe(kind);
    }
  });

  it('carries plain http the same way, so that a 407 is never taken for the registry’s', async () => {
    const proxy = kept(await startProxy({ credentials: 'a:b' }));
    expect(await ask('http://127.0.0.1:1/fhir', through(proxy))).toBe('proxy');
  });
});
