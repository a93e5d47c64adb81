import type { PublicKey, TrustedFacility } from '../../../shared/referral/trust.ts';
import { keyIdOf, thumbprintOf } from './key-print.ts';

export interface TrustedKey {
  readonly facility: TrustedFacility;
  readonly key: PublicKey;
}

/** What the content that a key signed says of itself: who and when. */
export interface Claim {
  readonly site: string;
  readonly signedAt: string;
}

/** `revoked-later`: signed before the key was withdrawn, so it remains readable, marked. */
export type Standing = 'valid' | 'revoked-later' | 'revoked-key' | 'unknown-sender';

/** The facilities of the alliance, and partners added by hand that the alliance does not name. Pure lookups. */
export function trustList(facilities: readonly TrustedFacility[]) {
  const signers = facilities.flatMap(facility => facility.signKeys.map((key): TrustedKey => ({ facility, key })));
  const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
  return {
    facilities,
    facility: (code: string): TrustedFacility | null => facilities.find(each => each.code === code) ?? null,
    /** Signing keys by their 6-byte name on paper; a name may stand for more than one. */
    signersById: (keyId: Uint8Array): TrustedKey[] => signers.filter(({ key }) => isSame(keyIdOf(key), keyId)),
    /** A signing key by its whole thumbprint, as files name it. */
    signer: (thumbprint: string): TrustedKey | null =>
      signers.find(({ key }) => thumbprintOf(key) === thumbprint) ?? null,
    /** The key in use of a facility that is itself in force now; null = nothing can be sealed to it. */
    sealKey(code: string, now: string): PublicKey | null {
      const facility = facilities.find(each => each.code === code);
      if (!facility || endOf(facility.revokedAt, facility.validTo) <= Date.parse(now)) return null;
      return facility.sealKeys.find(key => endOf(key.revokedAt, null) > Date.parse(now)) ?? null;
    },
  };
}
export type TrustList = ReturnType<typeof trustList>;

const endOf = (revokedAt: string | undefined, validTo: string | null): number =>
  Math.min(
    ...[revokedAt, validTo ?? undefined].map(at => (at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at))),
  );

/** Codes on paper know whole minutes only. */
const MINUTE_MS = 60_000;

/** Whether a signature of this key may be believed, by what the content claims. A key speaks for its own facility only. */
export function standing({ facility, key }: TrustedKey, { site, signedAt }: Claim): Standing {
  if (facility.code !== site) return 'unknown-sender';
  const at = Date.parse(signedAt);
  if (at + MINUTE_MS < Date.parse(facility.validFrom)) return 'unknown-sender';
  const revokedAt = Math.min(endOf(facility.revokedAt, null), endOf(key.revokedAt, null));
  if (at >= revokedAt || at >= endOf(undefined, facility.validTo)) return 'revoked-key';
  return Number.isFinite(revokedAt) ? 'revoked-later' : 'valid';
}
