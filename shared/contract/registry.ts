import { z } from 'zod';
import { Instant } from '../records/time.ts';
import { administer, signedIn } from './procedure.ts';

/** How this workstation proves itself to the registry. A client certificate goes along with any of them. */
export const AUTH_MODES = ['smart', 'bearer', 'mtls', 'none'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];

/** What a person sets. A token that is null stays as it is; it cannot stay where the address moves to another server. */
export const RegistryAuth = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('smart'), clientId: z.string().trim().min(1).max(200) }),
  z.object({ mode: z.literal('bearer'), token: z.string().trim().min(1).max(4000).nullable() }),
  z.object({ mode: z.literal('mtls') }),
  /** For this computer or a private network only; the administrator says so. */
  z.object({ mode: z.literal('none'), confirmed: z.literal(true) }),
]);
export type RegistryAuth = z.infer<typeof RegistryAuth>;

const Pem = z.string().max(100_000);
const Secret = z.string().max(200);

/** A certificate with its private key, as files bring them. */
export const ClientCertificateFile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pem'), certificate: Pem, key: Pem, passphrase: Secret }),
  z.object({ kind: z.literal('pkcs12'), base64: z.base64().max(200_000), passphrase: Secret }),
]);
export type ClientCertificateFile = z.infer<typeof ClientCertificateFile>;

/** A certificate without anything secret. `fingerprint`: SHA-256. */
export const CertificateFacts = z.object({
  subject: z.string(),
  issuer: z.string(),
  validTo: Instant,
  fingerprint: z.string(),
});
export type CertificateFacts = z.infer<typeof CertificateFacts>;

/** The public half of this workstation's key for SMART (P-384). */
export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-384'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES384'),
  use: z.literal('sig'),
});
export type PublicKey = z.infer<typeof PublicKey>;

/** All that may be shown of the access to the registry; of a secret only when it was set. */
export const RegistryAccess = z.object({
  tokenSetAt: Instant.nullable(),
  clientId: z.string(),
  clientKey: z.object({ publicKey: PublicKey, createdAt: Instant }).nullable(),
  certificate: CertificateFacts.extend({ setAt: Instant }).nullable(),
  authority: z.object({ certificates: z.array(CertificateFacts), setAt: Instant }).nullable(),
  proxy: z.object({ url: z.string(), user: z.string(), passwordSetAt: Instant.nullable() }).nullable(),
  allowedHosts: z.array(z.string()),
});
export type RegistryAccess = z.infer<typeof RegistryAccess>;

/** What the test of a registry looks at, in the order of the report. */
export const REGISTRY_CHECKS = [
  'connection',
  'sign-in',
  'training',
  'fhir-r4',
  'update-create',
  'task-search',
  'organizations',
  'versioned-update',
  'transaction',
  'epoch',
  'clock',
  'protection',
] as const;
export type RegistryCheck = (typeof REGISTRY_CHECKS)[number];

/** `stops`: referrals cannot go, or answers cannot come; `limited`: they can, with what the text of the check says. */
export const RegistryFinding = z.object({
  check: z.enum(REGISTRY_CHECKS),
  level: z.enum(['good', 'limited', 'stops']),
  /** A key of `delivery.reason` where the registry refused or did not answer. */
  reason: z.string().nullable(),
  /** The registry's own words, for the person who mends it. */
  detail: z.string(),
});
export type RegistryFinding = z.infer<typeof RegistryFinding>;

export const RegistryReport = z.object({
  software: z.string(),
  fhirVersion: z.string(),
  training: z.boolean(),
  /** Registry's clock less ours; null where it did not say. */
  clockOffsetMs: z.int().nullable(),
  missingOrganizations: z.array(z.object({ code: z.string(), name: z.string() })),
  /** What could be looked at: a registry that does not answer has one. */
  findings: z.array(RegistryFinding),
});
export type RegistryReport = z.infer<typeof RegistryReport>;

export const registry = {
  get: signedIn.output(z.object({ baseUrl: z.string(), authMode: z.enum(AUTH_MODES), fhirBase: z.string() })),
  set: administer.input(z.object({ baseUrl: z.string().trim().max(300), auth: RegistryAuth })).output(z.object({})),
  access: administer.output(RegistryAccess),
  /** Makes this workstation's key anew; the old one is gone at once. */
  makeKey: administer.output(RegistryAccess),
  /** Null takes it away. */
  setCertificate: administer.input(z.object({ file: ClientCertificateFile.nullable() })).output(RegistryAccess),
  /** Certificates (PEM) of the registry's own authority, trusted beside the usual ones. */
  setAuthority: administer.input(z.object({ pem: Pem.nullable() })).output(RegistryAccess),
  /** A password that is null stays as it is, unless the proxy is another. */
  setProxy: administer
    .input(
      z.object({
        proxy: z.object({ url: z.string().trim().max(300), user: Secret, password: Secret.nullable() }).nullable(),
      }),
    )
    .output(RegistryAccess),
  /** The only hosts (`name` or `name:port`) that may be spoken to; none = any that the rules for addresses allow. */
  setAllowedHosts: administer
    .input(z.object({ hosts: z.array(z.string().trim().min(1).max(200)).max(20) }))
    .output(RegistryAccess),
  /** Asks the registry what it can do and whether our Organizations are there. */
  test: administer.output(RegistryReport),
};
