import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';
import { blankTransferConsent, TransferConsent } from './transfer-consent.ts';
import { blankTransportRecord, TransportRecord } from './transport-record.ts';

/** A talk with the ward (group 10): any number of them, before and after signing. */
export const PhoneCall = z.object({
  at: Instant,
  number: z.string().max(30),
  spokeTo: z.string().trim().max(50),
  note: z.string().max(300),
});
export type PhoneCall = z.infer<typeof PhoneCall>;

/** What is due at departure, not at signing: kept beside the form, and written on after it is frozen. */
export const DepartureContent = z.object({
  consent: TransferConsent,
  transport: TransportRecord,
  calls: z.array(PhoneCall).max(20),
});
export type DepartureContent = z.infer<typeof DepartureContent>;

export const DepartureRecord = DepartureContent.extend({
  referralId: Id,
  /** 0 = nothing was saved yet. */
  version: z.int().min(0),
  savedAt: Instant.nullable(),
  savedBy: z.string(),
  /**
   * While the patient is on the road and the ward was told so: the arrival that it was told to expect last; `at` null
   * where it was told none.
   */
  wardExpects: z.object({ at: Instant.nullable() }).nullable(),
});
export type DepartureRecord = z.infer<typeof DepartureRecord>;

export const blankDeparture = (): DepartureContent => ({
  consent: blankTransferConsent(),
  transport: blankTransportRecord(),
  calls: [],
});
