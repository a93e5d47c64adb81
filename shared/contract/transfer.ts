import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';
import { ReferralForm } from '../referral/form.ts';
import { PacketDocument } from '../referral/packet-model.ts';
import { Delivery, Referral } from '../referral/referral.ts';
import { Password } from './application.ts';
import { keepDraft, readClinical, record, sign, signedIn } from './procedure.ts';

export const PacketRequest = z.object({
  id: Id,
  pages: PacketDocument.shape.pages,
  language: PacketDocument.shape.language,
});

export const referrals = {
  list: readClinical.input(z.object({ patientId: Id })).output(z.array(Referral)),
  get: readClinical.input(z.object({ id: Id })).output(Referral),
  /** Opens the episode's draft, making one filled from the record where there is none. */
  draft: keepDraft.input(z.object({ episodeId: Id })).output(Referral),
  save: keepDraft.input(z.object({ id: Id, version: z.int(), form: ReferralForm })).output(Referral),
  /** Freezes the packet, numbers, signs and queues in one transaction. Fields missing: only with a reason. */
  sign: sign
    .input(
      z.object({
        id: Id,
        version: z.int(),
        password: Password,
        incompleteReason: z.string().trim().min(1).max(200).nullable(),
      }),
    )
    .output(Referral),
  withdraw: sign.input(z.object({ id: Id, reason: z.string().trim().min(1).max(200) })).output(Referral),
};

export const packet = {
  /** The pages as they would print now: a draft is marked as one, a signed packet is the frozen model. */
  preview: readClinical.input(PacketRequest).output(PacketDocument),
  /** The electronic copy (base64 PDF), as stored at signing where all pages are asked for. */
  pdf: readClinical.input(PacketRequest).output(z.object({ base64: z.base64(), fileName: z.string() })),
  /**
   * Counts and audits one print. `native`: the shell has shown the system dialog; `page`: the caller prints the
   * returned document itself.
   */
  print: record.input(PacketRequest).output(z.object({ how: z.enum(['native', 'page']), document: PacketDocument })),
};

export const OutboxLine = z.object({
  referralId: Id,
  patientId: Id,
  number: z.string(),
  patientName: z.string(),
  wardName: z.string(),
  wardPhone: z.string(),
  urgency: z.string(),
  signedAt: Instant,
  delivery: Delivery,
});
export type OutboxLine = z.infer<typeof OutboxLine>;

/** State of the line, from what the registry has answered, never from what the operating system claims. */
export const SyncStatus = z.object({
  configured: z.boolean(),
  running: z.boolean(),
  lastCompleteAt: Instant.nullable(),
  lastAnswerAt: Instant.nullable(),
  lastError: z.string().nullable(),
  queued: z.int(),
  oldestUnsentAt: Instant.nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const outbox = {
  list: readClinical.output(z.array(OutboxLine)),
};

export const sync = {
  status: signedIn.output(SyncStatus),
  now: signedIn.output(SyncStatus),
};
