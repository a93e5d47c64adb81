import { z } from 'zod';
import { MILESTONE_IDS } from '../clinical/milestones.ts';
import { Instant } from '../records/time.ts';
import { ReturnContent } from './return-record.ts';
import { isAnswer, type ReferralCourse } from './ward-answer.ts';

/** What came with a step of the ward: bed, advice, findings … */
const Told = z.object({ code: z.string(), text: z.string() });

/** What is known of a referral after it was signed, for the return form (groups 46 and 65–70): from stamps and answers. */
export const ReturnFacts = z.object({
  reached: z.partialRecord(z.enum(MILESTONE_IDS), Instant),
  /** The ward's answer that holds, whichever way it came; two where telephone and registry differ and nobody has decided. */
  answers: z.array(
    z.object({
      /** Business status of the registry, such as `accepted-waiting-bed`; key of i18n `referral.businessStatus`. */
      kind: z.string(),
      at: Instant,
      by: z.string(),
      phone: z.string(),
      reason: z.string(),
      outputs: z.array(Told),
    }),
  ),
  /** What the ward said after the patient had come: findings, its letter. */
  told: z.array(Told),
  /** What was typed here of the ward's paper; null where nothing was. */
  record: ReturnContent.nullable(),
});
export type ReturnFacts = z.infer<typeof ReturnFacts>;

type Course = Pick<ReferralCourse, 'entries' | 'difference' | 'reconciliations'>;

/** What the ward's word is now: neither what was typed by mistake nor what a person has found not to hold. */
export function answersThatHold({ entries, difference, reconciliations }: Course): ReturnFacts['answers'] {
  const lost = new Set<string>();
  for (const { phoneId, registryId, holds } of reconciliations) {
    const [winner, loser] = holds === 'phone' ? [phoneId, registryId] : [registryId, phoneId];
    lost.delete(winner);
    lost.add(loser);
  }
  const answers = entries.filter(({ kind, retracted }) => isAnswer(kind) && retracted === null);
  const newest = answers
    .filter(({ id }) => !lost.has(id))
    .toSorted((a, b) => Date.parse(a.serverTime ?? a.at) - Date.parse(b.serverTime ?? b.at))
    .at(-1);
  const holding = difference
    ? answers.filter(({ id }) => id === difference.phoneId || id === difference.registryId)
    : newest
      ? [newest]
      : [];
  return holding.map(({ kind, at, by, reason, outputs, typed }) => ({
    ...{ kind, at, by, reason, phone: typed?.phone ?? '' },
    outputs: outputs.map(({ code, text }) => ({ code, text })),
  }));
}

/** What came with the ward's later steps; a document counts by its reference. */
export const toldByWard = ({ entries }: Pick<Course, 'entries'>): ReturnFacts['told'] =>
  entries
    .filter(({ kind, isOurs, retracted }) => !isAnswer(kind) && !isOurs && retracted === null)
    .flatMap(({ outputs }) => outputs.map(({ code, text, reference }) => ({ code, text: text || (reference ?? '') })));
