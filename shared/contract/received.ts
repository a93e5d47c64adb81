import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';
import { ReceivedContent, Road } from '../referral/received.ts';
import { TaskStatus } from '../referral/referral.ts';
import { SEALED_FILE_BYTES } from '../referral/sealed-file.ts';
import { RoadFault } from '../referral/trust.ts';
import { WardAnswer } from '../referral/ward-answer.ts';
import { readClinical, record, sign } from './procedure.ts';

/** Referrals that come in without a line: codes from paper, sealed files, and the answers to them. */

/** Characters of a file in one call. */
export const FILE_PIECE = 2 * 2 ** 20;

/** `revoked-later`: signed before the key was withdrawn; shown with a mark. */
const Standing = z.enum(['valid', 'revoked-later']);
const RegistryWord = z.object({ taskStatus: TaskStatus, businessStatus: z.string(), at: Instant }).nullable();
const Attachment = z.object({ id: Id, title: z.string(), contentType: z.string(), sizeBytes: z.int() });

export const ReceivedPreview = z.object({
  road: Road,
  content: ReceivedContent,
  standing: Standing,
  isSealed: z.boolean(),
  /** What taking it does to what is held. */
  taking: z.enum(['new', 'same', 'completed', 'updated']),
  heldId: Id.nullable(),
  siteName: z.string(),
  /** The same Task came by the network as well. */
  registry: RegistryWord,
  attachments: z.array(Attachment),
});
export type ReceivedPreview = z.infer<typeof ReceivedPreview>;

export const CodesOutcome = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), held: z.array(z.int()).readonly(), of: z.int() }),
  z.object({ state: z.literal('refused'), fault: RoadFault }),
  z.object({ state: z.literal('preview'), preview: ReceivedPreview }),
]);
export type CodesOutcome = z.infer<typeof CodesOutcome>;

const GivenAnswer = z.object({
  id: Id,
  to: z.string(),
  at: Instant,
  by: z.string(),
  reason: z.string(),
  outputs: z.array(z.object({ code: z.string(), text: z.string() })),
});
export type GivenAnswer = z.infer<typeof GivenAnswer>;

export const FileOutcome = z.union([
  z.object({ ok: z.literal(false), fault: RoadFault }),
  z.object({ ok: z.literal(true), kind: z.literal('referral'), preview: ReceivedPreview }),
  z.object({
    ok: z.literal(true),
    kind: z.literal('answer'),
    standing: Standing,
    referralId: Id,
    patientId: Id,
    number: z.string(),
    /** How many of them are new here. */
    fresh: z.int(),
    answers: z.array(GivenAnswer),
  }),
]);
export type FileOutcome = z.infer<typeof FileOutcome>;

export const ReceivedLine = z.object({
  id: Id,
  number: z.string(),
  site: z.string(),
  siteName: z.string(),
  /** The fullest road it came by. */
  road: Road,
  patientName: z.string().nullable(),
  sex: ReceivedContent.shape.patient.shape.sex,
  ageYears: z.int().nullable(),
  urgency: ReceivedContent.shape.urgency,
  t0: Instant.nullable(),
  signedAt: Instant,
  standing: Standing,
  receivedAt: Instant,
  /**
   * The registry holds a newer packet of it than is held here: supplement `n`, signed when. Null where what is held is the
   * newest that the registry has shown, or the referral is not open.
   */
  newer: z.object({ supplement: z.int().positive(), signedAt: Instant.nullable() }).nullable(),
  /** Our answer that the registry does not hold yet. */
  answered: z.object({ to: z.string(), at: Instant }).nullable(),
  registry: RegistryWord,
});
export type ReceivedLine = z.infer<typeof ReceivedLine>;

export const Received = ReceivedLine.extend({
  version: z.int(),
  content: ReceivedContent,
  roads: z.array(Road),
  receivedBy: z.string(),
  /** `isOfThisVersion` false: of an earlier packet of the same referral. */
  attachments: z.array(Attachment.extend({ isOfThisVersion: z.boolean() })),
  answers: z.array(GivenAnswer),
  /** What the county has told by the registry since: the arrival it expects, its messages, newest first. */
  told: z.object({
    eta: Instant.nullable(),
    messages: z.array(z.object({ id: Id, author: z.string(), text: z.string(), at: Instant })),
  }),
  mayAnswer: z.boolean(),
  mayExportAnswer: z.boolean(),
});
export type Received = z.infer<typeof Received>;

/** No code of ours is as long. */
export const CODE_TEXT_LIMIT = 5000;
const Texts = z.array(z.string().max(CODE_TEXT_LIMIT)).min(1).max(6);
const Exported = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), fileName: z.string(), text: z.string() }),
  z.object({ ok: z.literal(false), fault: RoadFault }),
]);
const OfFile = z.object({ id: Id });

export const sealedFiles = {
  /** The signed referral for a USB stick. Says nothing of having been sent. */
  export: record.input(z.object({ referralId: Id })).output(Exported),
};

export const received = {
  /** What the scanned texts hold; nothing is stored. */
  readCodes: readClinical.input(z.object({ texts: Texts })).output(CodesOutcome),
  takeCodes: record
    .input(z.object({ texts: Texts }))
    .output(z.object({ fault: RoadFault.nullable(), id: Id.nullable() })),
  beginFile: record.input(z.object({ size: z.int().positive().max(SEALED_FILE_BYTES) })).output(z.object({ id: Id })),
  appendFile: record
    .input(z.object({ id: Id, at: z.int().nonnegative(), text: z.string().max(FILE_PIECE) }))
    .output(z.object({ received: z.int() })),
  previewFile: record.input(OfFile).output(FileOutcome),
  takeFile: record
    .input(OfFile)
    .output(z.object({ fault: RoadFault.nullable(), id: Id.nullable(), referralId: Id.nullable() })),
  list: readClinical.output(z.array(ReceivedLine)),
  get: readClinical.input(z.object({ id: Id })).output(Received),
  attachment: readClinical
    .input(z.object({ id: Id, documentId: Id }))
    .output(z.object({ base64: z.base64(), contentType: z.string(), fileName: z.string() })),
  answer: sign.input(z.object({ id: Id, version: z.int(), answer: WardAnswer })).output(Received),
  exportAnswer: record.input(z.object({ id: Id })).output(Exported),
};
