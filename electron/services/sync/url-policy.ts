import { BlockList, isIP } from 'node:net';

/** Networks that never leave the house: loopback, RFC 1918, link-local, unique local. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

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
  const address = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return hostname === 'localhost' || (family !== 0 && PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6'));
}

/** Whether an address that the registry gave us, such as a next page, is still the registry. */
export function isSameOrigin(base: string, text: string): boolean {
  const own = URL.parse(base);
  const other = URL.parse(text);
  return own !== null && other !== null && own.origin === other.origin;
}
