import { z } from 'zod';
import { Instant } from '../records/time.ts';

/** 撤回同意: which of the two agreements no longer holds, from when, who said so to whom and why. */
export const ConsentWithdrawal = z.object({
  scope: z.enum(['care', 'registry']),
  at: Instant,
  /** Who withdrew: the patient or whoever signed. */
  by: z.string().trim().min(1).max(50),
  reason: z.string().trim().min(1).max(200),
  recordedBy: z.string(),
});
export type ConsentWithdrawal = z.infer<typeof ConsentWithdrawal>;
export type ConsentScope = ConsentWithdrawal['scope'];
