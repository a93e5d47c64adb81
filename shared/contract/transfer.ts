import { z } from 'zod';
import { REFUSED_PARTS } from '../fhir/refused-part.ts';
import { Id, Instant } from '../records/time.ts';
import { ReferralForm } from '../referral/form.ts';
import { PacketDocument } from '../referral/packet-model.ts';
import { Delivery, Referral } from '../referral/referral.ts';
import { TestPage } from '../referral/test-page.ts';
import { Password } from './application.ts';
import { administer, keepDraft, open, readClinical, record, sign, signedIn } from './procedure.ts';

export const PacketRequest = z.object({
  id: Id,
  pages: PacketDocument.shape.pages,
  language: PacketDocument.shape.language,
  /** The draft or open supplement, also where an earlier packet was signed. */
  draft: z.boolean().optional(),
  /** An earlier packet than the latest; 0 = the first signature. */
  supplement: z.int().min(0).optional(),
  /** A5 and dot-matrix take the letter alone, whatever pages are asked for; carbon sheets take the place of copies. */
  size: PacketDocument.shape.size.default('A4'),
  /** A labelled copy for each holder, in one print; none = one copy without a label. */
  copies: PacketDocument.shape.copies.default([]),
});
const How = z.enum(['native', 'page']);

export const referrals = {
  list: readClinical.input(z.object({ patientId: Id })).output(z.array(Referral)),
  get: readClinical.input(z.object({ id: Id })).output(Referral),
  /** Opens the episode's draft, making one filled from the record where there is none. */
  draft: keepDraft.input(z.object({ episodeId: Id, another: z.boolean().default(false) })).output(Referral),
  /** Opens a supplement of a signed referral: same number, supplement n. */
  supplement: keepDraft.input(z.object({ id: Id })).output(Referral),
  /** Puts a draft or an open supplement away. */
  discard: keepDraft.input(z.object({ id: Id, reason: z.string().trim().min(1).max(200) })).output(Referral),
  /** Makes the PDF that could not be made at signing, from the frozen model. */
  makeLetter: record.input(z.object({ id: Id })).output(Referral),
  /** The form as the record alone would fill it now: what a rewritten text can be reset to. */
  prefill: readClinical.input(z.object({ id: Id })).output(ReferralForm),
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
  print: record.input(PacketRequest).output(z.object({ how: How, document: PacketDocument })),
  /** Prints a page without a patient that shows what the printer does; audited, counted nowhere. */
  testPage: signedIn
    .input(TestPage.pick({ language: true, size: true }))
    .output(z.object({ how: How, document: TestPage })),
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
  /** Since when it is where it is. */
  since: Instant,
  /** Rows that ask for a person. */
  problems: z.int().min(0),
  /** Patient and ward may be going different ways: telephone now. */
  isAlarm: z.boolean(),
});
export type OutboxLine = z.infer<typeof OutboxLine>;

/**
 * Why the registry is not what it was. `epoch`: its operator has wiped or restored it; `task-missing`: it no longer holds
 * an open referral of ours; `ops-missing`: it has forgotten several moves; `other-registry`: another one stands at the
 * address now set, and ours holds referrals of this site.
 */
export const ResetReason = z.enum(['epoch', 'task-missing', 'ops-missing', 'other-registry']);
export type ResetReason = z.infer<typeof ResetReason>;

const OutboxStep = z.enum(['bundle', 'task', 'binary', 'document', 'message', 'request']);

/** What a person may do about a row that does not go by itself. */
export const OutboxChoice = z.enum(['edit', 'resend', 'set-aside', 'insist', 'give-way']);
export type OutboxChoice = z.infer<typeof OutboxChoice>;

/** A row that does not go by itself: refused by the registry, or in conflict with what stands there. */
export const OutboxProblem = z.object({
  seq: z.int(),
  step: OutboxStep,
  kind: z.enum(['refused', 'conflict', 'blocked']),
  reason: z.string(), // key of i18n `delivery.reason`
  httpStatus: z.int().nullable(),
  /** The server's own words. */
  words: z.string(),
  at: Instant.nullable(), // last attempt
  parts: z.array(z.object({ part: z.enum(REFUSED_PARTS), item: z.string(), element: z.string() })),
  /** Of a move: what we want, against what stands at the registry. */
  move: z
    .object({
      mine: z.object({ to: z.string(), at: Instant, by: z.string(), reason: z.string() }),
      theirs: z
        .object({
          taskStatus: z.string(),
          businessStatus: z.string(),
          serverTime: Instant,
          by: z.string(),
          reason: z.string(),
        })
        .nullable(),
      /** Patient and ward may be going different ways: telephone now. */
      isAlarm: z.boolean(),
    })
    .nullable(),
  choices: z.array(OutboxChoice),
});
export type OutboxProblem = z.infer<typeof OutboxProblem>;

