import { z } from 'zod';
import { MILESTONE_IDS } from '../clinical/milestones.ts';
import { Instant } from '../records/time.ts';
import { isAnswer, type ReferralCourse } from './ward-answer.ts';

/** What is known of a referral after it was signed, for the return form (groups 46 and 65–70): from stamps and answers. */
export const ReturnFacts = z.object({
  reached: z.partialRecord(z.enum(MILESTONE_IDS), Instant),
  /** Answers of the ward that hold, oldest first, whichever way they came. */
  answers: z.array(
    z.object({
      /** Business status of the registry, such as `accepted-waiting-bed`; key of i18n `referral.businessStatus`. */
      kind: z.string(),
      at: Instant,
      by: z.string(),
      phone: z.string(),
      reason: z.string(),
      outputs: z.array(z.object({ code: z.string(), text: z.string() })),
    }),
  ),
});
export type ReturnFacts = z.infer<typeof ReturnFacts>;

/** The answers of a course that hold: what was typed by mistake is none. */
export const answersThatHold = ({ entries }: Pick<ReferralCourse, 'entries'>): ReturnFacts['answers'] =>
  entries
    .filter(({ kind, retracted }) => isAnswer(kind) && retracted === null)
    .map(({ kind, at, by, reason, outputs, typed }) => ({
      ...{ kind, at, by, reason, phone: typed?.phone ?? '' },
      outputs: outputs.map(({ code, text }) => ({ code, text })),
    }));
