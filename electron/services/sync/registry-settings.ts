import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  type AuthMode,
  CertificateFacts,
  type ClientCertificateFile,
  type RegistryAccess,
  type RegistryAuth,
} from '../../../shared/contract/registry.ts';
import { DEFAULT_FHIR_BASE } from '../../../shared/fhir/uris.ts';
import { Instant } from '../../../shared/records/time.ts';
import type { Reader } from '../database/store.ts';
import type { Actor, Transaction, Write } from '../database/unit-of-work.ts';
import type { Clock } from '../ports.ts';
import { ClientCertificate, readAuthority, readClientCertificate, tlsCertificate } from './certificates.ts';
import { ClientKey, createClientKey, publicKeyOf } from './client-key.ts';
import type { LineAccess } from './undici-http.ts';
import { isAllowedRegistryUrl, isListedHost, isPrivateAddress, isSameOrigin, listedHost } from './url-policy.ts';

/** Row `registry` of the settings. What is secret in it never leaves the vault. */
const RegistrySetting = z.object({
  baseUrl: z.string(), // '' = not set
  auth: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('none') }),
    z.object({ mode: z.literal('bearer'), token: z.string(), setAt: Instant.nullable().default(null) }),
    z.object({ mode: z.literal('smart'), clientId: z.string() }),
    z.object({ mode: z.literal('mtls') }),
  ]),
  clientKey: ClientKey.nullable().default(null),
  certificate: z
    .object({ stored: ClientCertificate, facts: CertificateFacts, setAt: Instant })
    .nullable()
    .default(null),
  authority: z
    .object({ pem: z.string(), certificates: z.array(CertificateFacts), setAt: Instant })
    .nullable()
    .default(null),
  proxy: z
    .object({ url: z.string(), user: z.string(), password: z.string(), passwordSetAt: Instant.nullable() })
    .nullable()
    .default(null),
  /** Empty = any that the rules for addresses allow. */
  allowedHosts: z.array(z.string()).default([]),
  fhirBase: z.string(),
  sendResidentId: z.boolean(),
  emitUncheckedLoinc: z.boolean(),
});
export type RegistrySetting = z.infer<typeof RegistrySetting>;

const SETTING_ID = 'registry';

export const UNSET_REGISTRY: RegistrySetting = {
  baseUrl: '',
  auth: { mode: 'none' },
  clientKey: null,
  certificate: null,
  authority: null,
  proxy: null,
  allowedHosts: [],
  fhirBase: DEFAULT_FHIR_BASE,
  sendResidentId: false,
  emitUncheckedLoinc: false,
};

const settingRow = (read: Reader) =>
  read.first(read.query.selectFrom('setting').selectAll().where('id', '=', SETTING_ID));

/** How the registry is reached and written; nothing reached where it was never set. */
export function readRegistrySetting(read: Reader): RegistrySetting {
  const row = settingRow(read);
  return row ? RegistrySetting.parse(JSON.parse(row.body_json)) : UNSET_REGISTRY;
}

/** What the network needs to know of it. */
export const lineAccess = ({ certificate, authority, proxy }: RegistrySetting): LineAccess => ({
  certificate: certificate && tlsCertificate(certificate.stored),
  authority: authority?.pem ?? null,
  proxy,
});

/** Nothing of what these answer is secret. */
export interface RegistrySettings {
  get(): { baseUrl: string; authMode: AuthMode; fhirBase: string };
  access(): RegistryAccess;
  /**
   * @throws AppError registry-url-refused | registry-host-not-listed | registry-auth-required | missing-input
   */
  set(actor: Actor, input: { baseUrl: string; auth: RegistryAuth }): void;
  makeKey(actor: Actor): Promise<RegistryAccess>;
  /** @throws AppError certificate-unreadable | certificate-password-wrong | certificate-key-mismatch | missing-input */
  setCertificate(actor: Actor, input: { file: ClientCertificateFile | null }): RegistryAccess;
  /** @throws AppError certificate-unreadable */
  setAuthority(actor: Actor, input: { pem: string | null }): RegistryAccess;
  /** @throws AppError invalid-input */
  setProxy(
    actor: Actor,
    input: { proxy: { url: string; user: string; password: string | null } | null },
  ): RegistryAccess;
  /** @throws AppError invalid-input | registry-host-not-listed (the present registry would be shut out) */
  setAllowedHosts(actor: Actor, input: { hosts: string[] }): RegistryAccess;
}

interface SettingsPorts {
  read: Reader;
  write: Write;
  clock: Clock;
}

