import { type Field, fieldOf, headerKey, knownNameAtEnd } from './header-names.ts';
import { type Cell, cellsInOrder, type SheetRow, textCell } from './sheet.ts';

export interface LabelPair {
  readonly field: Field;
  /** Undefined where the label stands without a value. */
  readonly cell: Cell | undefined;
}

/**
 * The labels of a row, or none: before the header any cell may hold them, after it the first filled cell must
 * (records-and-forms.md 6.2). An empty value takes the next filled cell, unless that is a label itself.
 */
export function readLabelRow(row: SheetRow, isAfterHeader: boolean): LabelPair[] {
  const [first, ...others] = cellsInOrder(row).map(([, cell]) => cell);
  if (!first) return [];
  const firstPairs = pairsIn(first.text);
  if (isAfterHeader && firstPairs.length === 0) return [];
  const cells = [first, ...others];
  const pairsByCell = [firstPairs, ...others.map(cell => pairsIn(cell.text))];
  return pairsByCell.flatMap((pairs, index) => {
    const last = pairs.at(-1);
    const next = cells[index + 1];
    if (!last || last.cell || !next || pairsByCell[index + 1]?.length !== 0) return pairs;
    return [...pairs.slice(0, -1), { field: last.field, cell: next }];
  });
}

interface Label {
  readonly field: Field | null; // null: a label that we do not know, which still ends the value before it
  readonly start: number;
  readonly valueStart: number;
}

/** The pairs `known name: value` of one cell; several may stand in it, with or without blanks between them. */
function pairsIn(text: string): LabelPair[] {
  const labels = findLabels(text);
  return labels.flatMap(({ field, valueStart }, index) => {
    if (field === null) return [];
    return [{ field, cell: textCell(text.slice(valueStart, labels[index + 1]?.start).replace(/[ ,;|]+$/, '')) }];
  });
}

const LABEL_REACH = 60; // characters before a colon that may belong to its label; keeps a long text cheap

function findLabels(text: string): Label[] {
  const labels: Label[] = [];
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    const valueBefore = labels.at(-1)?.valueStart;
    const from = Math.max(valueBefore ?? 0, colon - LABEL_REACH);
    const label = labelBefore(text, from, colon, valueBefore);
    if (label) labels.push(label);
  }
  return labels;
}

/** Undefined where the colon ends no label. */
function labelBefore(text: string, from: number, colon: number, valueBefore: number | undefined): Label | undefined {
  const head = text.slice(from, colon).trimEnd();
  const words = head.split(/[ ,;|]/);
  for (const count of [3, 2, 1]) {
    const phrase = words.slice(-count).join(' '); // `Collected at:`, and `姓 名:` as paper forms space it
    const field = fieldOf(headerKey(phrase));
    if (field) return { field, start: from + head.length - phrase.length, valueStart: colon + 1 };
  }
  const word = words.at(-1) ?? '';
  const isTime = /\d$/.test(word) && /^\d\d/.test(text.slice(colon + 1, colon + 3));
  if (word === '' || isTime) return undefined;
  return gluedLabel(text, word, from + head.length - word.length, colon, valueBefore);
}

/** A value that may stand right before a label: `年龄:45 岁性别:男`. */
const VALUE_END = /[\d岁男女]$/;

/**
 * `张三性别:` after `姓名:` is a value with the next label glued to it. Elsewhere a word that merely ends like a known
 * name (联系人姓名) is another label: it must not become the patient.
 */
function gluedLabel(text: string, word: string, start: number, colon: number, valueBefore: number | undefined): Label {
  const name = knownNameAtEnd(word.toLowerCase());
  const value = word.slice(0, word.length - (name?.length ?? 0));
  const followsLabel = valueBefore !== undefined && text.slice(valueBefore, start).trim() === '';
  if (name !== undefined && (followsLabel || (valueBefore !== undefined && VALUE_END.test(value)))) {
    return { field: fieldOf(name) ?? null, start: start + value.length, valueStart: colon + 1 };
  }
  return { field: null, start, valueStart: colon + 1 };
}
