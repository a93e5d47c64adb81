import { z } from 'zod';
import { Instant } from '../records/time.ts';

/** One thing that a supplement says otherwise than the packet before it. */
export const PacketChange = z.object({
  what: z.enum(['lab', 'finding', 'treatment', 'score', 'form', 'patient', 'episode']),
  /** LabCode, FindingCode, TreatmentKind, score id, or the field's name in ReferralForm, PatientFields, EpisodeFields. */
  code: z.string(),
  how: z.enum(['added', 'changed', 'removed']),
  /** Row in this packet's model, where there is one. */
  id: z.string().nullable(),
  /** Of the sample, the look, the beginning of the treatment or the score's anchor. */
  at: Instant.nullable(),
  /** A result as printed by the laboratory with its unit, a score's value; null = the page words it from the row. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type PacketChange = z.infer<typeof PacketChange>;
