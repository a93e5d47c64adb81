import { z } from 'zod';
import { FacilityCode, SiteRole } from '../records/facility.ts';
import { Instant } from '../records/time.ts';

/** Whom this site believes, and to whom it can seal: public keys by facility. */

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A public key on P-256, as a JWK. */
export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
  /** What this one key signed from here on is refused: one stolen computer is shut out alone. */
  revokedAt: Instant.optional(),
});
export type PublicKey = z.infer<typeof PublicKey>;

/** A facility of the alliance with its keys: one signing key a workstation, the first seal key not revoked is in use. */
export const TrustedFacility = z.object({
  code: FacilityCode,
  name: z.string().trim().min(2).max(100),
  role: SiteRole,
  phone: z.string().trim().max(30),
  organizationId: z.string().max(64),
  signKeys: z.array(PublicKey).min(1).max(20),
  sealKeys: z.array(PublicKey).max(5),
  validFrom: Instant,
  validTo: Instant.nullable(),
  revokedAt: Instant.optional(),
});
export type TrustedFacility = z.infer<typeof TrustedFacility>;

/**
 * Whether something can be sealed to a facility now, and on whose word: the alliance's list, keys compared by telephone
 * and added by hand, or our own; `revoked`, `expired` and `none` = nothing can.
 */
export const SealStanding = z.object({
  state: z.enum(['alliance', 'by-hand', 'own', 'revoked', 'expired', 'none']),
  /** Since when it is revoked or expired; null otherwise. */
  since: Instant.nullable(),
  /** Of the key in use, to be compared; null where there is none. */
  fingerprint: z.string().nullable(),
});
export type SealStanding = z.infer<typeof SealStanding>;

/** `alliance.json`, the payload of a JWS (ES256) by the alliance's root key, whose public half stands in its header. */
export const AllianceProfile = z.object({
  version: z.int().positive(),
  issuedAt: Instant,
  fhirBase: z.url(),
  registryUrl: z.string().max(300),
  authMode: z.enum(['smart', 'bearer', 'mtls', 'none']),
  facilities: z.array(TrustedFacility).min(1).max(500),
});
export type AllianceProfile = z.infer<typeof AllianceProfile>;

/** A facility's own public keys, handed to the alliance or to a partner; a JWS by its signing key, so that it has it. */
export const KeyCard = z.object({
  kind: z.literal('ganqiao-keys'),
  v: z.literal(1),
  facility: TrustedFacility.pick({ code: true, name: true, role: true, phone: true }),
  signKeys: TrustedFacility.shape.signKeys,
  sealKeys: TrustedFacility.shape.sealKeys,
  madeAt: Instant,
});
export type KeyCard = z.infer<typeof KeyCard>;

/** A file of keys is some kilobytes; an alliance of 500 facilities some hundred. */
export const KEY_FILE_LIMIT = 2_000_000;

/** Why a road without a line was refused. Each has its words: `roads.fault`. */
export const ROAD_FAULTS = [
  'not-ours', // some other file or code
  'newer-format',
  'too-large',
  'damaged',
  'altered',
  'parts-missing',
  'mixed-packets',
  'wrong-receiver',
  'unknown-sender',
  'revoked-key',
  'outdated', // older than what is held
  'foreign', // of another alliance
  'training', // a fictional patient on a real site, or the other way round
  'not-answerable', // an answer to a referral that is not here
  'illegal-answer',
  'not-the-ward', // an answer by another hospital than the one asked
  'no-seal-key',
  'nothing-to-carry', // care sharing refused, or no ward
  'no-code-in-picture',
  'other-root',
  'older-profile',
  'wrong-password',
  'wrong-fingerprint',
  'own-card',
] as const;
export const RoadFault = z.enum(ROAD_FAULTS);
export type RoadFault = z.infer<typeof RoadFault>;
