import { inflateRawSync } from 'node:zlib';
import { type CodePart, FLAG, HEAD_BYTES, joinParts, readHead } from '../../../shared/referral/code-container.ts';
import { readCoreCode } from '../../../shared/referral/core-code.ts';
import { collectCode, type FullSetReader, readFullSet } from '../../../shared/referral/read-full-set.ts';
import { contentOfCore, contentOfFullSet, type ReceivedContent, type Road } from '../../../shared/referral/received.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import { type Standing, standing } from '../trust/trust-list.ts';
import type { TrustService } from '../trust/trust-service.ts';

export type CodesReading =
  /** Parts that are held so far. */
  | { readonly state: 'waiting'; readonly held: readonly number[]; readonly of: number }
  | { readonly state: 'refused'; readonly fault: RoadFault }
  | {
      readonly state: 'read';
      readonly road: Road;
      readonly content: ReceivedContent;
      readonly standing: 'valid' | 'revoked-later';
      readonly isSealed: boolean;
    };

const refused = (fault: RoadFault): CodesReading => ({ state: 'refused', fault });

const FAULTS = {
  'not-a-code': 'not-ours',
  'several-parts': 'parts-missing',
  'not-for-us': 'wrong-receiver',
  'unknown-key': 'unknown-sender',
  'newer-format': 'newer-format',
  'mixed-packets': 'mixed-packets',
  'parts-missing': 'parts-missing',
  damaged: 'damaged',
  altered: 'altered',
} as const satisfies Record<string, RoadFault>;

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };

/** Tries the keys of this name; `valid` here means the arithmetic only, whose word it is comes after. */
const readerOf = (trust: TrustService): FullSetReader => ({
  inflateRaw: (bytes, dictionary, limit) => inflateRawSync(bytes, { dictionary, maxOutputLength: limit }),
  async verify(keyId, message, signature) {
    const signers = trust.list().signersById(keyId);
    for (const { key } of signers) if (await verifies(key, message, signature)) return 'valid';
    return signers.length === 0 ? 'unknown-key' : 'invalid';
  },
  unseal: trust.unseal,
});

async function verifies(
  { x, y }: { x: string; y: string },
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, p256, false, ['verify']);
  return crypto.subtle.verify(ECDSA, key, signature, message);
}

/** Reads what was scanned, pasted or found in a picture: one core code, or the parts of one full set. */
export async function readCodes(texts: readonly string[], trust: TrustService): Promise<CodesReading> {
  let parts: readonly CodePart[] = [];
  for (const text of texts) {
    const collected = collectCode(parts, text);
    if (collected.state === 'refused') return refused(FAULTS[collected.fault]);
    parts = collected.parts;
  }
  const of = parts[0]?.parts ?? 1;
  if (parts.length < of) return { state: 'waiting', held: parts.map(each => each.part), of };
  const reader = readerOf(trust);
  const isFull = isFullSet(parts);
  const reading = isFull ? await readFullSet(texts, reader) : await readCoreCode(texts.at(-1) ?? '', reader);
  if (!reading.ok) return refused(FAULTS[reading.fault]);
  const content = 'full' in reading ? contentOfFullSet(reading.full) : contentOfCore(reading.core);
  const word = standingOf(trust, reading.keyId, content);
  if (word === 'revoked-key' || word === 'unknown-sender') return refused(word);
  return {
    state: 'read',
    road: isFull ? 'full-code' : 'core-code',
    content,
    standing: word,
    isSealed: 'isSealed' in reading && reading.isSealed,
  };
}

function isFullSet(parts: readonly CodePart[]): boolean {
  const bytes = joinParts(parts);
  return bytes !== null && bytes.length > HEAD_BYTES && (readHead(bytes).flags & FLAG.fullSet) !== 0;
}

/** The best word among the keys of this name: a key speaks for its own facility only. */
function standingOf(trust: TrustService, keyId: Uint8Array, { site, signedAt }: ReceivedContent): Standing {
  const words = trust
    .list()
    .signersById(keyId)
    .map(key => standing(key, { site, signedAt }));
  const order: readonly Standing[] = ['valid', 'revoked-later', 'revoked-key'];
  return order.find(word => words.includes(word)) ?? 'unknown-sender';
}
