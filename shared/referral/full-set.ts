import { z } from 'zod';
import { Tristate } from '../records/episode.ts';
import { type FindingCode, FindingEntry } from '../records/finding.ts';
import { maskIdentity } from '../records/masking.ts';
import { LAB_CODES } from '../records/observation.ts';
import { Sex } from '../records/patient.ts';
import { Id } from '../records/time.ts';
import {
  CODE_PARTS,
  CONTAINER_VERSION,
  type CodePart,
  concat,
  DICTIONARIES,
  FLAG,
  HEAD_BYTES,
  hashMark,
  headBytes,
  instant,
  joinParts,
  minute,
  POINT_BYTES,
  readHead,
  readPart,
  SIGNATURE_BYTES,
  shortHash,
  TAG_BYTES,
  writeParts,
} from './code-container.ts';
import {
  type CodeScore,
  type CodeValue,
  type CoreCodeReader,
  type CoreCodeWriter,
  codeScores,
  codeValue,
} from './core-code.ts';
import { ReferralReason, Urgency } from './form.ts';
import { lastFinding, lastObservation } from './packet-facts.ts';
import type { PacketModel } from './packet-model.ts';

/**
 * The full set at the foot of page 2, in one to three numbered codes: who, why, the last value of every analyte, the
 * bedside findings and the scores. Signed, and sealed to the receiver's key where that is known; where it is not, without
 * name, identity number, telephone, hospital number and day of birth.
 */
export interface FullSet {
  /** Of a fictional patient. */
  readonly training: boolean;
  readonly referralId: string;
  readonly number: string;
  /** 0 = the first packet, n = supplement n. */
  readonly supplement: number;
  readonly site: string;
  readonly receiver: string | null;
  readonly urgency: Urgency | null;
  readonly t0: string; // instants are whole minutes, UTC
  readonly signedAt: string;
  readonly patient: {
    readonly sex: Sex;
    readonly ageYears: number | null;
    /** A day; a year where the code is not sealed or the age was estimated; '' = not known. */
    readonly birth: string;
    /** null = the code is not sealed. */
    readonly person: {
      readonly name: string;
      /** 110105********002X. */
      readonly maskedIdentity: string;
      readonly hospitalNumber: string;
      readonly phone: string;
    } | null;
  };
  /** Texts that were cut to fit end with `…`; the page has them in full. */
  readonly diagnosis: { readonly icd10: string; readonly text: string };
  readonly reasons: readonly z.infer<typeof ReferralReason>[];
  readonly reasonText: string;
  readonly cirrhosis: Tristate;
  readonly findings: readonly (FindingEntry & { readonly at: string })[];
  readonly labs: readonly CodeValue[];
  readonly scores: readonly CodeScore[];
  readonly packetHash: string;
  readonly departmentPhone: string;
  readonly doctor: { readonly name: string; readonly phone: string };
}

