import { z } from 'zod';
import { Instant } from '../records/time.ts';

const text = (max: number) => z.string().max(max);

/** What the patient or family was told (group 60); the risks of the journey are named one by one in `risks`. */
export const INFORMED = ['state', 'need', 'risks', 'cost', 'alternatives'] as const;

/** Who may sign, in this order: the next only where the one before cannot (group 62). */
export const SIGNER_ROLES = ['patient', 'legal-representative', 'authorised', 'institution'] as const;

/** Consent to the transfer itself (groups 60–62, 64); the sharing of data is asked apart (group 63, ReferralForm). */
export const TransferConsent = z.object({
  informed: z.array(z.enum(INFORMED)),
  risks: text(1000),
  choice: z.enum(['agree', 'refuse', 'give-up']).nullable(),
  signer: z.object({
    role: z.enum(SIGNER_ROLES).nullable(),
    name: text(50),
    relation: text(30),
    idNumber: text(30),
    phone: text(30),
    at: Instant.nullable(),
  }),
  /** The doctor who informed. */
  informedBy: text(50),
  informedAt: Instant.nullable(),
  /** Witness, or in a life-saving emergency the responsible person of the institution. */
  witness: text(50),
});
export type TransferConsent = z.infer<typeof TransferConsent>;

export const blankTransferConsent = (): TransferConsent => ({
  informed: [],
  risks: '',
  choice: null,
  signer: { role: null, name: '', relation: '', idNumber: '', phone: '', at: null },
  informedBy: '',
  informedAt: null,
  witness: '',
});
