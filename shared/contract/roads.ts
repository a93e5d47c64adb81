import { z } from 'zod';
import { FacilityCode, SiteRole } from '../records/facility.ts';
import { Instant } from '../records/time.ts';
import { KEY_FILE_LIMIT, RoadFault } from '../referral/trust.ts';
import { Password } from './application.ts';
import { administer } from './procedure.ts';

/** Roads without a line: keys and the trust list. Fingerprints are eight groups of four, compared by telephone. */

export const OwnKeys = z.object({
  code: z.string(),
  name: z.string(),
  workstation: z.string(),
  /** Of all public keys of the card together: the one to read out. */
  fingerprint: z.string(),
  sign: z.string(),
  seal: z.string().nullable(),
  /** Parts of the engine's cryptography that failed their known-answer test; any = nothing is signed or sealed. */
  failedChecks: z.array(z.string()),
});
export type OwnKeys = z.infer<typeof OwnKeys>;

export const FacilityKeys = z.object({
  code: FacilityCode,
  name: z.string(),
  role: SiteRole,
  phone: z.string(),
  /** `replaced`: added by hand, and now named by the alliance, whose word counts. */
  source: z.enum(['alliance', 'by-hand', 'replaced']),
  fingerprint: z.string(),
  signKeys: z.array(z.object({ fingerprint: z.string(), revokedAt: Instant.nullable() })),
  /** null = nothing can be sealed to it. */
  seal: z.string().nullable(),
  validFrom: Instant,
  validTo: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type FacilityKeys = z.infer<typeof FacilityKeys>;

export const TrustOverview = z.object({
  alliance: z
    .object({
      rootFingerprint: z.string(),
      version: z.int(),
      issuedAt: Instant,
      importedAt: Instant,
      importedBy: z.string(),
      fhirBase: z.string(),
    })
    .nullable(),
  facilities: z.array(FacilityKeys),
});
export type TrustOverview = z.infer<typeof TrustOverview>;

const Refused = z.object({ ok: z.literal(false), fault: RoadFault });
const Outcome = z.object({ fault: RoadFault.nullable() });
const TextFile = z.object({ fileName: z.string(), text: z.string() });
const KeyFileText = z.string().min(1).max(KEY_FILE_LIMIT);
const Compared = z.object({ text: KeyFileText, fingerprint: z.string().max(60) });

export const ProfilePreview = z.discriminatedUnion('ok', [
  Refused,
  z.object({
    ok: z.literal(true),
    fingerprint: z.string(),
    isFirst: z.boolean(),
    version: z.int(),
    issuedAt: Instant,
    fhirBase: z.string(),
    facilities: z.array(FacilityKeys),
  }),
]);
export type ProfilePreview = z.infer<typeof ProfilePreview>;

export const PartnerPreview = z.discriminatedUnion('ok', [
  Refused,
  z.object({ ok: z.literal(true), fingerprint: z.string(), facility: FacilityKeys }),
]);
export type PartnerPreview = z.infer<typeof PartnerPreview>;

export const trust = {
  own: administer.output(OwnKeys),
  /** The public keys of this workstation and its facility, signed, for the alliance or a partner. */
  exportOwn: administer.output(TextFile),
  overview: administer.output(TrustOverview),
  previewProfile: administer.input(z.object({ text: KeyFileText })).output(ProfilePreview),
  /** The fingerprint as it was compared; a later profile needs the same root and a higher version. */
  importProfile: administer.input(Compared).output(Outcome),
  previewPartner: administer.input(z.object({ text: KeyFileText })).output(PartnerPreview),
  addPartner: administer.input(Compared).output(Outcome),
  revokePartner: administer
    .input(z.object({ code: FacilityCode, reason: z.string().trim().min(1).max(200) }))
    .output(z.object({})),
  /** The facility's seal key for a further workstation, closed with a password. */
  exportSealKey: administer.input(z.object({ password: Password })).output(TextFile),
  importSealKey: administer.input(z.object({ text: KeyFileText, password: Password })).output(Outcome),
};
