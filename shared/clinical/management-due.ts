import type { Assessment } from '../records/assessment.ts';
import type { ManagementList } from '../records/management-list.ts';
import { failureHistory } from './failure-history.ts';
import { type ManagementItemId, managementFor, programmeClass } from './management.ts';

/**
 * What the failures of now ask for.
 * @param assessments of one episode, newest anchor first
 * @returns no failures and no items before the first look at the organs
 */
export function managementDue(assessments: readonly Assessment[]): {
  failures: ManagementList['failures'];
  due: ManagementItemId[];
} {
  const latest = failureHistory(assessments).at(-1);
  if (!latest) return { failures: null, due: [] };
  const { at, failures, failed, carried, notAssessed } = latest;
  const raw = (scoreId: string) => assessments.find(each => each.scoreId === scoreId)?.outcome.raw ?? null;
  const found = programmeClass({ low: failures, high: failures + notAssessed.length });
  return {
    failures: {
      at,
      failed: [...failed],
      carried: [...carried],
      notAssessed: [...notAssessed],
      programmeClass: found && { label: found.label, percent: found.mortality90DaysPercent, source: found.source },
    },
    due: managementFor(failures, { aarc: raw('aarc'), meld: raw('meld') }).map(({ id }) => id),
  };
}
