import { z } from 'zod';
import { managementItemIds } from '../clinical/management.ts';
import { organNames } from '../clinical/organ-name.ts';
import { Instant } from './time.ts';

const Mark = z.object({ at: Instant, by: z.string() });
const Organ = z.enum(organNames);

/** One item of the checklist; `isDue` false = ticked before, and no longer asked for by the failures of now. */
export const ManagementLine = z.object({
  item: z.enum(managementItemIds),
  rule: z.string().nullable(), // R5 … R10
  source: z.string(),
  isDue: z.boolean(),
  done: Mark.nullable(),
  /** The tick that was last taken back. */
  undone: Mark.extend({ reason: z.string() }).nullable(),
  /** 0 = never ticked. */
  version: z.int(),
});
export type ManagementLine = z.infer<typeof ManagementLine>;

export const ManagementList = z.object({
  /** The look at the organs that the list follows; null = none yet, and then no item is due. */
  failures: z
    .object({
      at: Instant,
      failed: z.array(Organ),
      carried: z.array(Organ),
      notAssessed: z.array(Organ),
      /** Class of the programme (He & Li 2025); null without a failure, or while an organ not assessed could change it. */
      programmeClass: z.object({ label: z.string(), percent: z.number(), source: z.string() }).nullable(),
    })
    .nullable(),
  lines: z.array(ManagementLine),
});
export type ManagementList = z.infer<typeof ManagementList>;
