import { exportJWK, generateKeyPair } from 'jose';
import { signedFile } from '../../electron/services/trust/key-files.ts';
import type { AllianceProfile, KeyCard, TrustedFacility } from '../../shared/referral/trust.ts';

/** What an alliance's office does: a root key, and profiles signed by it. */
export async function newAlliance() {
  const root = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
  return {
    root,
    profile: (facilities: TrustedFacility[], change: Partial<AllianceProfile> = {}): Promise<string> =>
      signedFile(
        {
          version: 1,
          issuedAt: '2026-11-01T00:00:00.000Z',
          fhirBase: 'https://ganqiao.example/fhir',
          registryUrl: '',
          authMode: 'none',
          facilities,
          ...change,
        } satisfies AllianceProfile,
        root,
      ),
  };
}

const cardOf = (cardText: string): KeyCard =>
  JSON.parse(Buffer.from(cardText.split('.')[1] ?? '', 'base64url').toString('utf8'));

/** An entry of a profile from the key file that a facility handed in. */
export function entryFrom(cardText: string, change: Partial<TrustedFacility> = {}): TrustedFacility {
  const { facility, signKeys, sealKeys } = cardOf(cardText);
  return {
    ...facility,
    organizationId: `org-${facility.code}`,
    signKeys,
    sealKeys,
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: null,
    ...change,
  };
}
