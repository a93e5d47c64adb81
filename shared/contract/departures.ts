import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';
import { ConsentWithdrawal } from '../referral/consent-withdrawal.ts';
import { DepartureContent, DepartureRecord } from '../referral/departure-record.ts';
import { keepDraft, readClinical, record } from './procedure.ts';

const OfReferral = z.object({ referralId: Id });

/** What is due at departure: consent to the transfer, transport record, talks with the ward. */
export const departures = {
  get: readClinical.input(OfReferral).output(DepartureRecord),
  /** Before and after signing; `version` 0 = none was saved yet. */
  save: keepDraft
    .input(OfReferral.extend({ version: z.int().min(0), content: DepartureContent }))
    .output(DepartureRecord),
  /**
   * Tells the ward the new expected arrival of a patient who is on the road, as a message: the Task may not move twice to
   * the same place. @throws illegal-move: nobody waits, no time is written down, or it is the one the ward was told
   */
  tellEta: record.input(OfReferral).output(DepartureRecord),
  /** Scan or photo of the signed consent: PDF, JPEG or PNG of at most 10 MB by its first bytes. */
  addScan: record.input(OfReferral.extend({ title: z.string().trim().min(1).max(200), base64: z.base64() })),
  scan: readClinical
    .input(z.object({ id: Id }))
    .output(z.object({ title: z.string(), contentType: z.string(), base64: z.base64() })),
  /** A consent to sharing no longer holds; of care, the referral is taken back. The registry is always told. */
  withdrawConsent: record.input(
    OfReferral.extend({
      scope: ConsentWithdrawal.shape.scope,
      by: ConsentWithdrawal.shape.by,
      at: Instant,
      reason: ConsentWithdrawal.shape.reason,
    }),
  ),
};
