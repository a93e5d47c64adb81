import { isStanding } from '../../../shared/clinical/referral-advice.ts';
import { isMoreUrgent, mostUrgent, type Urgency } from '../../../shared/clinical/referral-policy.ts';
import type { AdviceView } from '../../../shared/contract/advice.ts';
import type { Advice, AdviceDecision } from '../../../shared/records/advice.ts';

type Judged = Pick<Advice, 'id' | 'level' | 'rules'>;

/** What speaks for a transfer more urgent than `level`: the rules that stand, and each failing organ by itself. */
function against(level: Urgency, { rules }: Judged): string[] {
  return rules
    .filter(rule => isStanding(rule) && isMoreUrgent(rule.urgency, level))
    .flatMap(({ id, facts }) => [
      id,
      ...facts.flatMap(fact => (fact.kind === 'organ' && fact.isMet ? [`${id} ${fact.organ}`] : [])),
    ]);
}

/**
 * Whether a later advice speaks against a decision: it is more urgent than the one decided on, or a rule or an organ has
 * come up that asks for more than the physician chose. It stays in question although the advice falls again, until a
 * physician has looked ([ENG]): a fall may be the work of a plasma exchange.
 */
function isQuestioned(decision: Pick<AdviceDecision, 'level'>, decidedOn: Judged, later: readonly Judged[]): boolean {
  const known = new Set(against(decision.level, decidedOn));
  return later.some(
    each => isMoreUrgent(each.level, decidedOn.level) || against(decision.level, each).some(what => !known.has(what)),
  );
}

/** The level that counts, and the physician's word behind it. `advices` newest first, at least one. */
export function standing(
  [present, ...earlier]: readonly [Judged, ...Judged[]],
  decision: AdviceDecision | null,
): Pick<AdviceView, 'level' | 'decision'> {
  const all = [present, ...earlier];
  const at = decision ? all.findIndex(({ id }) => id === decision.adviceId) : -1;
  const decidedOn = all[at];
  if (!decision || !decidedOn) return { level: present.level, decision: null };
  const inQuestion = isQuestioned(decision, decidedOn, all.slice(0, at));
  const level =
    decision.kind === 'confirmed'
      ? present.level
      : inQuestion
        ? mostUrgent([decision.level, present.level])
        : decision.level;
  return {
    level,
    decision: { ...decision, computedLevel: decidedOn.level, isCurrent: at === 0, isQuestioned: inQuestion },
  };
}
