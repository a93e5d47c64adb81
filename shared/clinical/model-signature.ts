/** What the model loader needs from the machine; the defaults use WebCrypto, which Node and Chromium both have. */
export interface ModelCrypto {
  /** Ed25519 over `bytes`; false for anything that does not verify, also a malformed key. */
  readonly verify: (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;
  /** Lower-case hex. */
  readonly sha256: (bytes: Uint8Array) => Promise<string>;
}

/** A public key compiled into the application; raw 32 bytes, base64. */
export interface ModelKey {
  readonly keyId: string;
  readonly publicKey: string;
}

/**
 * The keys whose model files this build accepts. Empty: the owners of the CATCH-LIFE model have published none, so
 * no file can be installed yet and the score answers `model-not-installed`.
 */
export const installedModelKeys: readonly ModelKey[] = [];

export const webModelCrypto: ModelCrypto = {
  verify: async (publicKey, bytes, signature) => {
    try {
      const key = await crypto.subtle.importKey('raw', Uint8Array.from(publicKey), 'Ed25519', false, ['verify']);
      return await crypto.subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(bytes));
    } catch {
      return false; // a key or signature of the wrong shape is a signature that does not verify
    }
  },
  sha256: async bytes => {
    const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
    return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
  },
};