export interface FullSetWriter extends CoreCodeWriter {
  /** null = the receiver's seal key is not known. */
  readonly receiver: {
    /** First 6 bytes of the thumbprint of the seal key. */
    readonly keyId: Uint8Array;
    /** @returns ephemeral point 33 ‖ AES-256-GCM ciphertext with its tag */
    readonly seal: (plain: Uint8Array<ArrayBuffer>, aad: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  } | null;
}

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

/** Bedside findings that a ward decides by. */
const FULL_SET_FINDINGS = [
  'he',
  'ascites',
  'variceal_bleed',
  'infection',
  'vasopressor',
  'ventilation',
  'rrt',
  'dialysis',
  'extrahepatic_of',
  'sbp',
  'dbp',
  'pulse',
  'temperature',
  'spo2',
  'fio2',
  'urine_output',
  'weight',
] as const satisfies readonly FindingCode[];

const FORMAT = 1;
const KNOWN_FLAGS = FLAG.fullSet | FLAG.sealed | FLAG.training;
const DICTIONARY = 2;
const PAYLOAD_LIMIT = 32_768; // bytes of JSON; a full set has some 2,000
/** Characters that a free text may keep, tried in this order until the set fits its codes. */
const TEXT_LIMITS = [500, 200, 90, 30] as const;
/** Fewer codes are quicker to scan: one is worth shortening a long text to this. */
const TEXT_FOR_ONE_CODE = 90;

/**
 * What the full set of a signed packet says.
 * @param sha256 of the frozen model, 64 hex digits
 * @throws TypeError where the model is an unsigned draft
 */
export function fullSetOf(model: PacketModel, sha256: string): FullSet {
  const { number, signedAt, patient, form, doctor, facility } = model;
  if (number === null || signedAt === null) throw new TypeError('a draft has no full set');
  return {
    training: model.training,
    referralId: model.referralId,
    number,
    supplement: model.supplement,
    site: facility.code,
    receiver: model.ward?.facilityCode ?? null,
    urgency: form.urgency,
    t0: instant(minute(model.episode.firstPresentationAt)),
    signedAt: instant(minute(signedAt)),
    patient: {
      sex: patient.sex,
      ageYears: patient.ageYears,
      birth: birthOf(patient),
      person: {
        name: patient.name,
        maskedIdentity: maskIdentity(patient.identity.number),
        hospitalNumber: patient.hospitalNumbers.inpatient || patient.hospitalNumbers.outpatient,
        phone: patient.phone || patient.contact.phone,
      },
    },
    diagnosis: form.impression,
    reasons: form.reasons,
    reasonText: form.reasonText,
    cirrhosis: model.episode.cirrhosis.state,
    findings: FULL_SET_FINDINGS.flatMap(code => {
      const found = lastFinding(model, code);
      const entry = FindingEntry.safeParse(found && { code, value: found.value });
      return found && entry.success ? [{ ...entry.data, at: instant(minute(found.observedAt)) }] : [];
    }),
    labs: LAB_CODES.flatMap(code => {
      const lab = lastObservation(model, code);
      return lab ? [codeValue(code, lab)] : [];
    }),
    scores: codeScores(model),
    packetHash: shortHash(sha256),
    departmentPhone: facility.phone,
    doctor: { name: doctor.displayName, phone: doctor.phone },
  };
}

function birthOf({ birthDate, estimatedAge }: PacketModel['patient']): string {
  if (birthDate !== null) return birthDate;
  return estimatedAge === null ? '' : String(Number(estimatedAge.on.slice(0, 4)) - estimatedAge.years);
}

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
  const json = new TextEncoder().encode(JSON.stringify(positions(receiver ? full : withoutPerson(full))));
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
  const full = named(payload, (head.flags & FLAG.training) !== 0);
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

const Minute = z.int().min(0).max(100_000_000);
const Value = z.union([z.number(), z.string().max(24)]);
const indexOf = (options: readonly unknown[]) =>
  z
    .int()
    .min(0)
    .max(options.length - 1);

/** Positional: see `positions` for the names. */
const Payload = z.tuple([
  z.literal(FORMAT),
  Id,
  z.string().max(40),
  z.int().min(0).max(999),
  z.string().max(10),
  z.string().max(10).nullable(),
  z
    .int()
    .min(-1)
    .max(Urgency.options.length - 1),
  Minute,
  Minute,
  z.tuple([
    indexOf(Sex.options),
    z.int().min(0).max(130).nullable(),
    z.string().regex(/^(\d{4}(-\d{2}-\d{2})?)?$/),
    z.tuple([z.string().max(100), z.string().max(30), z.string().max(40), z.string().max(30)]).nullable(),
  ]),
  z.tuple([z.string().max(20), z.string().max(500)]),
  z.array(indexOf(ReferralReason.options)).max(ReferralReason.options.length),
  z.string().max(500),
  indexOf(Tristate.options),
  z.array(z.tuple([z.enum(FULL_SET_FINDINGS), z.unknown(), Minute])).max(FULL_SET_FINDINGS.length),
  z.array(z.tuple([z.enum(LAB_CODES), Value, Minute])).max(LAB_CODES.length),
  z.array(z.tuple([z.string().max(30), z.string().max(10), Value, Minute])).max(16),
  z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  z.string().max(30),
  z.tuple([z.string().max(100), z.string().max(30)]),
]);
type Payload = z.infer<typeof Payload>;

async function unpacked(body: Uint8Array, dictionary: Uint8Array, reader: FullSetReader): Promise<Payload | null> {
  try {
    const json = await reader.inflateRaw(body, dictionary, PAYLOAD_LIMIT);
    const payload = Payload.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
    for (const [code, value] of payload[14]) FindingEntry.parse({ code, value });
    return payload;
  } catch {
    return null; // signed by a known key and yet not ours to read: damaged, not a crash
  }
}

function positions(full: FullSet): Payload {
  const { patient } = full;
  const person = patient.person;
  return [
    FORMAT,
    full.referralId,
    full.number,
    full.supplement,
    full.site,
    full.receiver,
    full.urgency === null ? -1 : Urgency.options.indexOf(full.urgency),
    minute(full.t0),
    minute(full.signedAt),
    [
      Sex.options.indexOf(patient.sex),
      patient.ageYears,
      patient.birth,
      person && [person.name, person.maskedIdentity, person.hospitalNumber, person.phone],
    ],
    [full.diagnosis.icd10, full.diagnosis.text],
    full.reasons.map(reason => ReferralReason.options.indexOf(reason)),
    full.reasonText,
    Tristate.options.indexOf(full.cirrhosis),
    full.findings.map(finding => [
      finding.code as (typeof FULL_SET_FINDINGS)[number],
      finding.value,
      minute(finding.at),
    ]),
    full.labs.map(lab => [lab.code as Payload[15][number][0], lab.value, minute(lab.at)]),
    full.scores.map(score => [score.id, score.version, score.value, minute(score.at)]),
    full.packetHash,
    full.departmentPhone,
    [full.doctor.name, full.doctor.phone],
  ];
}

function named(payload: Payload, training: boolean): FullSet {
  const [, referralId, number, supplement, site, receiver, urgency, t0, signedAt, patient, diagnosis, ...rest] =
    payload;
  const [reasons, reasonText, cirrhosis, findings, labs, scores, packetHash, departmentPhone, doctor] = rest;
  const [sex, ageYears, birth, person] = patient;
  return {
    training,
    referralId,
    number,
    supplement,
    site,
    receiver,
    urgency: Urgency.options[urgency] ?? null,
    t0: instant(t0),
    signedAt: instant(signedAt),
    patient: {
      sex: Sex.options[sex] ?? 'unknown',
      ageYears,
      birth,
      person: person && {
        name: person[0],
        maskedIdentity: person[1],
        hospitalNumber: person[2],
        phone: person[3],
      },
    },
    diagnosis: { icd10: diagnosis[0], text: diagnosis[1] },
    reasons: reasons.flatMap(index => ReferralReason.options[index] ?? []),
    reasonText,
    cirrhosis: Tristate.options[cirrhosis] ?? 'unknown',
    findings: findings.map(([code, value, at]) => ({ ...FindingEntry.parse({ code, value }), at: instant(at) })),
    labs: labs.map(([code, value, at]) => ({ code, value, at: instant(at) })),
    scores: scores.map(([id, version, value, at]) => ({ id, version, value, at: instant(at) })),
    packetHash,
    departmentPhone,
    doctor: { name: doctor[0], phone: doctor[1] },
  };
}
