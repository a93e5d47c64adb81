import { concat, DICTIONARIES, FLAG, hashMark, headBytes, SIGNATURE_BYTES, writeParts } from './code-container.ts';
import type { CoreCodeWriter } from './core-code.ts';
import type { FullSet } from './full-set.ts';
import { payloadOf } from './full-set-payload.ts';

export interface FullSetWriter extends CoreCodeWriter {
  /** null = the receiver's seal key is not known. */
  readonly receiver: {
    /** First 6 bytes of the thumbprint of the seal key. */
    readonly keyId: Uint8Array;
    /** @returns ephemeral point 33 ‖ AES-256-GCM ciphertext with its tag */
    readonly seal: (plain: Uint8Array<ArrayBuffer>, aad: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  } | null;
}

const DICTIONARY = 2;
/** Characters that a free text may keep, tried in this order until the set fits its codes. */
const TEXT_LIMITS = [500, 200, 90, 30] as const;
/** Fewer codes are quicker to scan: one is worth shortening a long text to this. */
const TEXT_FOR_ONE_CODE = 90;

/** @returns the texts of the codes in their order; none where even the shortest texts need more than three codes */
export async function writeFullSet(full: FullSet, writer: FullSetWriter): Promise<string[]> {
  let best: string[] = [];
  for (const limit of TEXT_LIMITS) {
    const parts = await packed(shortened(full, limit), writer);
    if (parts !== null && (best.length === 0 || parts.length === 1)) best = parts;
    if (best.length === 1 || (best.length > 0 && limit <= TEXT_FOR_ONE_CODE)) break;
  }
  return best;
}

async function packed(full: FullSet, writer: FullSetWriter): Promise<string[] | null> {
  const { receiver } = writer;
  const dictionary = DICTIONARIES[DICTIONARY] ?? new Uint8Array();
  const json = new TextEncoder().encode(JSON.stringify(payloadOf(receiver ? full : withoutPerson(full))));
  const head = headBytes({
    flags: FLAG.fullSet | (receiver ? FLAG.sealed : 0) | (full.training ? FLAG.training : 0),
    sender: writer.keyId,
    receiver: receiver?.keyId ?? new Uint8Array(),
    dictionary: DICTIONARY,
  });
  const body = await writer.deflateRaw(json, dictionary);
  const signature = await writer.sign(concat(head, body));
  if (signature.length !== SIGNATURE_BYTES) throw new TypeError('an ES256 signature has 64 bytes');
  const inside = concat(body, signature);
  const container = concat(head, receiver ? await receiver.seal(inside, head) : inside);
  return writeParts(container, hashMark(full.packetHash));
}

/** Without what says who it is. */
function withoutPerson(full: FullSet): FullSet {
  return { ...full, patient: { ...full.patient, birth: full.patient.birth.slice(0, 4), person: null } };
}

const cut = (text: string, limit: number): string => {
  const characters = [...text.trim()];
  return characters.length <= limit ? text.trim() : `${characters.slice(0, limit - 1).join('')}…`;
};

const shortened = (full: FullSet, limit: number): FullSet => ({
  ...full,
  diagnosis: { icd10: full.diagnosis.icd10, text: cut(full.diagnosis.text, limit) },
  reasonText: cut(full.reasonText, limit),
});
