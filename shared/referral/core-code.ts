import { z } from 'zod';
import type { Observation } from '../records/observation.ts';
import { LAB_CODES } from '../records/observation.ts';
import { decodeBase45, encodeBase45 } from './base45.ts';
import {
  CONTAINER_VERSION,
  concat,
  DICTIONARIES,
  FLAG,
  HEAD_BYTES,
  hashMark,
  headBytes,
  instant,
  minute,
  readHead,
  readPart,
  SIGNATURE_BYTES,
  shortHash,
} from './code-container.ts';
import { Urgency } from './form.ts';
import { CORE_LABS, LETTER_SCORES, lastAssessment, lastFinding, lastObservation } from './packet-facts.ts';
import type { PacketModel } from './packet-model.ts';

/** A result on paper: in the SI unit of its code; with a comparator or in place of a number a text (`<2`, `pending`). */
export interface CodeValue {
  readonly code: string;
  readonly value: number | string;
  readonly at: string;
}

export interface CodeScore {
  readonly id: string;
  readonly version: string;
  /** With a missing input the bounds, `12~15`. */
  readonly value: number | string;
  readonly at: string;
}

/**
 * The core code on page 1 of a packet: what a ward needs if all else is lost, signed by the workstation, without a name
 * or any identifier but the referral number. Packed as code-container.ts says, in one part, never sealed.
 */
export interface CoreCode {
  /** Of a fictional patient. */
  readonly training: boolean;
  readonly number: string;
  readonly site: string;
  readonly receiver: string | null; // facility code
  readonly urgency: Urgency | null;
  readonly t0: string; // instants are whole minutes, UTC
  readonly signedAt: string;
  readonly ageYears: number | null;
  readonly cirrhosis: 'yes' | 'no' | 'unknown';
  readonly bleeding: { readonly value: string; readonly at: string } | null;
  /** West Haven grade 0–4. */
  readonly encephalopathy: { readonly value: number | 'not-assessable'; readonly at: string } | null;
  readonly labs: readonly CodeValue[];
  readonly scores: readonly CodeScore[];
  /** First 16 bytes of the SHA-256 of the frozen packet model, base64url, 22 characters. */
  readonly packetHash: string;
}

