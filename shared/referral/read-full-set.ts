import { FindingEntry } from '../records/finding.ts';
import {
  CODE_PARTS,
  CONTAINER_VERSION,
  type CodePart,
  concat,
  DICTIONARIES,
  FLAG,
  HEAD_BYTES,
  hashMark,
  joinParts,
  POINT_BYTES,
  readHead,
  readPart,
  SIGNATURE_BYTES,
  TAG_BYTES,
} from './code-container.ts';
import type { CoreCodeReader } from './core-code.ts';
import type { FullSet } from './full-set.ts';
import { FullSetPayload, fullSetFrom } from './full-set-payload.ts';

export interface FullSetReader extends CoreCodeReader {
  readonly unseal: (
    keyId: Uint8Array,
    sealed: Uint8Array<ArrayBuffer>,
    aad: Uint8Array<ArrayBuffer>,
  ) => Promise<Uint8Array<ArrayBuffer> | 'not-for-us' | 'altered'>;
}

export type FullSetFault =
  | 'not-a-code'
  | 'newer-format'
  | 'mixed-packets' // parts of two packets
  | 'parts-missing'
  | 'damaged'
  | 'altered'
  | 'unknown-key'
  | 'not-for-us'; // sealed to another receiver

export type FullSetReading =
  | {
      readonly ok: true;
      readonly full: FullSet;
      readonly keyId: Uint8Array;
      readonly isKeyRevoked: boolean;
      readonly isSealed: boolean;
    }
  | { readonly ok: false; readonly fault: FullSetFault };

const KNOWN_FLAGS = FLAG.fullSet | FLAG.sealed | FLAG.training;
const PAYLOAD_LIMIT = 32_768; // bytes of JSON; a full set has some 2,000

/** Puts the numbered codes of one packet together as they come in, in any order. */
export type Collected =
  | { readonly state: 'waiting'; readonly parts: readonly CodePart[]; readonly of: number }
  | { readonly state: 'complete'; readonly parts: readonly CodePart[] }
  | {
      readonly state: 'refused';
      readonly parts: readonly CodePart[];
      readonly fault: 'not-a-code' | 'newer-format' | 'mixed-packets';
    };

export function collectCode(held: readonly CodePart[], text: string): Collected {
  const refuse = (fault: (Collected & { state: 'refused' })['fault']): Collected => ({
    state: 'refused',
    parts: held,
    fault,
  });
  const part = readPart(text);
  if (!part) return refuse('not-a-code');
  if (part.version !== '1') return refuse('newer-format');
  const isOurs = part.part >= 1 && part.part <= part.parts && part.parts <= CODE_PARTS;
  if (!isOurs) return refuse('newer-format');
  const [first] = held;
  if (first && (first.mark !== part.mark || first.parts !== part.parts)) return refuse('mixed-packets');
  const others = held.filter(each => each.part !== part.part);
  const parts = [...others, part].toSorted((a, b) => a.part - b.part);
  return parts.length === part.parts ? { state: 'complete', parts } : { state: 'waiting', parts, of: part.parts };
}

/** Reads the scanned texts of one full set; every refusal has its name, and nothing of a refused one is handed out. */
export async function readFullSet(texts: readonly string[], reader: FullSetReader): Promise<FullSetReading> {
  let collected: Collected | null = null;
  for (const text of texts) {
    collected = collectCode(collected?.parts ?? [], text);
    if (collected.state === 'refused') return refusal(collected.fault);
  }
  if (collected?.state !== 'complete') return refusal('parts-missing');
  const bytes = joinParts(collected.parts);
  if (bytes === null || bytes.length <= HEAD_BYTES + SIGNATURE_BYTES) return refusal('damaged');
  if (bytes[0] !== CONTAINER_VERSION) return refusal('newer-format');
  const head = readHead(bytes);
  if ((head.flags & FLAG.fullSet) === 0) return refusal('not-a-code'); // a core code: readCoreCode
  const dictionary = DICTIONARIES[head.dictionary];
  if (dictionary === undefined || (head.flags & ~KNOWN_FLAGS) !== 0) return refusal('newer-format');
  const isSealed = (head.flags & FLAG.sealed) !== 0;
  const aad = bytes.slice(0, HEAD_BYTES);
  const inside = isSealed ? await opened(bytes.slice(HEAD_BYTES), aad, head.receiver, reader) : bytes.slice(HEAD_BYTES);
  if (typeof inside === 'string') return refusal(inside);
  const body = inside.slice(0, -SIGNATURE_BYTES);
  const verdict = await reader.verify(head.sender, concat(aad, body), inside.slice(-SIGNATURE_BYTES));
  if (verdict === 'unknown-key') return refusal('unknown-key');
  if (verdict === 'invalid') return refusal('altered');
  const payload = await unpacked(body, dictionary, reader);
  if (payload === null) return refusal('damaged');
  const full = fullSetFrom(payload, (head.flags & FLAG.training) !== 0);
  if (hashMark(full.packetHash) !== collected.parts[0]?.mark) return refusal('altered');
  return { ok: true, full, keyId: head.sender, isKeyRevoked: verdict === 'revoked-key', isSealed };
}

/** Whether the printed codes can be read by the receiver alone. */
export function isSealedSet(texts: readonly string[]): boolean {
  const bytes = joinParts(texts.flatMap(text => readPart(text) ?? []));
  return bytes !== null && (readHead(bytes).flags & FLAG.sealed) !== 0;
}

const refusal = (fault: FullSetFault): FullSetReading => ({ ok: false, fault });

async function opened(
  sealed: Uint8Array<ArrayBuffer>,
  aad: Uint8Array<ArrayBuffer>,
  receiver: Uint8Array,
  reader: FullSetReader,
): Promise<Uint8Array<ArrayBuffer> | 'not-for-us' | 'altered' | 'damaged'> {
  if (sealed.length <= POINT_BYTES + TAG_BYTES + SIGNATURE_BYTES) return 'damaged';
  return reader.unseal(receiver, sealed, aad);
}

async function unpacked(
  body: Uint8Array,
  dictionary: Uint8Array,
  reader: FullSetReader,
): Promise<FullSetPayload | null> {
  try {
    const json = await reader.inflateRaw(body, dictionary, PAYLOAD_LIMIT);
    const payload = FullSetPayload.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
    for (const [code, value] of payload[14]) FindingEntry.parse({ code, value });
    return payload;
  } catch {
    return null; // signed by a known key and yet not ours to read: damaged, not a crash
  }
}
