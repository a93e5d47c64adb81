import { z } from 'zod';
import { CriticalLimit, CriticalTable } from '../records/critical-table.ts';
import { CriticalValue } from '../records/critical-value.ts';
import { Id } from '../records/time.ts';
import { Password } from './application.ts';
import { readClinical, record, sign, signedIn } from './procedure.ts';

export const criticalValues = {
  /** Every signed table, newest first; the first is in force. Empty: nothing is judged critical. */
  tables: signedIn.output(z.array(CriticalTable)),
  /** A new version of the table. `basedOn`: the version that was edited, 0 before the first. Refusals name `limits.ROW.FIELD`. */
  sign: sign
    .input(z.object({ basedOn: z.int().min(0), limits: z.array(CriticalLimit).min(1).max(100), password: Password }))
    .output(CriticalTable),
  /** Of one episode, newest sample first, those that were acknowledged and are critical no more among them. */
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(CriticalValue)),
  acknowledge: record
    .input(z.object({ observationId: Id, version: z.int(), done: z.string().trim().min(1).max(300) }))
    .output(CriticalValue),
};
