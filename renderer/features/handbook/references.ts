import type { HandbookEntry } from '../../../shared/clinical/handbook.ts';
import type { Citation } from '../../../shared/clinical/score-definition.ts';

/** Every source once, by name. */
export function references(chapters: readonly HandbookEntry[]): Citation[] {
  const all = chapters.flatMap(({ definition }) => definition.citations);
  const first = all.filter((one, at) => all.findIndex(({ text, doi }) => text === one.text && doi === one.doi) === at);
  return first.toSorted((a, b) => a.text.localeCompare(b.text, 'en'));
}
