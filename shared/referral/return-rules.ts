import { isAnswer } from './answer.ts';
import type { ReturnFacts } from './return-facts.ts';
import { allowsDeparture } from './ward-answer.ts';

interface ReturnRule {
  readonly group: number;
  readonly due: 'A' | 'X';
  readonly isAnswered: (facts: ReturnFacts) => boolean;
}

const told = ({ told: said }: ReturnFacts, code: string): boolean => said.some(each => each.code === code);
const typed = ({ record }: ReturnFacts, field: 'diagnosis' | 'results' | 'treatment' | 'plan'): boolean =>
  record !== null && isAnswer(record[field]);
const lastAnswer = ({ answers }: ReturnFacts) => answers.at(-1);

/** Who has died is followed up no further. */
const isFollowed = ({ record }: ReturnFacts, day: 'day28' | 'day90'): boolean =>
  record !== null && (record.outcome === 'died' || record.followUp[day].state !== null);

/**
 * What the ward owes: with its answer (groups 65, 66), and before the referral is closed (67, 69, 70; the kit of 68 is
 * optional). It blocks no step of the county: it is what to ask for on the telephone, and what the return form still
 * waits for. The ward's letter stands in for the texts of 69.
 */
export const RETURN_RULES = {
  wardAnswer: { group: 65, due: 'A', isAnswered: facts => lastAnswer(facts) !== undefined },
  answeredBy: { group: 66, due: 'A', isAnswered: facts => isAnswer(lastAnswer(facts)?.by ?? '') },
  transferAdvice: {
    group: 66,
    due: 'A',
    isAnswered: facts => {
      const last = lastAnswer(facts);
      if (!last || !allowsDeparture(last.kind)) return true; // nobody travels on it
      return last.outputs.some(({ code, text }) => code === 'advice' && isAnswer(text));
    },
  },
  wardTimes: {
    group: 67,
    due: 'X',
    isAnswered: ({ reached }) => reached.arrived !== undefined && reached.admitted !== undefined,
  },
  wardDiagnosis: { group: 67, due: 'X', isAnswered: f => typed(f, 'diagnosis') || told(f, 'findings') },
  wardGrade: { group: 67, due: 'X', isAnswered: ({ record }) => record !== null && record.grade !== null },
  wardResults: { group: 69, due: 'X', isAnswered: f => typed(f, 'results') || told(f, 'document') },
  wardTreatment: { group: 69, due: 'X', isAnswered: f => typed(f, 'treatment') || told(f, 'document') },
  wardPlan: { group: 69, due: 'X', isAnswered: f => typed(f, 'plan') || told(f, 'document') },
  outcome: {
    group: 70,
    due: 'X',
    isAnswered: ({ record }) => record !== null && record.outcome !== null && record.outcomeOn !== null,
  },
  followUp28: { group: 70, due: 'X', isAnswered: facts => isFollowed(facts, 'day28') },
  followUp90: { group: 70, due: 'X', isAnswered: facts => isFollowed(facts, 'day90') },
} as const satisfies Record<string, ReturnRule>;

/** Key of the field's name in i18n. */
export type ReturnField = keyof typeof RETURN_RULES;
