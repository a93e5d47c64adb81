import { z } from 'zod';
import { Id } from '../records/time.ts';
import { MESSAGE_LIMIT, ReferralMessage } from '../referral/message.ts';
import { News, PhoneAnswer, Reconciliation, ReferralCourse } from '../referral/ward-answer.ts';
import { readClinical, record, sign } from './procedure.ts';

const OfReferral = z.object({ referralId: Id });
const reason = z.string().trim().min(1).max(300);

export const answers = {
  /** Everything that has become of a referral, by whichever way it was learned. */
  course: readClinical.input(OfReferral).output(ReferralCourse),
  /** Types an answer given by telephone. @throws invalid-input naming what the answer lacks; illegal-move: not signed */
  recordPhone: record.input(OfReferral.extend({ answer: PhoneAnswer })).output(ReferralCourse),
  /** A typed answer was a mistake; it stays, struck out. */
  retract: record.input(z.object({ id: Id, reason })).output(ReferralCourse),
  /** Says which of two answers holds. */
  reconcile: sign
    .input(Reconciliation.pick({ phoneId: true, registryId: true, holds: true }).extend({ reason }))
    .output(ReferralCourse),
  /** What nobody has taken note of yet, the gravest first. */
  news: readClinical.output(z.array(News)),
  /** All that is new of a referral has been read by a person. */
  acknowledge: record.input(OfReferral).output(z.array(News)),
};

export const messages = {
  /** Oldest first. */
  list: readClinical.input(OfReferral).output(z.array(ReferralMessage)),
  /** Queues a message to the ward; it is never changed. @throws illegal-move: nothing of this referral travels */
  send: record
    .input(OfReferral.extend({ body: z.string().trim().min(1).max(MESSAGE_LIMIT) }))
    .output(z.array(ReferralMessage)),
};
