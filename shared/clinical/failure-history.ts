import type { Assessment } from '../records/assessment.ts';
import { parseNote } from './note.ts';
import { type OrganName, organNames } from './organ-name.ts';
import type { FailureCount } from './transplant-window.ts';

/** The six organs at one anchor, as the CLIF-C organ failure score saw them. */
interface OrganLook {
  readonly at: string;
  readonly failed: readonly OrganName[];
  readonly notAssessed: readonly OrganName[];
  /** Value reset by a treatment, or organ support merely not mentioned: without failure no recovery is known. */
  readonly unsure: readonly OrganName[];
}

const ORGANS_OF_INPUT: Readonly<Record<string, readonly OrganName[]>> = {
  tbil: ['liver'],
  crea: ['kidney'],
  inr: ['coagulation'],
  rrt: ['kidney'],
  vasopressor: ['circulation'],
  ventilation: ['respiration', 'brain'],
};

function lookOf({ anchorAt, outcome }: Pick<Assessment, 'anchorAt' | 'outcome'>): OrganLook {
  const notes = outcome.notes.map(parseNote);
  const subjects = (code: string) => notes.flatMap(note => (note.code === code && note.subject ? note.subject : []));
  const graded = subjects('organ');
  const failed = subjects('failure');
  const unsure = [...subjects('after-treatment'), ...subjects('assumed')].flatMap(key => ORGANS_OF_INPUT[key] ?? []);
  return {
    at: anchorAt,
    failed: organNames.filter(organ => failed.includes(organ)),
    notAssessed: organNames.filter(organ => !graded.includes(organ)),
    unsure: organNames.filter(organ => unsure.includes(organ)),
  };
}

/** The newest look at the organs, for whatever asks how many fail now. */
export interface FailureNow extends FailureCount {
  readonly failed: readonly OrganName[];
  /** Failing when last seen, and not seen to have recovered since: not assessed now, or reset by a treatment. */
  readonly carried: readonly OrganName[];
}

/**
 * Organ failures at each anchor, oldest first, counted by the CLIF-C organ table. An organ that failed counts on until
 * it is seen not to fail on an undisturbed value ([ENG]): a respiration that nobody measured again, an INR after plasma,
 * or a vasopressor that nobody mentions, is no recovery, and must not start the transplant window anew.
 * @param assessments any scores of one episode; only `clif-c-of` is read
 */
export function failureHistory(
  assessments: readonly Pick<Assessment, 'scoreId' | 'anchorAt' | 'outcome'>[],
): FailureNow[] {
  const looks = assessments
    .filter(({ scoreId }) => scoreId === 'clif-c-of')
    .map(lookOf)
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const history: FailureNow[] = [];
  let failing: readonly OrganName[] = [];
  for (const { at, failed, notAssessed, unsure } of looks) {
    const carried = failing.filter(
      organ => !failed.includes(organ) && (notAssessed.includes(organ) || unsure.includes(organ)),
    );
    failing = [...failed, ...carried];
    const unseen = organNames.filter(organ => notAssessed.includes(organ) && !carried.includes(organ));
    history.push({ at, failures: failing.length, notAssessed: unseen, failed, carried });
  }
  return history;
}
