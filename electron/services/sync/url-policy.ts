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
 * network.
 */
export function isAllowedRegistryUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  const { username, password, search, hash } = url;
  if ([username, password, search, hash].some(part => part !== '')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isPrivateAddress(text));
}

/** This computer, or a number inside the hospital's own network. A name could be pointed elsewhere. */
export function isPrivateAddress(text: string): boolean {
  const hostname = URL.parse(text)?.hostname ?? '';
  const address = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return hostname === 'localhost' || (family !== 0 && PRIVATE.check(address, family === 4 ? 'ipv4' : 'ipv6'));
}

/** Whether the administrator's list lets us speak to this address. An empty list lets all. */
export function isListedHost(text: string, hosts: readonly string[]): boolean {
  const host = URL.parse(text)?.host;
  return hosts.length === 0 || (host !== undefined && hosts.includes(host));
}

/** A host of the list as addresses write it, or null where it is none: `Registry.Example:443` → `registry.example`. */
export function listedHost(text: string): string | null {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  return url && url.host !== '' && url.username === '' && url.pathname === '/' ? url.host : null;
}

/** Whether an address that the registry gave us, such as a next page, is still the registry. */
export function isSameOrigin(base: string, text: string): boolean {
  const own = URL.parse(base);
  const other = URL.parse(text);
  return own !== null && other !== null && own.origin === other.origin;
}
