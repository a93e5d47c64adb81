import type { JWK } from 'jose';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { FacilityKeys, OwnKeys, TrustOverview } from '../../../shared/contract/roads.ts';
import { organizationId } from '../../../shared/fhir/writing.ts';
import type { Facility } from '../../../shared/records/facility.ts';
import { KeyCard, type RoadFault, type SealStanding, TrustedFacility } from '../../../shared/referral/trust.ts';
import type { FullSetWriter } from '../../../shared/referral/write-full-set.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { putSetting, readSetting } from '../vault/setting.ts';
import { createSealKey, sealTo, unsealCode } from './code-seal.ts';
import { CRYPTO_CHECKS, failedCryptoChecks } from './crypto-check.ts';
import { closeSealKey, openSealKey, readAllianceFile, readKeyCard, signedFile } from './key-files.ts';
import { cardFingerprint, fingerprintOf, keyIdOf, thumbprintOf } from './key-print.ts';
import { type TrustList, trustList } from './trust-list.ts';

export interface TrustDependencies extends ServiceDependencies {
  facility: () => Facility;
  signingKey: JWK;
  /** Replaced in tests to see an unfit engine. */
  checks?: Readonly<Record<string, () => Promise<boolean>>>;
}

type Refusal = { readonly fault: RoadFault };
const EVER = new Date(0).toISOString();
const NO_REASON = { subject: null, reason: null };
const PRIVATE_PART = z.object({ x: z.string(), y: z.string() });

export type TrustService = Awaited<ReturnType<typeof openTrust>>;

/**
 * This site's keys and whom it believes (registry-and-sync 11). Makes the facility's seal key where there is none; checks
 * the engine's cryptography at each opening.
 */
