import { z } from 'zod';
import { Day, Id, Instant } from '../records/time.ts';

const text = (max: number) => z.string().max(max);

export const WARD_GRADES = ['none', 'one', 'two', 'three'] as const;
export const OUTCOMES = ['improved', 'transplant', 'died', 'left', 'sentBack'] as const;
export const FOLLOW_UPS = ['alive', 'transplanted', 'dead', 'lost'] as const;
/** Days after admission on which the registry asks how the patient is. */
export const FOLLOW_UP_DAYS = ['day28', 'day90'] as const;

const FollowUp = z.object({ state: z.enum(FOLLOW_UPS).nullable(), on: Day.nullable() });

/**
 * What came back of a referral (groups 67–70), by the ward's paper or word: typed here, never computed. The grade and
 * the kit's result are the ward's.
 */
export const ReturnContent = z.object({
  diagnosis: text(500),
  grade: z.enum(WARD_GRADES).nullable(),
  kitResult: text(500),
  results: text(2000),
  treatment: text(2000),
  plan: text(2000),
  outcome: z.enum(OUTCOMES).nullable(),
  outcomeOn: Day.nullable(),
  followUp: z.object({ day28: FollowUp, day90: FollowUp }),
});
export type ReturnContent = z.infer<typeof ReturnContent>;

export const ReturnRecord = ReturnContent.extend({
  referralId: Id,
  /** 0 = nothing was saved yet. */
  version: z.int().min(0),
  savedAt: Instant.nullable(),
  savedBy: z.string(),
});
export type ReturnRecord = z.infer<typeof ReturnRecord>;

export const blankReturn = (): ReturnContent => ({
  ...{ diagnosis: '', grade: null, kitResult: '', results: '', treatment: '', plan: '' },
  ...{ outcome: null, outcomeOn: null },
  followUp: { day28: { state: null, on: null }, day90: { state: null, on: null } },
});
