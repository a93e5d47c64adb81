import { afterEach, describe, expect, it } from 'vitest';
import { createSigningKey } from '../../../electron/services/packet/core-code-writer.ts';
import { signedFile } from '../../../electron/services/trust/key-files.ts';
import { standing } from '../../../electron/services/trust/trust-list.ts';
import { openTrust } from '../../../electron/services/trust/trust-service.ts';
import type { Facility } from '../../../shared/records/facility.ts';
import { entryFrom, newAlliance } from '../../support/alliance.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const ADMIN = { id: 'a0000000-0000-4000-8000-000000000001', name: '管理员' };
const NOW = '2026-11-22T01:00:00.000Z';

const facilityOf = (code: string, workstation = '1'): Facility => ({
  name: `${code} 示例医院`,
  code,
  workstation,
  department: '感染科',
  phone: '000-1000000',
  role: 'both',
});

const stores: OpenStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

async function site(
  code: string,
  { workstation = '1', checks }: { workstation?: string; checks?: Record<string, () => Promise<boolean>> } = {},
) {
  const store = openStore({ clock: { now: () => NOW, monotonicMs: () => 0 } });
  stores.push(store);
  const signingKey = await createSigningKey();
  const open = () =>
    openTrust({ ...store, facility: () => facilityOf(code, workstation), signingKey, ...(checks ? { checks } : {}) });
  return { store, trust: await open(), reopen: open };
}

describe('own keys', () => {
  it('are made once, and read out as eight groups of four', async () => {
    const { trust, reopen } = await site('JX');
    const own = trust.own();
    expect(own.fingerprint).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){7}$/);
    expect((await reopen()).own()).toEqual(own);
    expect(own.failedChecks).toEqual([]);
  });

  it('leave the house as public keys only', async () => {
    const { trust } = await site('JX');
    const { text, fileName } = await trust.exportOwn(ADMIN);
    expect(fileName).toBe('JX1-keys.gqk');
    const said = text
      .split('.')
      .slice(0, 2)
      .map(part => Buffer.from(part, 'base64url').toString());
    expect(said.join('')).not.toContain('"d"');
  });

  it('go to a further workstation in a file that its password opens', async () => {
    const [one, two] = [await site('JX'), await site('JX', { workstation: '2' })];
    const { text } = await one.trust.exportSealKey(ADMIN, 'Bridge-2026');
    expect(await two.trust.importSealKey(ADMIN, { text, password: 'Bridge-2027' })).toEqual({
      fault: 'wrong-password',
    });
    expect(await two.trust.importSealKey(ADMIN, { text, password: 'Bridge-2026' })).toBeNull();
    expect(two.trust.own().seal).toBe(one.trust.own().seal);
    const other = await site('SL1');
    expect(await other.trust.importSealKey(ADMIN, { text, password: 'Bridge-2026' })).toEqual({
      fault: 'wrong-receiver',
    });
  });

  it('are used for nothing where the engine fails its known answers', async () => {
    const { trust } = await site('JX', { checks: { ecdsa: async () => false, hkdf: async () => true } });
    expect(trust.own()).toMatchObject({ failedChecks: ['ecdsa'], seal: null });
    await expect(trust.exportOwn(ADMIN)).rejects.toMatchObject({ code: 'crypto-unfit' });
    expect(await trust.sealFor('SL1')).toBeNull();
  });
});