export async function openTrust(dependencies: TrustDependencies) {
  const { read, write, clock, facility, signingKey, checks = CRYPTO_CHECKS } = dependencies;
  const failedChecks = await failedCryptoChecks(checks);
  const alliance = () => readSetting(read, 'alliance');
  const partners = () => readSetting(read, 'partners')?.list ?? [];
  const sealKeys = () => readSetting(read, 'seal-keys');

  if (sealKeys() === null && failedChecks.length === 0) {
    const active = await createSealKey();
    write(PROGRAM, { action: 'setup.sealKey', ...NO_REASON }, tx =>
      putSetting(tx, 'seal-keys', { active, retired: [] }),
    );
  }

  /** @throws AppError crypto-unfit */
  function assertFit(): void {
    if (failedChecks.length > 0) throw new AppError('crypto-unfit', { fields: failedChecks });
  }

  /** Own keys: made here, or brought from another workstation of the facility. */
  function ownSealKeys(): JWK[] {
    const keys = sealKeys();
    return keys ? [keys.active, ...keys.retired] : [];
  }

  const ownFacility = (): TrustedFacility => {
    const { code, name, role, phone } = facility();
    const publicPart = (key: JWK) => ({ kty: 'EC' as const, crv: 'P-256' as const, ...PRIVATE_PART.parse(key) });
    return {
      ...{ code, name, role, phone, organizationId: organizationId(code) },
      signKeys: [publicPart(signingKey)],
      sealKeys: ownSealKeys().slice(0, 1).map(publicPart),
      validFrom: EVER,
      validTo: null,
    };
  };

  /** The alliance's word first; its other workstations' keys stand beside our own. */
  function list(): TrustList {
    const named = alliance()?.profile.facilities ?? [];
    const byHand = partners().filter(({ facility: { code } }) => !named.some(each => each.code === code));
    const own = ownFacility();
    const siblings = named.filter(({ code }) => code === own.code);
    const others = [...named, ...byHand.map(partner => partner.facility)].filter(({ code }) => code !== own.code);
    return trustList([own, ...siblings, ...others]);
  }

  const changed = (actor: Actor, action: string, reason: string | null, change: Parameters<typeof write>[2]) => {
    write(actor, { action, subject: null, reason }, tx => {
      change(tx);
      tx.announce({ type: 'settings.changed' });
    });
  };

  async function profileOf(text: string) {
    const reading = await readAllianceFile(text);
    if (!reading.ok) return reading;
    const held = alliance();
    const { profile, root } = reading.content;
    const rootThumbprint = thumbprintOf(root);
    if (held && held.rootThumbprint !== rootThumbprint) return { ok: false as const, fault: 'other-root' as const };
    if (held && profile.version <= held.profile.version) return { ok: false as const, fault: 'older-profile' as const };
    return { ok: true as const, profile, rootThumbprint, fingerprint: fingerprintOf(root), isFirst: held === null };
  }

  async function partnerOf(text: string) {
    const reading = await readKeyCard(text);
    if (!reading.ok) return reading;
    if (reading.content.facility.code === facility().code) return { ok: false as const, fault: 'own-card' as const };
    return { ok: true as const, card: reading.content, fingerprint: cardFingerprint(reading.content) };
  }

  return {
    list,
    assertFit,
    failedChecks,
    /** Seals the codes of a packet to a facility; null where none of its keys is known or the engine is unfit. */
    async sealFor(code: string): Promise<FullSetWriter['receiver']> {
      const key = failedChecks.length > 0 ? null : list().sealKey(code, clock.now());
      return key && sealTo(key);
    },
    /** Whether something can be sealed to a facility, for the directory of wards. */
    sealStanding(code: string): SealStanding {
      const now = clock.now();
      const found = list().facility(code);
      const key = list().sealKey(code, now);
      const blank = { since: null, fingerprint: null };
      if (!found) return { state: 'none', ...blank };
      if (key) {
        const isNamed = alliance()?.profile.facilities.some(each => each.code === code) === true;
        const state = code === facility().code ? 'own' : isNamed ? 'alliance' : 'by-hand';
        return { state, since: null, fingerprint: fingerprintOf(key) };
      }
      const revokedAt = found.revokedAt ?? found.sealKeys.find(each => each.revokedAt !== undefined)?.revokedAt;
      if (revokedAt !== undefined && Date.parse(revokedAt) <= Date.parse(now))
        return { state: 'revoked', ...blank, since: revokedAt };
      if (found.validTo !== null && Date.parse(found.validTo) <= Date.parse(now))
        return { state: 'expired', ...blank, since: found.validTo };
      return { state: 'none', ...blank };
    },
    /** Opens what was sealed to one of our keys, by the 6-byte name of the key. */
    async unseal(
      keyId: Uint8Array,
      sealed: Uint8Array<ArrayBuffer>,
      aad: Uint8Array<ArrayBuffer>,
    ): Promise<Uint8Array<ArrayBuffer> | 'not-for-us' | 'altered'> {
      const own = ownSealKeys().find(key => Buffer.compare(keyIdOf(key), keyId) === 0);
      return own ? ((await unsealCode(own, sealed, aad)) ?? 'altered') : 'not-for-us';
    },
    /** Our private seal key by its whole thumbprint, as files name it. */
    sealKeyByThumbprint: (thumbprint: string): JWK | null =>
      ownSealKeys().find(key => thumbprintOf(key) === thumbprint) ?? null,
    signingKey: (): JWK => signingKey,

    own(): OwnKeys {
      const own = ownFacility();
      return {
        code: own.code,
        name: own.name,
        workstation: facility().workstation,
        fingerprint: cardFingerprint({ facility: own, signKeys: own.signKeys, sealKeys: own.sealKeys }),
        sign: own.signKeys.map(fingerprintOf)[0] ?? '',
        seal: own.sealKeys.map(fingerprintOf)[0] ?? null,
        failedChecks,
      };
    },
    async exportOwn(actor: Actor): Promise<{ fileName: string; text: string }> {
      assertFit();
      const { code, name, role, phone, signKeys, sealKeys: seals } = ownFacility();
      const card: KeyCard = {
        ...{ kind: 'ganqiao-keys' as const, v: 1 as const },
        facility: { code, name, role, phone },
        signKeys,
        sealKeys: seals,
        madeAt: clock.now(),
      };
      const text = await signedFile(KeyCard.parse(card), signingKey);
      write(actor, { action: 'trust.exportOwn', ...NO_REASON }, tx => tx.note());
      return { fileName: `${code}${facility().workstation}-keys.gqk`, text };
    },
    overview(): TrustOverview {
      const held = alliance();
      const named = held?.profile.facilities ?? [];
      return {
        alliance: held && {
          rootFingerprint: held.rootFingerprint,
          version: held.profile.version,
          issuedAt: held.profile.issuedAt,
          importedAt: held.importedAt,
          importedBy: held.importedBy,
          fhirBase: held.profile.fhirBase,
        },
        facilities: [
          ...named.map(each => shown(each, 'alliance')),
          ...partners().map(({ facility: each }) =>
            shown(each, named.some(({ code }) => code === each.code) ? 'replaced' : 'by-hand'),
          ),
        ].filter(({ code }) => code !== facility().code),
      };
    },
    async previewProfile(text: string) {
      const reading = await profileOf(text);
      if (!reading.ok) return { ok: false as const, fault: reading.fault };
      const { profile, fingerprint, isFirst } = reading;
      return {
        ok: true as const,
        fingerprint,
        isFirst,
        version: profile.version,
        issuedAt: profile.issuedAt,
        fhirBase: profile.fhirBase,
        facilities: profile.facilities.map(each => shown(each, 'alliance')),
      };
    },
    /** `fingerprint` = what was compared; a first import is refused without it. */
    async importProfile(
      actor: Actor,
      { text, fingerprint }: { text: string; fingerprint: string },
    ): Promise<Refusal | null> {
      assertFit();
      const reading = await profileOf(text);
      if (!reading.ok) return { fault: reading.fault };
      if (reading.fingerprint !== fingerprint) return { fault: 'wrong-fingerprint' };
      const { profile, rootThumbprint } = reading;
      changed(actor, 'trust.importProfile', null, tx =>
        putSetting(tx, 'alliance', {
          ...{ text, profile, rootThumbprint, rootFingerprint: fingerprint },
          ...{ importedAt: clock.now(), importedBy: actor.name },
        }),
      );
      return null;
    },
    async previewPartner(text: string) {
      const reading = await partnerOf(text);
      if (!reading.ok) return { ok: false as const, fault: reading.fault };
      return { ok: true as const, fingerprint: reading.fingerprint, facility: shown(trusted(reading.card), 'by-hand') };
    },
    async addPartner(
      actor: Actor,
      { text, fingerprint }: { text: string; fingerprint: string },
    ): Promise<Refusal | null> {
      assertFit();
      const reading = await partnerOf(text);
      if (!reading.ok) return { fault: reading.fault };
      if (reading.fingerprint !== fingerprint) return { fault: 'wrong-fingerprint' };
      const now = clock.now();
      const { facility: card } = reading.card;
      const held = partners().find(partner => partner.facility.code === card.code);
      const next = joined(trusted(reading.card), held?.facility ?? null);
      const others = partners().filter(partner => partner !== held);
      const entry = { facility: next, addedAt: now, addedBy: actor.name };
      changed(actor, 'trust.addPartner', null, tx => putSetting(tx, 'partners', { list: [...others, entry] }));
      return null;
    },
    /** What the partner signs from now on is refused; what it signed before stays readable. @throws AppError not-found */
    revokePartner(actor: Actor, { code, reason }: { code: string; reason: string }): void {
      const list = partners();
      if (!list.some(partner => partner.facility.code === code)) throw new AppError('not-found');
      const revokedAt = clock.now();
      const next = list.map(partner =>
        partner.facility.code === code ? { ...partner, facility: { ...partner.facility, revokedAt } } : partner,
      );
      changed(actor, 'trust.revokePartner', reason, tx => putSetting(tx, 'partners', { list: next }));
    },
    /** The facility's seal key for a further workstation. @throws AppError crypto-unfit */
    async exportSealKey(actor: Actor, password: string): Promise<{ fileName: string; text: string }> {
      assertFit();
      const keys = sealKeys();
      if (!keys) throw new AppError('not-found');
      const { code } = facility();
      const text = await closeSealKey(keys.active, code, password);
      write(actor, { action: 'trust.exportSealKey', ...NO_REASON }, tx => tx.note());
      return { fileName: `${code}-seal-key.gqs`, text };
    },
    /** Takes the facility's seal key; the former one goes on opening what was sealed to it. */
    async importSealKey(actor: Actor, { text, password }: { text: string; password: string }): Promise<Refusal | null> {
      assertFit();
      const opened = await openSealKey(text, facility().code, password);
      if (!opened.ok) return { fault: opened.fault };
      const key = opened.content;
      const isOther = (other: JWK) => thumbprintOf(other) !== thumbprintOf(key);
      changed(actor, 'trust.importSealKey', null, tx =>
        putSetting(tx, 'seal-keys', { active: key, retired: ownSealKeys().filter(isOther) }),
      );
      return null;
    },
  };
}

