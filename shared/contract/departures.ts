import { z } from 'zod';
import { Id } from '../records/time.ts';
import { DepartureContent, DepartureRecord } from '../referral/departure-record.ts';
import { keepDraft, readClinical } from './procedure.ts';

/** What is due at departure: consent to the transfer, transport record, talks with the ward. */
export const departures = {
  get: readClinical.input(z.object({ referralId: Id })).output(DepartureRecord),
  /** Before and after signing; `version` 0 = none was saved yet. */
  save: keepDraft
    .input(z.object({ referralId: Id, version: z.int().min(0), content: DepartureContent }))
    .output(DepartureRecord),
};
