import type { Assessment } from '../records/assessment.ts';

/**
 * Whose grade stands in the banner and the work list: the first of these that has one, or that can be bounded (`1b–2`: an
 * organ was not assessed). The framework is always named beside it.
 */
export const GRADING = ['easl-aclf', 'cossh-aclf', 'cn-lf-stage'] as const;

/**
 * The grade that a case is known by.
 * @param assessments newest anchor first
 * @returns the newest grade, or the range in which it lies where an input is missing; null where none can be given
 */
export function worstGrade(assessments: readonly Assessment[]): { scoreId: string; grade: string } | null {
  for (const scoreId of GRADING) {
    const outcome = assessments.find(assessment => assessment.scoreId === scoreId)?.outcome;
    if (outcome?.grade != null) return { scoreId, grade: outcome.grade };
    if (outcome?.bounds) {
      const { low, high } = outcome.bounds;
      return { scoreId, grade: low === high ? String(low) : `${low}–${high}` };
    }
  }
  return null;
}