/** A partner's card as an entry of the list, in force. */
const trusted = ({ facility, signKeys, sealKeys }: KeyCard): TrustedFacility => ({
  ...facility,
  organizationId: organizationId(facility.code),
  signKeys,
  sealKeys,
  validFrom: EVER, // packets that were signed before the keys came are the very reason for their coming
  validTo: null,
});

/** A second card of a facility is another workstation's, or newer keys: its signing keys stand beside the known ones. */
function joined(next: TrustedFacility, held: TrustedFacility | null): TrustedFacility {
  const known = new Set(next.signKeys.map(thumbprintOf));
  const former = held?.signKeys.filter(key => !known.has(thumbprintOf(key))) ?? [];
  return TrustedFacility.parse({ ...next, signKeys: [...next.signKeys, ...former].slice(0, 20) });
}

function shown(facility: TrustedFacility, source: FacilityKeys['source']): FacilityKeys {
  const { code, name, role, phone, signKeys, sealKeys, validFrom, validTo, revokedAt } = facility;
  const sealKey = sealKeys.find(key => key.revokedAt === undefined);
  return {
    ...{ code, name, role, phone, validFrom, validTo, source },
    revokedAt: revokedAt ?? null,
    fingerprint: cardFingerprint({ facility, signKeys, sealKeys }),
    signKeys: signKeys.map(key => ({ fingerprint: fingerprintOf(key), revokedAt: key.revokedAt ?? null })),
    seal: sealKey ? fingerprintOf(sealKey) : null,
  };
}
