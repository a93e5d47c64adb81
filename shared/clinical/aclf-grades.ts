import { failedOrgans, type OrganGrades } from './organ-failure.ts';
import { organNames } from './organ-name.ts';

export const easlGrades = ['0', '1a', '1b', '2', '3a', '3b'] as const;
export type EaslGrade = (typeof easlGrades)[number];
export const cosshGrades = ['0', '1', '2', '3'] as const;
export type CosshGrade = (typeof cosshGrades)[number];

/** A grade with the clause that gave it; `rule` is a key of `clinical.rule` in shared/i18n. */
export interface RuledGrade<G> {
  readonly grade: G;
  readonly rule: string;
}

export function areAllGraded(organs: OrganGrades): boolean {
  return organNames.every(name => organs[name] !== undefined);
}

/**
 * EASL-CLIF grade of six graded organs (clinical.md 5.2).
 * Moreau 2013, doi:10.1053/j.gastro.2013.02.042.
 */
export function gradeEasl(organs: OrganGrades): RuledGrade<EaslGrade> {
  const failed = failedOrgans(organs);
  const [first] = failed;
  if (first === undefined) return { grade: '0', rule: 'no-failure' };
  if (failed.length === 2) return { grade: '2', rule: 'two-failures' };
  if (failed.length === 3) return { grade: '3a', rule: 'three-failures' };
  if (failed.length > 3) return { grade: '3b', rule: 'four-or-more-failures' };
  if (first === 'kidney') return { grade: '1a', rule: 'kidney-alone' };
  const hasKidneyDysfunction = organs.kidney?.isDysfunction === true;
  if (hasKidneyDysfunction) return { grade: '1b', rule: 'single-with-kidney-dysfunction' };
  if (first !== 'brain' && organs.brain?.isDysfunction === true) {
    return { grade: '1b', rule: 'single-with-brain-dysfunction' };
  }
  return { grade: '0', rule: 'single-without-dysfunction' };
}

const COSSH_INR = 1.5; // with liver failure alone; Wu 2018, doi:10.1136/gutjnl-2017-314641

/** COSSH-ACLF criteria of six graded organs and the INR (clinical.md 6.1): cirrhosis is not required. */
export function gradeCossh(organs: OrganGrades, inr: number): RuledGrade<CosshGrade> {
  const failed = failedOrgans(organs);
  const [first] = failed;
  if (first === undefined) return { grade: '0', rule: 'no-failure' };
  if (failed.length === 2) return { grade: '2', rule: 'two-failures' };
  if (failed.length > 2) return { grade: '3', rule: 'three-or-more-failures' };
  if (first === 'kidney') return { grade: '1', rule: 'kidney-alone' };
  if (first === 'liver' && inr >= COSSH_INR) return { grade: '1', rule: 'liver-with-inr' };
  if (organs.kidney?.isDysfunction === true) return { grade: '1', rule: 'single-with-kidney-dysfunction' };
  if (first !== 'brain' && organs.brain?.isDysfunction === true) {
    return { grade: '1', rule: 'single-with-brain-dysfunction' };
  }
  return { grade: '0', rule: 'single-without-dysfunction' };
}