/** One thing to be sent of a referral, for support: types, ids and codes only, no patient data. */
export const OutboxRowDetail = z.object({
  seq: z.int(),
  step: OutboxStep,
  resource: z.string(), // `Task/<id>`
  state: z.string(),
  createdAt: Instant,
  nextAt: Instant.nullable(),
  ackedAt: Instant.nullable(),
  attempts: z.array(
    z.object({ at: Instant, ms: z.int(), reason: z.string().nullable(), httpStatus: z.int().nullable() }),
  ),
});

export const OutboxDetail = z.object({ problems: z.array(OutboxProblem), rows: z.array(OutboxRowDetail) });
export type OutboxDetail = z.infer<typeof OutboxDetail>;

const OfRow = z.object({ seq: z.int(), reason: z.string().trim().min(1).max(300) });

/** State of the line, from what the registry has answered, never from what the operating system claims. */
export const SyncStatus = z.object({
  configured: z.boolean(),
  running: z.boolean(),
  lastCompleteAt: Instant.nullable(),
  lastAnswerAt: Instant.nullable(),
  lastError: z.string().nullable(),
  queued: z.int(),
  oldestUnsentAt: Instant.nullable(),
  /** Set while nothing is sent because the registry is not what it was; an administrator decides. */
  reset: z.object({ at: Instant, why: ResetReason }).nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const outbox = {
  list: readClinical.output(z.array(OutboxLine)),
  /** What asks for a person, and every row with its attempts. */
  detail: readClinical.input(z.object({ referralId: Id })).output(OutboxDetail),
  /** Sends a refused or blocked row again as it is, where the cause lay elsewhere. @throws illegal-move */
  resend: sign.input(z.object({ seq: z.int() })).output(OutboxDetail),
  /** Gives a row up with a reason: neither it nor what needs it is ever sent. @throws illegal-move */
  setAside: sign.input(OfRow).output(OutboxDetail),
  /**
   * Answers a conflict: `insist` makes the move on what stands now, `give-way` drops it.
   * @throws illegal-move: no conflict, or a move that is not allowed from there
   */
  decide: sign.input(OfRow.extend({ choice: OutboxChoice.extract(['insist', 'give-way']) })).output(OutboxDetail),
};

/** One signed referral, here and at the registry; without the patient, since an administrator need not know. */
export const ResetLine = z.object({
  referralId: Id,
  number: z.string(),
  /** Business status as last known here, and since when (registry's time of then). */
  local: z.object({ businessStatus: z.string(), at: Instant.nullable() }),
  /** null = the registry does not hold it. */
  server: z.object({ businessStatus: z.string(), at: Instant }).nullable(),
  /** Open and not held by the registry: what "send again" would send. */
  isMissing: z.boolean(),
});
export type ResetLine = z.infer<typeof ResetLine>;

export const sync = {
  status: signedIn.output(SyncStatus),
  now: signedIn.output(SyncStatus),
  /** The page's system says that there is a network again; also behind the lock, where referrals still go out. */
  networkChanged: open.output(z.object({})),
  /** Fetches one referral's state anew from the registry. @throws registry-unreachable */
  refetch: readClinical.input(z.object({ referralId: Id })).output(SyncStatus),
  /** Compares with a registry that was wiped, restored or exchanged; changes nothing. @throws registry-unreachable */
  compare: administer.output(z.array(ResetLine)),
  /**
   * Takes the registry as it is. `resend`: what it lacks of our open referrals goes out again; `go-on`: only new work
   * does, and what it lacks needs a hand. @throws registry-unreachable
   */
  settle: administer.input(z.object({ choice: z.enum(['resend', 'go-on']) })).output(SyncStatus),
};
