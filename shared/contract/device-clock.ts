import { z } from 'zod';
import { Instant } from '../records/time.ts';
import { keepDraft, signedIn } from './procedure.ts';

/** Whether this computer's clock can be believed: the 48 hours are counted by it. */
export const DeviceClock = z.object({
  /** What the clock says at this moment. */
  now: Instant,
  /** The clock was set back further than any correction of the time service; nothing is stamped until somebody looks. */
  movedBack: z.object({ from: Instant, to: Instant }).nullable(),
  /** Registry minus device, from the registry's last answers; null where no registry has answered. */
  registryOffsetMs: z.int().nullable(),
  /** The registry and this computer differ by more than two minutes. */
  isSkewed: z.boolean(),
});
export type DeviceClock = z.infer<typeof DeviceClock>;

export const deviceClock = {
  status: signedIn.output(DeviceClock),
  /** Somebody has compared it with another clock and it is right: stamping goes on. */
  confirm: keepDraft.output(DeviceClock),
};
