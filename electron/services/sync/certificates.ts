import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { CertificateFacts, ClientCertificateFile } from '../../../shared/contract/registry.ts';
import type { LineAccess } from './undici-http.ts';

/** A client certificate with its key as the vault keeps it; a PEM key loses its passphrase on the way in. */
export const ClientCertificate = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pem'), cert: z.string(), key: z.string() }),
  z.object({ kind: z.literal('pkcs12'), base64: z.string(), passphrase: z.string() }),
]);
export type ClientCertificate = z.infer<typeof ClientCertificate>;

/**
 * Takes a certificate out of what was imported.
 * @throws AppError certificate-unreadable | certificate-password-wrong | certificate-key-mismatch
 */
export function readClientCertificate(file: ClientCertificateFile): {
  certificate: ClientCertificate;
  facts: CertificateFacts;
} {
  if (file.kind === 'pkcs12') {
    const { base64, passphrase } = file;
    return { certificate: { kind: 'pkcs12', base64, passphrase }, facts: factsOfPkcs12(base64, passphrase) };
  }
  const own = firstCertificate(file.certificate);
  const key = privateKey(file.key, file.passphrase);
  if (!own.checkPrivateKey(key)) throw new AppError('certificate-key-mismatch');
  const plainKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: { kind: 'pem', cert: file.certificate, key: plainKey }, facts: factsOf(own) };
}

/** The certificates of an authority's PEM file. @throws AppError certificate-unreadable */
export function readAuthority(pem: string): CertificateFacts[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new AppError('certificate-unreadable');
  return blocks.map(block => factsOf(firstCertificate(block)));
}

export const tlsCertificate = (stored: ClientCertificate): LineAccess['certificate'] =>
  stored.kind === 'pem'
    ? { cert: stored.cert, key: stored.key }
    : { pfx: Buffer.from(stored.base64, 'base64'), passphrase: stored.passphrase };

function firstCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new AppError('certificate-unreadable', undefined, { cause });
  }
}

function privateKey(pem: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch (cause) {
    const isLocked = /ENCRYPTED/.test(pem);
    throw new AppError(isLocked ? 'certificate-password-wrong' : 'certificate-unreadable', undefined, { cause });
  }
}

/** Node reads a PKCS #12 file only as part of a TLS context: the certificate is asked of a socket that goes nowhere. */
function factsOfPkcs12(base64: string, passphrase: string): CertificateFacts {
  let secureContext: SecureContext;
  try {
    secureContext = createSecureContext({ pfx: Buffer.from(base64, 'base64'), passphrase });
  } catch (cause) {
    const isLocked = /mac verify|password/i.test(cause instanceof Error ? cause.message : '');
    throw new AppError(isLocked ? 'certificate-password-wrong' : 'certificate-unreadable', undefined, { cause });
  }
  const nowhere = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  const socket = new TLSSocket(nowhere, { secureContext });
  try {
    const own = socket.getX509Certificate();
    if (!own) throw new AppError('certificate-unreadable');
    return factsOf(own);
  } finally {
    socket.destroy();
  }
}

const factsOf = (certificate: X509Certificate): CertificateFacts => ({
  subject: oneLine(certificate.subject),
  issuer: oneLine(certificate.issuer),
  validTo: new Date(certificate.validTo).toISOString(),
  fingerprint: certificate.fingerprint256,
});

/** Distinguished names come one part a line. */
const oneLine = (name: string): string => name.split('\n').join(', ');