/** What the writer needs from the machine. All bytes; `sign` gives 64 bytes r ‖ s (WebCrypto ECDSA P-256, SHA-256). */
export interface CoreCodeWriter {
  readonly deflateRaw: (bytes: Uint8Array, dictionary: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
  /** First 6 bytes of the RFC 7638 thumbprint of the signing key. */
  readonly keyId: Uint8Array;
}

export interface CoreCodeReader {
  /** Must stop at `limit` bytes and throw on damaged data. */
  readonly inflateRaw: (bytes: Uint8Array, dictionary: Uint8Array, limit: number) => Uint8Array | Promise<Uint8Array>;
  readonly verify: (
    keyId: Uint8Array,
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ) => Promise<'valid' | 'invalid' | 'unknown-key' | 'revoked-key'>;
}

export type CoreCodeFault =
  | 'not-a-code' // some other QR code
  | 'several-parts' // a part of the full set, not the core code
  | 'newer-format'
  | 'damaged' // truncated or misread
  | 'altered' // the signature is of other content
  | 'unknown-key';

export type CoreCodeReading =
  | { readonly ok: true; readonly core: CoreCode; readonly keyId: Uint8Array; readonly isKeyRevoked: boolean }
  | { readonly ok: false; readonly fault: CoreCodeFault };

const FORMAT = 1;
const PAYLOAD_LIMIT = 16_384; // bytes of JSON; a core code has some 400

const DICTIONARY = 1;

const CIRRHOSIS = ['no', 'yes', 'unknown'] as const;
const NOT_ASSESSABLE = -1;

const Minute = z.int().min(0).max(100_000_000);
const Value = z.union([z.number(), z.string().max(24)]);
/** Positional: see `positions` for the names. */
const Payload = z.tuple([
  z.literal(FORMAT),
  z.string().max(40),
  z.string().max(10),
  z.string().max(10).nullable(),
  z
    .int()
    .min(-1)
    .max(Urgency.options.length - 1),
  Minute,
  Minute,
  z.int().min(0).max(130).nullable(),
  z
    .int()
    .min(0)
    .max(CIRRHOSIS.length - 1),
  z.tuple([z.string().max(10), Minute]).nullable(),
  z.tuple([z.int().min(NOT_ASSESSABLE).max(4), Minute]).nullable(),
  z.array(z.tuple([z.enum(LAB_CODES), Value, Minute])).max(16),
  z.array(z.tuple([z.string().max(30), z.string().max(10), Value, Minute])).max(16),
  z.string().regex(/^[A-Za-z0-9_-]{22}$/),
]);
type Payload = z.infer<typeof Payload>;

/** The last results and scores as a code carries them. */
export const codeValue = (code: string, o: Observation): CodeValue => ({
  code,
  value: o.valueSi === null ? (o.text ?? o.missing ?? 'unknown') : shownNumber(o.valueSi, o.comparator),
  at: instant(minute(o.sampledAt)),
});

const shownNumber = (valueSi: number, comparator: Observation['comparator']): number | string =>
  comparator === null ? valueSi : `${comparator}${valueSi}`;

/** Newest snapshot of each score of the letter; with a missing input its bounds. */
export const codeScores = (model: Pick<PacketModel, 'assessments'>): CodeScore[] =>
  LETTER_SCORES.flatMap(id => {
    const a = lastAssessment(model, id);
    const { value = null, bounds = null } = a?.outcome ?? {};
    const shown = value ?? (bounds && `${bounds.low}~${bounds.high}`);
    return a && shown !== null ? [{ id, version: a.scoreVersion, value: shown, at: instant(minute(a.anchorAt)) }] : [];
  });

/**
 * What the core code of a signed packet says.
 * @param sha256 of the frozen model, 64 hex digits (packetSha256)
 * @throws TypeError where the model is an unsigned draft: a draft has no number and gets no code
 */
export function coreCodeOf(model: PacketModel, sha256: string): CoreCode {
  const { number, signedAt } = model;
  if (number === null || signedAt === null) throw new TypeError('a draft has no core code');
  const bleeding = lastFinding(model, 'variceal_bleed');
  const he = lastFinding(model, 'he');
  return {
    training: model.training,
    number,
    site: model.facility.code,
    receiver: model.ward?.facilityCode ?? null,
    urgency: model.form.urgency,
    t0: instant(minute(model.episode.firstPresentationAt)),
    signedAt: instant(minute(signedAt)),
    ageYears: model.patient.ageYears,
    cirrhosis: model.episode.cirrhosis.state,
    bleeding: bleeding && { value: String(bleeding.value), at: instant(minute(bleeding.observedAt)) },
    encephalopathy: he && {
      value: typeof he.value === 'number' ? he.value : 'not-assessable',
      at: instant(minute(he.observedAt)),
    },
    labs: CORE_LABS.flatMap(code => {
      const o = lastObservation(model, code);
      return o ? [codeValue(code, o)] : [];
    }),
    scores: codeScores(model),
    packetHash: shortHash(sha256),
  };
}

/** @returns the text of the QR code */
export async function writeCoreCode(core: CoreCode, writer: CoreCodeWriter): Promise<string> {
  const dictionary = DICTIONARIES[DICTIONARY] ?? new Uint8Array();
  const json = new TextEncoder().encode(JSON.stringify(positions(core)));
  const head = headBytes({
    flags: core.training ? FLAG.training : 0,
    sender: writer.keyId,
    receiver: new Uint8Array(),
    dictionary: DICTIONARY,
  });
  const message = concat(head, await writer.deflateRaw(json, dictionary));
  const signature = await writer.sign(message);
  if (signature.length !== SIGNATURE_BYTES) throw new TypeError('an ES256 signature has 64 bytes');
  return `GQ1/1/1/${hashMark(core.packetHash)}/${encodeBase45(concat(message, signature))}`;
}

/** Reads a scanned text; every refusal has its name. The content of an altered or unknown code is not handed out. */
export async function readCoreCode(text: string, reader: CoreCodeReader): Promise<CoreCodeReading> {
  const part = readPart(text);
  if (!part) return fault('not-a-code');
  if (part.version !== '1') return fault('newer-format');
  if (part.part !== 1 || part.parts !== 1) return fault('several-parts');
  const bytes = decodeBase45(part.chunk);
  if (bytes === null || bytes.length <= HEAD_BYTES + SIGNATURE_BYTES) return fault('damaged');
  if (bytes[0] !== CONTAINER_VERSION) return fault('newer-format');
  const head = readHead(bytes);
  if ((head.flags & ~FLAG.training) !== 0) return fault('several-parts'); // belongs to the full set
  const dictionary = DICTIONARIES[head.dictionary];
  if (dictionary === undefined) return fault('newer-format');
  const message = bytes.slice(0, -SIGNATURE_BYTES);
  const keyId = head.sender;
  const verdict = await reader.verify(keyId, message, bytes.slice(-SIGNATURE_BYTES));
  if (verdict === 'unknown-key') return fault('unknown-key');
  if (verdict === 'invalid') return fault('altered');
  const payload = await unpack(message.subarray(HEAD_BYTES), dictionary, reader);
  if (payload === null) return fault('damaged');
  const core = named(payload, (head.flags & FLAG.training) !== 0);
  if (hashMark(core.packetHash) !== part.mark) return fault('altered');
  return { ok: true, core, keyId, isKeyRevoked: verdict === 'revoked-key' };
}

const fault = (name: CoreCodeFault): CoreCodeReading => ({ ok: false, fault: name });

async function unpack(body: Uint8Array, dictionary: Uint8Array, reader: CoreCodeReader): Promise<Payload | null> {
  try {
    const json = await reader.inflateRaw(body, dictionary, PAYLOAD_LIMIT);
    return Payload.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)));
  } catch {
    return null; // signed by a known key and yet not ours to read: damaged, not a crash
  }
}

