import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';

/** Longest message in characters (registry-and-sync 2). */
export const MESSAGE_LIMIT = 2000;

export const MessageState = z.enum(['received', 'delivered', 'waiting', 'sending', 'refused', 'dropped']);

/** A message about a referral, ours or the ward's. Immutable. */
export const ReferralMessage = z.object({
  id: Id,
  direction: z.enum(['out', 'in']),
  author: z.string(),
  body: z.string(),
  sentAt: Instant,
  /** Registry's time; null while it has not acknowledged the message. */
  serverTime: Instant.nullable(),
  state: MessageState,
  isUnread: z.boolean(),
});
export type ReferralMessage = z.infer<typeof ReferralMessage>;
