/** IPv4 ranges that never leave the house: RFC 1918, loopback, link-local. */
const PRIVATE_IPV4 = [/^127\./, /^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./];
/** IPv6 loopback, unique local (fc00::/7) and link-local (fe80::/10), as URL writes them. */
const PRIVATE_IPV6 = [/^\[::1\]$/, /^\[f[cd][0-9a-f]{2}:/, /^\[fe[89ab][0-9a-f]:/];

/**
 * Addresses that patient data may be sent to: https anywhere; http only on this computer or inside the hospital's own
 * network. A name could be pointed elsewhere, so with http only numbers count, and `localhost`.
 */
export function isAllowedRegistryUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  const { hostname, username, password, search, hash } = url;
  if ([username, password, search, hash].some(part => part !== '')) return false;
  if (url.protocol === 'https:') return true;
  if (url.protocol !== 'http:') return false;
  return hostname === 'localhost' || [...PRIVATE_IPV4, ...PRIVATE_IPV6].some(range => range.test(hostname));
}

/** Whether an address that the registry gave us, such as a next page, is still the registry. */
export function isSameOrigin(base: string, text: string): boolean {
  const own = URL.parse(base);
  const other = URL.parse(text);
  return own !== null && other !== null && own.origin === other.origin;
}
