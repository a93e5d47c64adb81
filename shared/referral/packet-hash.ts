import canonicalize from 'canonicalize';
import type { PacketModel } from './packet-model.ts';

/** The frozen model as RFC 8785 canonical JSON, UTF-8: the same bytes on every machine. */
export function packetBytes(model: PacketModel): Uint8Array<ArrayBuffer> {
  return canonicalBytes(model);
}

/** RFC 8785 bytes of any JSON value. */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('not a JSON value');
  return new TextEncoder().encode(json);
}

/** SHA-256 of the frozen model (not of the PDF, which carries the code that holds this hash): 64 lower-case hex digits. */
export async function packetSha256(model: PacketModel): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', packetBytes(model));
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
}
