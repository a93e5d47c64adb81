import { z } from 'zod';
import { ReferralPolicy } from '../clinical/referral-policy.ts';
import { Id, Instant } from '../records/time.ts';
import { administer, sign, signedIn } from './procedure.ts';

const Reason = z.string().trim().min(1).max(200);

/** One state of the hospital's rule table; never changed, only followed by the next. */
export const PolicyVersion = z.object({
  id: Id,
  /** 1, 2, 3 …: what an advice cites. */
  number: z.int().positive(),
  /** The table of the program, or the hospital's own. */
  origin: z.enum(['built-in', 'site']),
  table: ReferralPolicy,
  reason: z.string(),
  savedAt: Instant,
  savedBy: z.string(),
  /** By which physician of the hospital; null = not yet confirmed. */
  confirmed: z.object({ at: Instant, by: z.string() }).nullable(),
  /** The advice is computed by this one. */
  isInForce: z.boolean(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

export const policy = {
  /** Every version, newest first. In force: the newest that a physician confirmed, else the table of the program. */
  list: signedIn.output(z.array(PolicyVersion)),
  /**
   * Saves the next version; it comes into force when a physician confirms it. A table with a fault is refused as
   * `invalid-input` with `rules.<rule>.<field>` or `rescoreAfterHours`.
   */
  save: administer
    .input(ReferralPolicy.pick({ rules: true, rescoreAfterHours: true }).extend({ basedOn: z.int(), reason: Reason }))
    .output(PolicyVersion),
  /** The newest version; the advice of all open episodes is computed anew. */
  confirm: sign.input(z.object({ number: z.int() })).output(PolicyVersion),
};
