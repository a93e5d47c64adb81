import './reflect.ts';
import { randomBytes } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

cryptoProvider.set(crypto);

/** A certificate with its key, as PEM. */
export interface Issued {
  cert: string;
  key: string;
  certificate: X509Certificate;
}

interface Wanted {
  commonName: string;
  /** Names and addresses of a server; none for a client. */
  hosts?: { type: 'dns' | 'ip'; value: string }[];
  /** Days from now; default yesterday and in a month. */
  fromDay?: number;
  toDay?: number;
}

/** A certificate authority for one test: real certificates for real TLS servers and clients. */
export interface Authority {
  pem: string;
  issue(wanted: Wanted): Promise<Issued>;
  /** List of what was withdrawn, as PEM. */
  revoke(...withdrawn: Issued[]): Promise<string>;
}

export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${commonName}`,
    notBefore: day(-2),
    notAfter: day(365),
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    pem: root.toString('pem'),
    async issue({ commonName: name, hosts = [], fromDay = -1, toDay = 30 }) {
      const own = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
      const usage = hosts.length > 0 ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth;
      const certificate = await X509CertificateGenerator.create({
        serialNumber: serial(),
        subject: `CN=${name}`,
        issuer: root.subject,
        notBefore: day(fromDay),
        notAfter: day(toDay),
        signingAlgorithm: SIGNING,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new ExtendedKeyUsageExtension([usage]),
          await AuthorityKeyIdentifierExtension.create(root),
          ...(hosts.length > 0 ? [new SubjectAlternativeNameExtension(hosts)] : []),
        ],
      });
      const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', own.privateKey), 'PRIVATE KEY');
      return { cert: certificate.toString('pem'), key, certificate };
    },
    async revoke(...withdrawn) {
      const list = await X509CrlGenerator.create({
        issuer: root.subject,
        thisUpdate: day(-1),
        nextUpdate: day(30),
        signingAlgorithm: SIGNING,
        signingKey: keys.privateKey,
        entries: withdrawn.map(({ certificate }) => ({
          serialNumber: certificate.serialNumber,
          revocationDate: day(-1),
        })),
      });
      return list.toString('pem').replaceAll(' CRL-----', ' X509 CRL-----'); // as OpenSSL calls it
    },
  };
}

const day = (fromNow: number): Date => new Date(Date.now() + fromNow * DAY_MS);
const serial = (): string => `01${randomBytes(15).toString('hex')}`;