export function createRegistrySettings({ read, write, clock }: SettingsPorts): RegistrySettings {
  function change(actor: Actor, action: string, of: (present: RegistrySetting) => Partial<RegistrySetting>): void {
    write(actor, { action, subject: null, reason: null }, tx => {
      put(tx, { ...readRegistrySetting(tx.read), ...of(readRegistrySetting(tx.read)) });
      tx.announce({ type: 'settings.changed' });
    });
  }
  const access = () => accessOf(readRegistrySetting(read));

  return {
    get() {
      const { baseUrl, auth, fhirBase } = readRegistrySetting(read);
      return { baseUrl, authMode: auth.mode, fhirBase };
    },
    access,
    set(actor, { baseUrl, auth }) {
      const url = baseUrl.trim().replace(/\/+$/, '');
      if (url !== '' && !isAllowedRegistryUrl(url)) throw new AppError('registry-url-refused');
      write(actor, { action: 'registry.set', subject: null, reason: null }, tx => {
        const present = readRegistrySetting(tx.read);
        if (url !== '' && !isListedHost(url, present.allowedHosts)) throw new AppError('registry-host-not-listed');
        put(tx, { ...present, baseUrl: url, auth: authFor(url, auth, present, clock.now()) });
        // All answers are fetched anew.
        tx.bookkeeping.remove('pull_cursor', { base_url: url });
        tx.announce({ type: 'settings.changed' });
      });
    },
    async makeKey(actor) {
      const clientKey = await createClientKey(clock.now());
      change(actor, 'registry.makeKey', () => ({ clientKey }));
      return access();
    },
    setCertificate(actor, { file }) {
      const read = file && readClientCertificate(file);
      change(actor, 'registry.setCertificate', ({ auth }) => {
        if (!read && auth.mode === 'mtls') throw new AppError('missing-input', { fields: ['certificate'] });
        return { certificate: read && { stored: read.certificate, facts: read.facts, setAt: clock.now() } };
      });
      return access();
    },
    setAuthority(actor, { pem }) {
      const authority = pem === null ? null : { pem, certificates: readAuthority(pem), setAt: clock.now() };
      change(actor, 'registry.setAuthority', () => ({ authority }));
      return access();
    },
    setProxy(actor, { proxy }) {
      const origin = proxy && proxyOrigin(proxy.url);
      change(actor, 'registry.setProxy', ({ proxy: present }) => {
        if (!proxy || !origin) return { proxy: null };
        const isSame = present?.url === origin && present.user === proxy.user;
        const kept = isSame ? present : { password: '', passwordSetAt: null };
        const given = proxy.password === null ? null : { password: proxy.password, passwordSetAt: clock.now() };
        return { proxy: { ...kept, ...given, url: origin, user: proxy.user } };
      });
      return access();
    },
    setAllowedHosts(actor, { hosts }) {
      const allowedHosts = hosts.map(text => listedHost(text) ?? refuseInput('hosts'));
      change(actor, 'registry.setAllowedHosts', ({ baseUrl }) => {
        const isShutOut = baseUrl !== '' && !isListedHost(baseUrl, allowedHosts);
        if (isShutOut) throw new AppError('registry-host-not-listed');
        return { allowedHosts: [...new Set(allowedHosts)] };
      });
      return access();
    },
  };
}

function put(tx: Transaction, body: RegistrySetting): void {
  const present = settingRow(tx.read);
  const body_json = JSON.stringify(RegistrySetting.parse(body));
  if (present) tx.update('setting', SETTING_ID, present.version, { body_json });
  else tx.insert('setting', { id: SETTING_ID, body_json });
}

/** What is stored of what a person set. A token never goes along to another server. */
function authFor(url: string, auth: RegistryAuth, present: RegistrySetting, now: string): RegistrySetting['auth'] {
  switch (auth.mode) {
    case 'none':
      if (url !== '' && !isPrivateAddress(url)) throw new AppError('registry-auth-required');
      return { mode: 'none' };
    case 'mtls':
      if (!present.certificate) throw new AppError('missing-input', { fields: ['certificate'] });
      return { mode: 'mtls' };
    case 'smart':
      if (!present.clientKey) throw new AppError('missing-input', { fields: ['clientKey'] });
      return { mode: 'smart', clientId: auth.clientId };
    case 'bearer': {
      if (auth.token !== null) return { mode: 'bearer', token: auth.token, setAt: now };
      const isKept = present.auth.mode === 'bearer' && isSameOrigin(present.baseUrl, url);
      if (!isKept) throw new AppError('missing-input', { fields: ['auth.token'] });
      return present.auth;
    }
  }
}

/** `http://proxy.hospital:3128`, of which nothing but scheme, host and port is kept. */
function proxyOrigin(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `http://${text}`);
  const isPlain = url && url.username === '' && url.pathname === '/' && url.search === '';
  return isPlain ? url.origin : refuseInput('proxy.url');
}

function refuseInput(field: string): never {
  throw new AppError('invalid-input', { fields: [field] });
}

function accessOf({ auth, clientKey, certificate, authority, proxy, allowedHosts }: RegistrySetting): RegistryAccess {
  return {
    tokenSetAt: auth.mode === 'bearer' ? auth.setAt : null,
    clientId: auth.mode === 'smart' ? auth.clientId : '',
    clientKey: clientKey && { publicKey: publicKeyOf(clientKey), createdAt: clientKey.createdAt },
    certificate: certificate && { ...certificate.facts, setAt: certificate.setAt },
    authority: authority && { certificates: authority.certificates, setAt: authority.setAt },
    proxy: proxy && { url: proxy.url, user: proxy.user, passwordSetAt: proxy.passwordSetAt },
    allowedHosts,
  };
}