describe('a partner added by hand', () => {
  it('is believed after the comparison, and can be sealed to', async () => {
    const [county, ward] = [await site('JX'), await site('SL1')];
    const { text } = await ward.trust.exportOwn(ADMIN);
    const preview = await county.trust.previewPartner(text);
    expect(preview).toMatchObject({ ok: true, fingerprint: ward.trust.own().fingerprint });
    expect(await county.trust.sealFor('SL1')).toBeNull();
    expect(await county.trust.addPartner(ADMIN, { text, fingerprint: 'ABCD' })).toEqual({ fault: 'wrong-fingerprint' });
    expect(await county.trust.addPartner(ADMIN, { text, fingerprint: ward.trust.own().fingerprint })).toBeNull();
    expect(await county.trust.sealFor('SL1')).not.toBeNull();
    expect(county.trust.overview().facilities).toMatchObject([{ code: 'SL1', source: 'by-hand' }]);
    county.trust.revokePartner(ADMIN, { code: 'SL1', reason: '电脑失窃' });
    expect(await county.trust.sealFor('SL1')).toBeNull();
    const audit = county.store.read.all(county.store.read.query.selectFrom('audit_event').select(['action', 'reason']));
    expect(audit).toContainEqual({ action: 'trust.revokePartner', reason: '电脑失窃' });
  });

  it('is refused by name: own card, altered, another file', async () => {
    const [county, ward] = [await site('JX'), await site('SL1')];
    const { text } = await ward.trust.exportOwn(ADMIN);
    const fault = async (given: string) => {
      const preview = await county.trust.previewPartner(given);
      return preview.ok ? 'none' : preview.fault;
    };
    expect(await fault((await county.trust.exportOwn(ADMIN)).text)).toBe('own-card');
    const [head = '', body = '', signature = ''] = text.split('.');
    const card = JSON.parse(Buffer.from(body, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...card, madeAt: NOW.replace('22', '21') })).toString('base64url');
    expect(await fault([head, forged, signature].join('.'))).toBe('altered');
    // Signed by a key that the card does not name: anybody's.
    expect(await fault(await signedFile(card, await createSigningKey()))).toBe('altered');
    expect(await fault(await signedFile({ ...card, v: 2 }, await createSigningKey()))).toBe('newer-format');
    expect(await fault('once upon a time')).toBe('not-ours');
  });
});

describe('the alliance profile', () => {
  async function set() {
    const [county, ward, alliance] = [await site('JX'), await site('SL1'), await newAlliance()];
    const entry = entryFrom((await ward.trust.exportOwn(ADMIN)).text);
    const take = async (text: string) => {
      const preview = await county.trust.previewProfile(text);
      if (!preview.ok) return preview.fault;
      return (await county.trust.importProfile(ADMIN, { text, fingerprint: preview.fingerprint }))?.fault ?? 'taken';
    };
    return { county, ward, alliance, entry, take };
  }

  it('is confirmed by its root at first, and then follows the same root upwards only', async () => {
    const { county, alliance, entry, take } = await set();
    const first = await alliance.profile([entry]);
    expect(await county.trust.previewProfile(first)).toMatchObject({ ok: true, isFirst: true, version: 1 });
    expect(await take(first)).toBe('taken');
    expect(await take(first)).toBe('older-profile');
    const second = await alliance.profile([entry], { version: 2 });
    expect(await county.trust.previewProfile(second)).toMatchObject({ ok: true, isFirst: false });
    expect(await take(second)).toBe('taken');
    expect(await take(await (await newAlliance()).profile([entry], { version: 9 }))).toBe('other-root');
    expect(await take(first)).toBe('older-profile');
    expect(await take(`${second.slice(0, -4)}AAAA`)).toBe('altered');
  });

  it('counts more than what was added by hand, so that its revocation takes effect', async () => {
    const { county, ward, alliance, entry, take } = await set();
    const { text } = await ward.trust.exportOwn(ADMIN);
    await county.trust.addPartner(ADMIN, { text, fingerprint: ward.trust.own().fingerprint });
    await take(await alliance.profile([{ ...entry, revokedAt: '2026-11-20T00:00:00.000Z' }]));
    expect(await county.trust.sealFor('SL1')).toBeNull();
    expect(county.trust.overview().facilities.map(each => each.source)).toEqual(['alliance', 'replaced']);
  });

  it('keeps what was signed before a revocation readable, marked, and refuses the rest', async () => {
    const { entry } = await set();
    const [key] = entry.signKeys;
    if (!key) throw new Error('no key');
    const at = (signedAt: string, change: object = {}) =>
      standing({ facility: { ...entry, ...change }, key }, { site: 'SL1', signedAt });
    expect(at(NOW)).toBe('valid');
    const revokedAt = '2026-11-20T00:00:00.000Z';
    expect(at('2026-11-19T00:00:00.000Z', { revokedAt })).toBe('revoked-later');
    expect(at('2026-11-20T00:00:00.000Z', { revokedAt })).toBe('revoked-key');
    expect(at(NOW, { validTo: revokedAt })).toBe('revoked-key');
    expect(at('2026-11-19T00:00:00.000Z', { validTo: revokedAt })).toBe('valid');
    expect(at('2025-11-19T00:00:00.000Z')).toBe('unknown-sender');
    // A key speaks for its own facility only.
    expect(standing({ facility: entry, key }, { site: 'JX', signedAt: NOW })).toBe('unknown-sender');
  });
});
