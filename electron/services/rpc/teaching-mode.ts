import type { Access } from '../../../shared/contract/roles.ts';

/**
 * What answers in teaching mode: procedures whose answers name nobody, or in which whoever they name is hidden. All
 * other ones on records are refused: what they say cannot be hidden (a signed packet), or they write.
 */
const SHOWN: readonly string[] = [
  'worklist.list',
  'worklist.badge',
  'patients.search',
  'patients.get',
  'episodes.list',
  'episodes.get',
  'episodes.versions',
  'findings.list',
  'findings.versions',
  'labs.list',
  'labs.versions',
  'criticalValues.list',
  'assessments.list',
  'advice.get',
  'management.list',
  'treatments.list',
  'treatments.versions',
  'pathway.get',
  'pathway.physicians',
  'figures.monthly',
  'outbox.list',
  'answers.news',
  'session.teach',
];

/** Drafts are whoever typed them, patients' names among them. */
const PERSONAL = /^drafts\./;

/** Whether a procedure is refused in teaching mode. `access` = who may call it at other times. */
export function refusedInTeaching(path: string, access: Access): boolean {
  if (PERSONAL.test(path)) return true;
  const isOfRecords = typeof access !== 'string' && access.some(role => role === 'physician' || role === 'nurse');
  return isOfRecords && !SHOWN.includes(path);
}
