import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createRegistrySettings,
  lineAccess,
  type RegistrySettings,
  readRegistrySetting,
} from '../../../electron/services/sync/registry-settings.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { createAuthority } from '../../support/tls/authority.ts';
import { DOCTOR } from './county.ts';

let store: OpenStore;
let settings: RegistrySettings;
beforeEach(() => {
  store = openStore();
  settings = createRegistrySettings(store);
});
afterEach(() => store.close());

const HTTPS = 'https://registry.example/fhir';
const bearer = (token: string | null) => ({ mode: 'bearer' as const, token });
const OPEN = { mode: 'none' as const, confirmed: true as const };

/** Everything that a renderer can be told. */
const shown = () => JSON.stringify([settings.get(), settings.access()]);

describe('authentication', () => {
  it('is left out on this computer and in a private network only', () => {
    expect(() => settings.set(DOCTOR, { baseUrl: HTTPS, auth: OPEN })).toThrow('registry-auth-required');
    expect(() => settings.set(DOCTOR, { baseUrl: 'http://registry.example/fhir', auth: OPEN })).toThrow(
      'registry-url-refused',
    );
    for (const baseUrl of ['http://127.0.0.1:8080/fhir', 'http://10.1.2.3/fhir', 'https://192.168.0.9/fhir']) {
      settings.set(DOCTOR, { baseUrl, auth: OPEN });
      expect(settings.get()).toMatchObject({ baseUrl, authMode: 'none' });
    }
  });

  it('keeps a token that is not given again, but never sends it along to another server', () => {
    expect(() => settings.set(DOCTOR, { baseUrl: HTTPS, auth: bearer(null) })).toThrow('missing-input');
    settings.set(DOCTOR, { baseUrl: HTTPS, auth: bearer('s3cret-token') });
    settings.set(DOCTOR, { baseUrl: `${HTTPS}/r4`, auth: bearer(null) });
    expect(readRegistrySetting(store.read).auth).toMatchObject({ mode: 'bearer', token: 's3cret-token' });
    expect(() => settings.set(DOCTOR, { baseUrl: 'https://evil.example/fhir', auth: bearer(null) })).toThrow(
      'missing-input',
    );
  });

  it('with a key or a certificate needs the key or the certificate', async () => {
    const smart = { mode: 'smart' as const, clientId: 'jx-1' };
    expect(() => settings.set(DOCTOR, { baseUrl: HTTPS, auth: smart })).toThrow('missing-input');
    const { clientKey } = await settings.makeKey(DOCTOR);
    settings.set(DOCTOR, { baseUrl: HTTPS, auth: smart });
    expect(settings.access()).toMatchObject({ clientId: 'jx-1', clientKey });
    expect(() => settings.set(DOCTOR, { baseUrl: HTTPS, auth: { mode: 'mtls' } })).toThrow('missing-input');
  });

  it('makes another key each time', async () => {
    const kids = [await settings.makeKey(DOCTOR), await settings.makeKey(DOCTOR)].map(
      ({ clientKey }) => clientKey?.publicKey.kid,
    );
    expect(new Set(kids).size).toBe(2);
  });
});

