import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { PublicKey } from '../../../shared/contract/registry.ts';
import { Instant } from '../../../shared/records/time.ts';

/** This workstation's key for SMART; the private half (JWK, P-384) lives in the vault only. */
export const ClientKey = z.object({
  kid: z.string(),
  privateKey: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-384'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
  createdAt: Instant,
});
export type ClientKey = z.infer<typeof ClientKey>;

export async function createClientKey(createdAt: string): Promise<ClientKey> {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return ClientKey.parse({ kid: await calculateJwkThumbprint(jwk), privateKey: jwk, createdAt });
}

/** What the registry's operator is given. */
export const publicKeyOf = ({ kid, privateKey: { kty, crv, x, y } }: ClientKey): PublicKey =>
  PublicKey.parse({ kty, crv, x, y, kid, alg: 'ES384', use: 'sig' });
