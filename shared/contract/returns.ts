import { z } from 'zod';
import { Id } from '../records/time.ts';
import { ReturnContent, ReturnRecord } from '../referral/return-record.ts';
import { readClinical, record } from './procedure.ts';

const OfReferral = z.object({ referralId: Id });

/** What came back of a referral by the ward's paper or word: groups 67 to 70. */
export const returns = {
  get: readClinical.input(OfReferral).output(ReturnRecord),
  /** `version` 0 = none was saved yet. Outcome and follow-up go to the registry where the patient agreed to that. */
  save: record.input(OfReferral.extend({ version: z.int().min(0), content: ReturnContent })).output(ReturnRecord),
};
