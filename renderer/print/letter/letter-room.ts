import type { PacketDocument } from '../../../shared/referral/packet-model.ts';

/**
 * The letter is one page with its signature and seal. A text too long for its share of the room is begun there and
 * stands whole on the continuation sheet. The shares are counted, not measured, so that every copy of a packet breaks
 * its texts alike: in ems, a Han character one, a Latin one half.
 */
export interface LetterRoom {
  /** Lines for all the texts together. */
  readonly lines: number;
  /** Ems in a line, with the letter set as small as it may be. */
  readonly ems: number;
}

/** The text mode cuts nothing: it has as many pages as it needs. */
type Rooms = Record<'A4' | 'A5', Record<PacketDocument['language'], LetterRoom>>;
/** Found by printing: the fullest letter that still fits above its signature. */
const ROOMS: Rooms = {
  A4: { zh: { lines: 22, ems: 50 }, en: { lines: 22, ems: 50 }, both: { lines: 20, ems: 46 } },
  A5: { zh: { lines: 16, ems: 38 }, en: { lines: 15, ems: 38 }, both: { lines: 13, ems: 34 } },
};
const FEWEST_LINES = 11; // one for each text, whatever else the letter must say

/** Room for the texts where so many lines are taken by what an ordinary letter has not. */
export function letterRoom({ size, language }: Pick<PacketDocument, 'size' | 'language'>, taken: number): LetterRoom {
  const { lines, ems } = ROOMS[size === 'A5' ? 'A5' : 'A4'][language];
  return { lines: Math.max(FEWEST_LINES, lines - taken), ems };
}

const isWide = /[\u1100-\u11FF\u2E80-\uD7FF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{20000}-\u{3FFFF}]/u;
export const emsOf = (text: string): number => Array.from(text).reduce((sum, c) => sum + (isWide.test(c) ? 1 : 0.5), 0);

export const linesOf = (text: string, ems: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(emsOf(line) / ems)), 0);

/**
 * Lines for each text: the short ones have what they need, the long ones share what is left, evenly. A text of `ems`
 * per line that needs more lines than it has is cut by `beginningOf`.
 */
export function shareLines(needed: readonly number[], lines: number): number[] {
  const shares = needed.map(() => 1);
  let left = lines - needed.length;
  while (left > 0) {
    const wanting = needed.flatMap((need, i) => (need > (shares[i] ?? 0) ? [i] : []));
    if (wanting.length === 0) break;
    for (const i of wanting.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
    left -= Math.min(left, wanting.length);
  }
  return shares;
}

/** As much of a text's beginning as fits into so many lines with the note behind it; never half a character. */
export function beginningOf(text: string, lines: number, ems: number, note: string): string {
  const room = lines * ems - emsOf(note) - 1;
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += character === '\n' ? ems - (used % ems) : isWide.test(character) ? 1 : 0.5;
    if (used > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
