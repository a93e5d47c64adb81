import { deflateRawSync } from 'node:zlib';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { CoreCodeWriter } from '../../../shared/referral/core-code.ts';
import { keyIdOf } from '../trust/key-print.ts';

/** A new ES256 signing key of this workstation, as a private JWK; it lives in the vault only. */
export async function createSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return exportJWK(privateKey);
}

/** Compresses and signs with this workstation's key, as shared/referral/core-code.ts asks for it. */
export async function coreCodeWriter(jwk: JWK): Promise<CoreCodeWriter> {
  const key = await importJWK(jwk, 'ES256');
  if (!(key instanceof CryptoKey)) throw new TypeError('the signing key is not an elliptic-curve key');
  return {
    keyId: keyIdOf(jwk),
    deflateRaw: (bytes, dictionary) => deflateRawSync(bytes, { dictionary, level: 9 }),
    sign: async message => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, message)),
  };
}
