import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const COOKIE = 'ganqiao';
const digest = (text: string) => createHash('sha256').update(text).digest();

/** A fresh secret of 256 bits, safe in a URL. */
const secret = () => randomBytes(32).toString('base64url');

/**
 * Who may ask this host: the one-time token of the printed address is exchanged for a cookie, once. The cookie says which
 * browser it is; who sits before it is the worker's business.
 */
export class BrowserSessions<Session> {
  /** Stands in the fragment of the printed address, which a browser never sends. */
  readonly token = secret();
  readonly #sessions = new Map<string, Session>();
  #isTokenUsed = false;

  /** The `Set-Cookie` value for a right token that was not used before, else null. Compared in constant time. */
  exchange(token: string, create: () => Session): string | null {
    if (!timingSafeEqual(digest(token), digest(this.token)) || this.#isTokenUsed) return null;
    this.#isTokenUsed = true;
    const id = secret();
    this.#sessions.set(id, create());
    return `${COOKIE}=${id}; HttpOnly; SameSite=Strict; Path=/; Max-Age=604800`;
  }

  /** The session that a request's `Cookie` header names, if any. */
  find(cookies: string | undefined): Session | undefined {
    const id = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(cookies ?? '')?.[1];
    return id === undefined ? undefined : this.#sessions.get(id);
  }
}
