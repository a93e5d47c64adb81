import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';

export const Urgency = z.enum(['now', 'within-24h', 'within-48h']);
export type Urgency = z.infer<typeof Urgency>;

export const ReferralReason = z.enum([
  'high-risk',
  'worsening',
  'organ-failure',
  'plasma-exchange',
  'transplant-evaluation',
  'family-wish',
  'other',
]);

/** Why data may leave the hospital without the patient's word: a code of the hospital's emergency rule. */
export const EmergencyBasis = z.enum(['life-saving', 'unconscious-no-relative']);

/** Consent to share data; care and registry are asked apart (PIPL: separate consent). */
export const SharingConsent = z.object({
  care: z.enum(['yes', 'no', 'not-asked']),
  registry: z.enum(['yes', 'no', 'not-asked']),
  emergencyBasis: EmergencyBasis.nullable(),
  signer: z.string().trim().max(50),
  relation: z.string().trim().max(30),
  at: Instant.nullable(),
  /** Of the words that were put to the patient, as printed on P6. */
  textVersion: z.string().max(20),
});

/** The version of the two questions about sharing as they stand on P6; a change of their words is a new version. */
export const SHARING_TEXT_VERSION = '2026-11';

const note = (max: number) => z.string().max(max);

/** Situation, background, assessment, recommendation: the one page that is read aloud. */
export const Sbar = z.object({
  situation: note(2000),
  background: note(3000),
  assessment: note(4000),
  recommendation: note(2000),
});
export type Sbar = z.infer<typeof Sbar>;

/**
 * What the referring doctor writes or confirms; the rest of the 70 field groups comes from the record. Blank means
 * not answered; "none" or "not known" is written as such. Numbers in comments are the field groups of the national form
 * and of completeness.ts.
 */
export const ReferralForm = z.object({
  urgency: Urgency.nullable(), // 3
  urgencyReason: note(200), // 3, where less urgent than advised
  seniorApproval: z.object({ by: note(50), opinion: note(200) }), // 8
  wardId: Id.nullable(), // 9
  receivingDoctor: note(50), // 10
  impression: z.object({ text: note(500), icd10: note(20) }), // 22
  reasons: z.array(ReferralReason), // 23
  reasonText: note(500), // 23
  chiefComplaint: note(500), // 24
  presentIllness: note(3000), // 25
  pastHistory: note(2000), // 26
  treatmentSoFar: note(3000), // 28
  presentState: note(2000), // 29
  purpose: note(1000), // 30
  bloodProducts: note(500), // 41
  alcoholAndHerbs: note(500), // 42
  pendingResults: note(500), // 43
  sharing: SharingConsent, // 63
  /** The doctor's words; while not edited the page is written from the record anew. */
  sbar: Sbar.extend({ isEdited: z.boolean() }),
  /** What is new, in the doctor's words: of a supplement. */
  changes: note(1000),
});
export type ReferralForm = z.infer<typeof ReferralForm>;

export const blankSbar = (): Sbar => ({ situation: '', background: '', assessment: '', recommendation: '' });

export const blankReferralForm = (): ReferralForm => ({
  urgency: null,
  urgencyReason: '',
  seniorApproval: { by: '', opinion: '' },
  wardId: null,
  receivingDoctor: '',
  impression: { text: '', icd10: '' },
  reasons: [],
  reasonText: '',
  chiefComplaint: '',
  presentIllness: '',
  pastHistory: '',
  treatmentSoFar: '',
  presentState: '',
  purpose: '',
  bloodProducts: '',
  alcoholAndHerbs: '',
  pendingResults: '',
  sharing: {
    ...{ care: 'not-asked', registry: 'not-asked', emergencyBasis: null, signer: '', relation: '', at: null },
    textVersion: SHARING_TEXT_VERSION,
  },
  sbar: { ...blankSbar(), isEdited: false },
  changes: '',
});
