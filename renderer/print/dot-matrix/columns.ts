/**
 * Text on a grid of columns, as a dot-matrix printer writes it: a Latin, Greek or Cyrillic character and those of numbers take one column,
 * every other two. Lines break between Han characters and at spaces, never inside a word that fits a line, never before
 * a closing or after an opening mark. All pure.
 */
const isNarrow = /^[\x20-\u052F\u2013\u2212\u2264\u2265]$/; // – − ≤ ≥ too, as numbers have them
const CLOSING = new Set('，。、；：！？）】》」』”’…—%‰℃,.;:!?)]');
const OPENING = new Set('（【《「『“‘([');

export const columnsOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (isNarrow.test(character) ? 1 : 2), 0);

/** A line's stretches of narrow and of wide characters, in order. */
export function runsOf(line: string): { text: string; isNarrow: boolean }[] {
  const runs: { text: string; isNarrow: boolean }[] = [];
  for (const character of line) {
    const narrow = isNarrow.test(character);
    const last = runs.at(-1);
    // Wide characters stand each in a box of their own: an arrow's or a ring's glyph is not as wide as a Han character.
    if (last?.isNarrow && narrow) last.text += character;
    else runs.push({ text: character, isNarrow: narrow });
  }
  return runs;
}

/** What may not be torn: a word, or a Han character with the marks that belong to it; spaces stand alone. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let isOpen = false; // the next character belongs to the piece before it
  for (const character of text) {
    const last = found.at(-1) ?? '';
    const joinsWord = character !== ' ' && isNarrow.test(character) && last !== '' && isNarrow.test(last.at(-1) ?? '');
    if (found.length > 0 && last !== ' ' && (isOpen || joinsWord || CLOSING.has(character))) {
      found[found.length - 1] = last + character;
    } else {
      found.push(character);
    }
    isOpen = OPENING.has(character);
  }
  return found;
}

/** A piece that is wider than a line is torn after all: nothing is cut. */
function torn(piece: string, width: number): string[] {
  if (columnsOf(piece) <= width) return [piece];
  const parts = [''];
  for (const character of piece) {
    const last = parts.at(-1) ?? '';
    if (columnsOf(last + character) > width) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}

/** Lines no wider than `width` columns; those after the first begin with `indent` spaces. */
export function wrapped(text: string, width: number, indent = 0): string[] {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? '' : margin;
    let isEmpty = true;
    for (const piece of pieces(paragraph).flatMap(each => torn(each, width - indent))) {
      if (!isEmpty && columnsOf(line + piece) > width) {
        lines.push(line.trimEnd());
        line = margin;
        isEmpty = true;
      }
      if (isEmpty && piece === ' ') continue;
      line += piece;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/** Filled with spaces to so many columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));

export const centred = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, Math.floor((width - columnsOf(text)) / 2))) + text;

/** Two texts beside each other where both fit, else under each other. */
export function beside(left: string, right: string, at: number, width: number): string[] {
  return columnsOf(left) < at && columnsOf(right) <= width - at
    ? [padded(left, at) + right]
    : [...wrapped(left, width, 2), ...wrapped(right, width, 2)];
}

export const indented = (lines: readonly string[]): string[] => lines.map(line => `  ${line}`);

/** Fills lines one after the other with items, as many as fit, two columns between them. */
export function flowed(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items.filter(each => each !== '')) {
    const last = lines.at(-1);
    const joined = last === undefined ? null : `${last}  ${item}`;
    if (joined !== null && columnsOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(...wrapped(item, width, 2));
  }
  return lines;
}
