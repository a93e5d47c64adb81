import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { Id } from '../records/time.ts';
import { open } from './procedure.ts';

/** What changed; the renderer asks again for what it shows. Carries ids only. */
export const ClinicEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('patient.changed'), patientId: Id }),
  z.object({ type: z.literal('referral.changed'), referralId: Id, patientId: Id }),
  z.object({ type: z.literal('sync.changed') }),
  z.object({ type: z.literal('received.changed') }),
  z.object({ type: z.literal('settings.changed') }),
  z.object({ type: z.literal('backup.changed') }),
  z.object({ type: z.literal('clock.changed') }),
  z.object({ type: z.literal('lab-inbox.changed') }),
  z.object({ type: z.literal('session.locked') }),
]);
export type ClinicEvent = z.infer<typeof ClinicEvent>;

export const events = {
  subscribe: open.output(eventIterator(ClinicEvent)),
};
