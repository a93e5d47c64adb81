import { z } from 'zod';
import { Instant } from './time.ts';

/** Why a version of a row is no longer the present one: who replaced it, when, and what for. */
export const RowChange = z.object({
  /** The version that was replaced; the one after it is the next of the list, or the present row. */
  version: z.int().positive(),
  at: Instant,
  by: z.string(),
  /** Empty where none was asked for. */
  reason: z.string(),
});
export type RowChange = z.infer<typeof RowChange>;
