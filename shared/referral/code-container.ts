import { decodeBase45, encodeBase45 } from './base45.ts';

/**
 * What every code on paper is packed in (the core code of page 1 and the full set of page 2):
 *
 *   text       GQ1/<part>/<parts>/<8 hex digits of the packet's hash>/<base45>        (QR alphanumeric mode)
 *   container  head 16 ‖ body ‖ signature 64, or sealed: head 16 ‖ ephemeral point 33 ‖ AES-256-GCM(body ‖ signature)
 *   head       version 1, flags 1, sender kid 6, receiver kid 6, dictionary 1, 0
 *   body       raw deflate, preset dictionary, of positional JSON
 *   signature  ES256 (r ‖ s) over head ‖ body
 */
export interface CodeHead {
  readonly flags: number;
  /** First 6 bytes of the RFC 7638 thumbprint of the sender's signing key. */
  readonly sender: Uint8Array;
  /** Likewise of the receiver's seal key; zeros where the code is not sealed. */
  readonly receiver: Uint8Array;
  readonly dictionary: number;
}

export const CONTAINER_VERSION = 1;
export const HEAD_BYTES = 16;
export const KEY_ID_BYTES = 6;
export const SIGNATURE_BYTES = 64;
export const POINT_BYTES = 33;
/** AES-GCM's tag. */
export const TAG_BYTES = 16;

/** `training`: a fictional patient; a ward that treats real ones refuses it. */
export const FLAG = { sealed: 1, fullSet: 2, training: 4 } as const;

/** Text of the largest code that a grey photocopy still carries: version 20, correction M, alphanumeric. */
export const CODE_CHARACTERS = 970;
/** Numbered codes of one message. */
export const CODE_PARTS = 3;

/** Frequent text of a payload. A change gets a new number; the old ones stay readable for ever. */
export const DICTIONARIES: Readonly<Record<number, Uint8Array>> = {
  1: new TextEncoder().encode(
    `not-assessable","unmeasurable","not-detected","positive","negative","not-done","pending","unknown","current","past",` +
      `"none",["albi","1",-["child-pugh","1","A","B","C",["meld","1",["meld3","1",["apasl-aclf","1","yes","no",` +
      `["cossh-aclf-ii","1",]],[["TBIL",29],["INR",1.29],["UREA",29],["NA",1329]],[[1,"1-202`,
  ),
  2: new TextEncoder().encode(
    `慢性乙型病毒性肝炎肝硬化失代偿期急性加重慢加急性肝衰竭人工肝血浆置换肝移植评估病情加重高危转诊需进一步治疗主任医师副主治` +
      `["extrahepatic_of",["kidney","brain","circulation","respiration"]],["urine_output",["temperature",36.["pulse",["weight",` +
      `["dialysis",false,["rrt",false,["ventilation","respiratory"["vasopressor",true,false,["infection","suspected","proven",` +
      `["sbp",1["dbp",["spo2",9["fio2",0.["ascites","moderate-severe","mild","variceal_bleed","current","past","none",["he",` +
      `"not-assessable","unmeasurable","not-detected","positive","negative","not-done","pending","unknown",` +
      `"albi","1",-["child-pugh","1","A","B","C",["meld","1",["meld3","1",["apasl-aclf","1","yes","no",["cossh-aclf-ii","1",` +
      `["ALP",["GGT",["HBSAG",["HBVDNA",["AFP",["NH3",["LAC",["PROCT",["CRP",["HGB",["PLT",["NEUT_PCT",["NEUT",["WBC",` +
      `["K",["NA",13["UREA",["CREA",["FIB",["PTA",["PT",["INR",["ALB",["AST",["ALT",["DBIL",["TBIL",2946,"K72.9","1-2026`,
  ),
};

export const minute = (instant: string): number => Math.floor(Date.parse(instant) / 60_000);
export const instant = (minutes: number): string => new Date(minutes * 60_000).toISOString();

export function headBytes({ flags, sender, receiver, dictionary }: CodeHead): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = CONTAINER_VERSION;
  head[1] = flags;
  head.set(sender.subarray(0, KEY_ID_BYTES), 2);
  head.set(receiver.subarray(0, KEY_ID_BYTES), 2 + KEY_ID_BYTES);
  head[14] = dictionary;
  return head;
}

/** @param bytes of a container of our version */
export const readHead = (bytes: Uint8Array): CodeHead => ({
  flags: bytes[1] ?? 0,
  sender: bytes.slice(2, 2 + KEY_ID_BYTES),
  receiver: bytes.slice(2 + KEY_ID_BYTES, 2 + 2 * KEY_ID_BYTES),
  dictionary: bytes[14] ?? 0,
});

/** One scanned or pasted code of ours. */
export interface CodePart {
  readonly version: string;
  readonly part: number;
  readonly parts: number;
  /** First 4 bytes of the packet's hash, 8 upper-case hexadecimal digits. */
  readonly mark: string;
  readonly chunk: string;
}

/** @returns null where it is some other text */
export function readPart(text: string): CodePart | null {
  const found = /^GQ(\d+)\/(\d{1,2})\/(\d{1,2})\/([0-9A-F]{8})\/([\s\S]*)$/.exec(
    text.replace(/[\r\n]+$/, '').toUpperCase(),
  );
  if (!found) return null;
  const [, version = '', part, parts, mark = '', chunk = ''] = found;
  return { version, part: Number(part), parts: Number(parts), mark, chunk };
}

/**
 * A container as the texts of one or more codes of about the same size.
 * @returns null where it needs more than three
 */
export function writeParts(container: Uint8Array, mark: string): string[] | null {
  const text = encodeBase45(container);
  const room = CODE_CHARACTERS - `GQ1/1/${CODE_PARTS}/${mark}/`.length;
  const parts = Math.ceil(text.length / room);
  if (parts > CODE_PARTS) return null;
  const each = Math.ceil(text.length / parts);
  return Array.from(
    { length: parts },
    (_, i) => `GQ1/${i + 1}/${parts}/${mark}/${text.slice(i * each, (i + 1) * each)}`,
  );
}

/** The container of all parts in any order; null where it is not base45. */
export const joinParts = (parts: readonly CodePart[]): Uint8Array<ArrayBuffer> | null =>
  decodeBase45(
    parts
      .toSorted((a, b) => a.part - b.part)
      .map(part => part.chunk)
      .join(''),
  );

export function concat(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** First 16 bytes of a hexadecimal SHA-256 as 22 characters of base64url. */
export function shortHash(sha256: string): string {
  if (!/^[0-9a-f]{64}$/i.test(sha256)) throw new TypeError('a SHA-256 has 64 hexadecimal digits');
  const binary = (sha256.slice(0, 32).match(/../g) ?? []).map(pair => String.fromCharCode(Number.parseInt(pair, 16)));
  return btoa(binary.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The same hash as 8 upper-case hexadecimal digits: parts of one packet carry the same mark. */
export function hashMark(packetHash: string): string {
  const binary = atob(packetHash.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary.slice(0, 4), c => c.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}
