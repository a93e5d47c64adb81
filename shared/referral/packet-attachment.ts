import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';

/** A file that belongs to the referral, such as the scan of the signed consent; listed on P8. */
export const PacketAttachment = z.object({
  id: Id,
  kind: z.literal('consent-scan'),
  title: z.string(),
  contentType: z.string(),
  sizeBytes: z.int().positive(),
  sha256: z.string(),
  addedAt: Instant,
});
export type PacketAttachment = z.infer<typeof PacketAttachment>;