describe('secrets', () => {
  it('stay in the vault: of each only when it was set', async () => {
    const authority = await createAuthority('Alliance CA');
    const mine = await authority.issue({ commonName: 'JX1' });
    await settings.makeKey(DOCTOR);
    settings.set(DOCTOR, { baseUrl: HTTPS, auth: bearer('s3cret-token') });
    settings.setProxy(DOCTOR, { proxy: { url: '10.0.0.8:3128', user: 'ward', password: 's3cret-proxy' } });
    settings.setCertificate(DOCTOR, {
      file: { kind: 'pem', certificate: mine.cert, key: mine.key, passphrase: '' },
    });
    settings.setAuthority(DOCTOR, { pem: authority.pem });
    expect(settings.access()).toMatchObject({
      tokenSetAt: expect.stringMatching(/^20/),
      clientKey: { publicKey: { crv: 'P-384', alg: 'ES384' } },
      certificate: { subject: 'CN=JX1' },
      authority: { certificates: [{ subject: 'CN=Alliance CA' }] },
      proxy: { url: 'http://10.0.0.8:3128', user: 'ward', passwordSetAt: expect.stringMatching(/^20/) },
    });
    const { d } = readRegistrySetting(store.read).clientKey?.privateKey ?? { d: '' };
    expect(d).not.toBe('');
    for (const secret of [d, 's3cret-token', 's3cret-proxy', mine.key.split('\n')[1] ?? 'key', 'PRIVATE']) {
      expect(shown()).not.toContain(secret);
    }
    const audited = JSON.stringify(store.read.all(store.read.query.selectFrom('audit_event').selectAll()));
    expect(audited).toContain('registry.set');
    for (const secret of [d, 's3cret-token', 's3cret-proxy', 'PRIVATE']) expect(audited).not.toContain(secret);
    expect(lineAccess(readRegistrySetting(store.read))).toMatchObject({
      proxy: { password: 's3cret-proxy' },
      authority: authority.pem,
      certificate: { cert: mine.cert },
    });
  });

  it('of a proxy do not go along to another proxy or user', () => {
    const proxy = { url: 'http://10.0.0.8:3128', user: 'ward', password: 'p' };
    settings.setProxy(DOCTOR, { proxy });
    settings.setProxy(DOCTOR, { proxy: { ...proxy, password: null } });
    expect(readRegistrySetting(store.read).proxy?.password).toBe('p');
    settings.setProxy(DOCTOR, { proxy: { ...proxy, url: 'http://10.0.0.9:3128', password: null } });
    expect(readRegistrySetting(store.read).proxy).toMatchObject({ password: '', passwordSetAt: null });
    for (const url of ['ftp://x', 'http://user:pw@proxy', 'http://proxy/path?x=1']) {
      expect(() => settings.setProxy(DOCTOR, { proxy: { ...proxy, url } })).toThrow('invalid-input');
    }
  });

  it('leave the vault with what they were for', () => {
    settings.set(DOCTOR, { baseUrl: HTTPS, auth: bearer('t') });
    settings.set(DOCTOR, { baseUrl: 'http://127.0.0.1/fhir', auth: OPEN });
    settings.setProxy(DOCTOR, { proxy: null });
    expect(readRegistrySetting(store.read)).toMatchObject({ auth: { mode: 'none' }, proxy: null });
  });
});

describe('the list of allowed hosts', () => {
  it('refuses a registry outside, and a list that would shut the present one out', () => {
    settings.setAllowedHosts(DOCTOR, {
      hosts: ['Registry.Example', 'https://tokens.example:8443', 'registry.example'],
    });
    expect(settings.access().allowedHosts).toEqual(['registry.example', 'tokens.example:8443']);
    settings.set(DOCTOR, { baseUrl: HTTPS, auth: bearer('t') });
    for (const baseUrl of ['https://other.example/fhir', 'https://registry.example:444/fhir']) {
      expect(() => settings.set(DOCTOR, { baseUrl, auth: bearer('t') })).toThrow('registry-host-not-listed');
    }
    expect(() => settings.setAllowedHosts(DOCTOR, { hosts: ['other.example'] })).toThrow('registry-host-not-listed');
    expect(() => settings.setAllowedHosts(DOCTOR, { hosts: ['no host/at all'] })).toThrow('invalid-input');
    expect(settings.setAllowedHosts(DOCTOR, { hosts: [] }).allowedHosts).toEqual([]);
  });
});

it('reads what an earlier version stored', () => {
  const body = { baseUrl: HTTPS, auth: { mode: 'bearer', token: 't' }, fhirBase: 'https://a.example/fhir' };
  store.write(DOCTOR, { action: 'registry.set', subject: null, reason: null }, tx =>
    tx.insert('setting', {
      id: 'registry',
      body_json: JSON.stringify({ ...body, sendResidentId: false, emitUncheckedLoinc: false }),
    }),
  );
  expect(settings.access()).toMatchObject({ tokenSetAt: null, proxy: null, certificate: null, allowedHosts: [] });
});
