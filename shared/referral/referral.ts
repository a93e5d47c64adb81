import { z } from 'zod';
import { MILESTONE_IDS } from '../clinical/milestones.ts';
import { StampChannel } from '../records/pathway.ts';
import { Id, Instant } from '../records/time.ts';
import { ConsentWithdrawal } from './consent-withdrawal.ts';
import { ReferralForm } from './form.ts';
import { PacketAttachment } from './packet-attachment.ts';
import { PacketChange } from './packet-change.ts';

/** FHIR Task.status values that a referral's Task may carry (registry-and-sync 3.1). */
export const TaskStatus = z.enum([
  'requested',
  'received',
  'accepted',
  'on-hold',
  'rejected',
  'in-progress',
  'completed',
  'cancelled',
  'failed',
  'entered-in-error',
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** An answer known by another way than the registry, which has not confirmed it. */
export const OutsideAnswer = z.object({
  businessStatus: z.string(),
  channel: z.enum(['phone', 'paper', 'file']),
  at: Instant,
  by: z.string(),
});
export type OutsideAnswer = z.infer<typeof OutsideAnswer>;

const outside = OutsideAnswer.optional();

/**
 * How far the referral has got, as the screen may say it. `delivered` only when the registry has acknowledged the
 * Task; until then it is on this computer only, however long it has been trying.
 */
export const Delivery = z.discriminatedUnion('state', [
  z.object({ state: z.literal('draft') }),
  z.object({ state: z.literal('paper-only'), outside }),
  z.object({ state: z.literal('local-only'), outside }),
  z.object({
    state: z.literal('queued'),
    attempt: z.int().positive(),
    nextAt: Instant.nullable(),
    reason: z.string(), // error class of the last attempt, a key of i18n `delivery.reason`
    outside,
  }),
  z.object({ state: z.literal('sending'), attempt: z.int(), outside }),
  z.object({
    state: z.literal('delivered'),
    serverTime: Instant,
    attachmentsPending: z.int(),
    attachments: z.int(), // of all that are to be sent
    taskStatus: TaskStatus,
    businessStatus: z.string(),
    statusAt: Instant,
    outside,
  }),
  z.object({
    state: z.literal('blocked'),
    reason: z.string(),
    httpStatus: z.int().nullable(),
    detail: z.string(),
    /** Registry's time of the Task where it holds the referral itself and a later step is blocked. */
    deliveredAt: Instant.nullable(),
    outside,
  }),
  /** Given up by a person: it is not sent any more. */
  z.object({ state: z.literal('set-aside'), reason: z.string(), outside }),
]);
export type Delivery = z.infer<typeof Delivery>;

/** One field group that is still missing: its number in the national list and the screen where it is filled. */
export const MissingField = z.object({
  group: z.int(),
  field: z.string(), // key of i18n `referral.field`
  where: z.enum(['referral', 'patient', 'episode', 'labs', 'settings', 'departure', 'ward']),
  /** Needed even for an emergency dispatch. */
  always: z.boolean(),
});
export type MissingField = z.infer<typeof MissingField>;

export const Referral = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  version: z.int().positive(),
  number: z.string().nullable(), // made at signing
  supplement: z.int().min(0),
  /** As signed last, or of the draft. */
  form: ReferralForm,
  /** Form of an open supplement, and what it would say otherwise than the packet before. */
  supplementForm: ReferralForm.nullable(),
  changes: z.array(PacketChange),
  createdAt: Instant,
  updatedAt: Instant,
  signedAt: Instant.nullable(),
  signedBy: z.string().nullable(),
  /** Reason given for sending with fields missing; null where complete. */
  incompleteReason: z.string().nullable(),
  /** Ended here, such as `withdrawn`; what the registry knows of it is in `delivery`. */
  closedAs: z.string().nullable(),
  packetSha256: z.string().nullable(),
  printCount: z.int().min(0),
  delivery: Delivery,
  /** Of the draft or the open supplement; else of what was signed. */
  missing: z.array(MissingField),
  dueAtDeparture: z.array(MissingField),
  dueAtHandover: z.array(MissingField),
  /** What the ward owes with its answer, and before the referral is closed; empty for what is not signed. */
  dueAtAnswer: z.array(MissingField),
  dueAtClosing: z.array(MissingField),
  /** Since when, and how it is known that the patient is on the way or there: from then on, what was due is owed. */
  left: z.object({ at: Instant, milestone: z.enum(MILESTONE_IDS), channel: StampChannel }).nullable(),
  attachments: z.array(PacketAttachment),
  withdrawnConsents: z.array(ConsentWithdrawal),
  /** The letter's PDF could not be made at signing and is still to be made. */
  letterOwed: z.boolean(),
  /** Results of this patient recorded after the packet was frozen. */
  newerThanPacket: z.int().min(0),
});
export type Referral = z.infer<typeof Referral>;
