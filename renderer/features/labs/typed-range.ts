import type { ResultRange } from '../../../shared/records/observation.ts';
import { foldTyped } from './typed-value.ts';

export type TypedRange =
  | { readonly kind: 'empty' }
  | ({ readonly kind: 'range' } & ResultRange)
  | { readonly kind: 'unreadable' };

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const BETWEEN = new RegExp(`^${NUMBER} ?(?:-{1,2}|~|–|—|至) ?${NUMBER}$`);
const BELOW = new RegExp(`^(?:<=?|≤|小于|低于) ?${NUMBER}$`);
const ABOVE = new RegExp(`^(?:>=?|≥|大于|高于) ?${NUMBER}$`);

/** A reference range as printed on the report: `3.5-9.5`, `<26`, `≥70`. */
export function readTypedRange(typed: string): TypedRange {
  const text = foldTyped(typed);
  if (text === '') return { kind: 'empty' };
  const between = BETWEEN.exec(text);
  if (between) {
    const [low, high] = [Number(between[1]), Number(between[2])];
    return low <= high ? { kind: 'range', low, high } : { kind: 'unreadable' };
  }
  const below = BELOW.exec(text);
  if (below) return { kind: 'range', low: null, high: Number(below[1]) };
  const above = ABOVE.exec(text);
  return above ? { kind: 'range', low: Number(above[1]), high: null } : { kind: 'unreadable' };
}
