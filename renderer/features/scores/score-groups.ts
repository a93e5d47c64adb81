import type { ScoreId } from '../../../shared/clinical/score-definition.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';

/** The scores in the order in which they are asked for: what goes into the letter, organ grading, the rest. */
export const SCORE_GROUPS = {
  core: ['catch-life', 'cossh-aclf-ii', 'apasl-aclf', 'meld3', 'meld', 'child-pugh', 'albi'],
  organ: [
    'easl-aclf',
    'cossh-aclf',
    'cn-lf-stage',
    'clif-c-of',
    'clif-c-aclf',
    'clif-c-ad',
    'aarc',
    'nacseld',
    'ica-aki',
  ],
  other: ['meld-na-optn2016', 'meld-na-kim2008', 'imeld', 'ree-harris-benedict', 'ree-mifflin', 'map'],
} as const satisfies Record<string, readonly ScoreId[]>;

export type ScoreGroup = keyof typeof SCORE_GROUPS;
export const GROUP_NAMES: readonly ScoreGroup[] = ['core', 'organ', 'other'];

/** Sample times that have been assessed, newest first. */
export function anchorsOf(assessments: readonly Assessment[]): string[] {
  return [...new Set(assessments.map(each => each.anchorAt))].toSorted((a, b) => Date.parse(b) - Date.parse(a));
}

/** The assessments of one anchor in the order of a group. */
export function groupAt(assessments: readonly Assessment[], group: ScoreGroup, anchorAt: string): Assessment[] {
  return SCORE_GROUPS[group].flatMap(
    id => assessments.find(each => each.scoreId === id && each.anchorAt === anchorAt) ?? [],
  );
}
