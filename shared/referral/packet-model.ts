import { z } from 'zod';
import { StandingAdvice } from '../records/advice.ts';
import { Assessment } from '../records/assessment.ts';
import { Episode } from '../records/episode.ts';
import { Facility, WardFields } from '../records/facility.ts';
import { Finding } from '../records/finding.ts';
import { ManagementList } from '../records/management-list.ts';
import { Observation } from '../records/observation.ts';
import { PatientFields } from '../records/patient.ts';
import { Id, Instant } from '../records/time.ts';
import { Treatment } from '../records/treatment.ts';
import { DepartureContent } from './departure-record.ts';
import { ReferralForm, Sbar } from './form.ts';
import { PacketAttachment } from './packet-attachment.ts';
import { PacketChange } from './packet-change.ts';
import { MissingField } from './referral.ts';
import { ReturnFacts } from './return-facts.ts';

/**
 * All that a packet's pages are made of, frozen at signing and hashed (SHA-256 over RFC 8785 canonical JSON). The
 * pages are a pure function of this model and of the print's own facts (PacketDocument).
 */
export const PacketModel = z.object({
  format: z.literal(1),
  referralId: Id,
  number: z.string().nullable(), // null in a draft preview
  supplement: z.int().min(0),
  /** The packet that this one supplements, and what is new since. */
  supplementOf: z.object({ supplement: z.int().min(0), signedAt: Instant, sha256: z.string() }).nullable(),
  changes: z.array(PacketChange),
  training: z.boolean(),
  facility: Facility,
  ward: WardFields.nullable(),
  doctor: z.object({ displayName: z.string(), title: z.string(), phone: z.string() }),
  patient: PatientFields.extend({ ageYears: z.int().nullable() }),
  episode: Episode,
  findings: z.array(Finding),
  observations: z.array(Observation),
  assessments: z.array(Assessment),
  treatments: z.array(Treatment),
  /** By the hospital's policy, with the physician's word; null where none has been computed. */
  advice: StandingAdvice.nullable(),
  /** The checklist by organ failures: what is asked for, what was done, when and by whom. */
  management: ManagementList,
  form: ReferralForm,
  /** As they stood at signing; what was written since is in PacketDocument.departure. */
  consent: DepartureContent.shape.consent,
  transport: DepartureContent.shape.transport,
  calls: DepartureContent.shape.calls,
  /** The text of P2; where the doctor edited it, both languages hold those words. */
  summary: z.object({ isEdited: z.boolean(), zh: Sbar, en: Sbar }),
  attachments: z.array(PacketAttachment),
  missing: z.array(MissingField),
  incompleteReason: z.string().nullable(),
  signedAt: Instant.nullable(), // null in a draft preview
  softwareVersion: z.string(),
});
export type PacketModel = z.infer<typeof PacketModel>;

export const PACKET_PAGES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'] as const;
export const PacketPage = z.enum(PACKET_PAGES);
export type PacketPage = z.infer<typeof PacketPage>;

/** What may be printed: the packet's pages, the return form as far as it is known, and a blank one. */
export const PRINT_PAGES = [...PACKET_PAGES, 'return', 'return-blank'] as const;
export const PrintPage = z.enum(PRINT_PAGES);
export type PrintPage = z.infer<typeof PrintPage>;

/** Holders of a labelled copy, in the order ① to ④. */
export const COPY_HOLDERS = ['sender', 'receiver', 'patient', 'insurer'] as const;
export const CopyHolder = z.enum(COPY_HOLDERS);
export type CopyHolder = z.infer<typeof CopyHolder>;

/**
 * A5 carries the letter alone, without stub; `dot-matrix` the letter in text mode on continuous forms of 241 × 140 mm,
 * whose carbon sheets are the copies.
 */
export const PAPER_SIZES = ['A4', 'A5', 'dot-matrix'] as const;
/** Holders of the carbon sheets, from the top. */
export const CARBON_HOLDERS = ['sender', 'receiver', 'patient'] as const satisfies readonly CopyHolder[];

/** One printing of a packet: the frozen model with the facts of this very print. */
export const PacketDocument = z.object({
  model: PacketModel,
  packetSha256: z.string().nullable(),
  pages: z.array(PrintPage).min(1),
  language: z.enum(['zh', 'en', 'both']),
  /** Text of the core code's QR, null in a draft. */
  qr: z.string().nullable(),
  /** Texts of the numbered codes at the foot of P2 (write-full-set.ts); none in a draft. */
  fullSet: z.array(z.string()).max(3),
  /** Consent, transport and calls as they stand at this print, where they were written on after signing. */
  departure: DepartureContent.extend({ at: Instant }).nullable(),
  /** What is known since the signature, for the return form; null in a draft. */
  returned: ReturnFacts.nullable(),
  /** One print holds a copy for each of these, labelled; none = a single copy without a label. */
  copies: z.array(CopyHolder),
  /** Pages of one copy, so that each counts its own; null where that is not known: then the whole print is counted. */
  pagesPerCopy: z.int().positive().nullable(),
  size: z.enum(PAPER_SIZES),
  print: z.object({
    /** 0 = the electronic copy that is stored and sent. */
    nth: z.int().min(0),
    at: Instant,
    by: z.string(),
  }),
});
export type PacketDocument = z.infer<typeof PacketDocument>;

/** One unlabelled A4 print of what is frozen, without sealed codes: the electronic copy. */
export const PLAIN_PRINT: Pick<
  PacketDocument,
  'fullSet' | 'departure' | 'returned' | 'copies' | 'pagesPerCopy' | 'size'
> = {
  fullSet: [],
  departure: null,
  returned: null,
  copies: [],
  pagesPerCopy: null,
  size: 'A4',
};