const positions = (core: CoreCode): Payload => [
  FORMAT,
  core.number,
  core.site,
  core.receiver,
  core.urgency === null ? -1 : Urgency.options.indexOf(core.urgency),
  minute(core.t0),
  minute(core.signedAt),
  core.ageYears,
  CIRRHOSIS.indexOf(core.cirrhosis),
  core.bleeding && [core.bleeding.value, minute(core.bleeding.at)],
  core.encephalopathy && [
    core.encephalopathy.value === 'not-assessable' ? NOT_ASSESSABLE : core.encephalopathy.value,
    minute(core.encephalopathy.at),
  ],
  core.labs.map(lab => [lab.code as Payload[11][number][0], lab.value, minute(lab.at)]),
  core.scores.map(score => [score.id, score.version, score.value, minute(score.at)]),
  core.packetHash,
];

function named(payload: Payload, training: boolean): CoreCode {
  const [, number, site, receiver, urgency, t0, signedAt, ageYears, cirrhosis, bleeding, he, labs, scores, hash] =
    payload;
  return {
    training,
    number,
    site,
    receiver,
    urgency: Urgency.options[urgency] ?? null,
    t0: instant(t0),
    signedAt: instant(signedAt),
    ageYears,
    cirrhosis: CIRRHOSIS[cirrhosis] ?? 'unknown',
    bleeding: bleeding && { value: bleeding[0], at: instant(bleeding[1]) },
    encephalopathy: he && { value: he[0] === NOT_ASSESSABLE ? 'not-assessable' : he[0], at: instant(he[1]) },
    labs: labs.map(([code, value, at]) => ({ code, value, at: instant(at) })),
    scores: scores.map(([id, version, value, at]) => ({ id, version, value, at: instant(at) })),
    packetHash: hash,
  };
}
