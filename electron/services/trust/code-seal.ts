import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { concat, POINT_BYTES } from '../../../shared/referral/code-container.ts';
import type { FullSetWriter } from '../../../shared/referral/write-full-set.ts';
import { compressed, decompressed } from './curve-point.ts';
import { keyIdOf } from './key-print.ts';

/**
 * The seal of a code on paper (registry-and-sync 13): an ephemeral P-256 key against the receiver's seal key; AES-256-GCM
 * with key and nonce by HKDF-SHA-256 over the shared secret, the ephemeral point as salt. The head is bound as AAD.
 */
const ECDH = { name: 'ECDH', namedCurve: 'P-256' };
const INFO = new TextEncoder().encode('GQ1 sealed code');
const KEY_BITS = 256;
const NONCE_BITS = 96;

/** A new seal key pair of a facility, as a private JWK. */
export async function createSealKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  return exportJWK(privateKey);
}

/** Closes the codes of a packet for one receiver. */
export const sealTo = (receiver: JWK): FullSetWriter['receiver'] => ({
  keyId: keyIdOf(receiver),
  seal: (plain, aad) => sealCode(receiver, plain, aad),
});

/** @returns ephemeral point 33 ‖ ciphertext ‖ tag 16 */
export async function sealCode(
  receiver: JWK,
  plain: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const ephemeral = (await crypto.subtle.generateKey(ECDH, true, ['deriveBits'])) as CryptoKeyPair;
  const point = compressed((await crypto.subtle.exportKey('jwk', ephemeral.publicKey)) as JWK);
  const { key, iv } = await sealingKey(ephemeral.privateKey, await publicKey(receiver), point, 'encrypt');
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain);
  return concat(point, new Uint8Array(sealed));
}

/** @returns null where it was not sealed to this key, or anything of it was changed */
export async function unsealCode(
  own: JWK,
  sealed: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const point = sealed.slice(0, POINT_BYTES);
  const sender = decompressed(point);
  if (!sender) return null;
  try {
    const { key, iv } = await sealingKey(await privateKey(own), await publicKey(sender), point, 'decrypt');
    const algorithm = { name: 'AES-GCM', iv, additionalData: aad };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(POINT_BYTES)));
  } catch {
    return null; // the tag does not fit
  }
}

async function sealingKey(
  own: CryptoKey,
  other: CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  use: 'encrypt' | 'decrypt',
): Promise<{ key: CryptoKey; iv: Uint8Array<ArrayBuffer> }> {
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, KEY_BITS);
  const master = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info: INFO };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(hkdf, master, KEY_BITS + NONCE_BITS));
  const key = await crypto.subtle.importKey('raw', bits.slice(0, KEY_BITS / 8), 'AES-GCM', false, [use]);
  return { key, iv: bits.slice(KEY_BITS / 8) };
}

const publicKey = ({ kty = 'EC', crv = '', x = '', y = '' }: JWK): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y }, ECDH, false, []);

const privateKey = ({ kty = 'EC', crv = '', x = '', y = '', d = '' }: JWK): Promise<CryptoKey> =>
  crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, ECDH, false, ['deriveBits']);
