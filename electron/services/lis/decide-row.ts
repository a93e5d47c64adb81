import type { LabCode, ResultRange } from '../../../shared/records/observation.ts';
import type { Candidate } from './candidate.ts';
import { decideItem } from './item-decision.ts';
import type { LabRow, SkippedRow, SkipReason } from './lab-export.ts';
import { readRange } from './range-text.ts';
import { type Conversion, conversionOf, convert, isSameUnit, siUnitOf } from './unit.ts';
import { readFlag, readValue, type WrittenQuantity, type WrittenValue, withoutMarks } from './value-text.ts';

export type Decision =
  | { readonly kind: 'row'; readonly row: LabRow; readonly releasedMs: number | null; readonly written: WrittenResult }
  | { readonly kind: 'skip'; readonly skip: SkippedRow };

/** The number as the laboratory wrote it, in a unit of the catalogue; nulls where there is no number. */
export interface WrittenResult {
  readonly value: string | null;
  readonly unit: string | null;
}

/** Units for items whose export names none, by the item's text as written (`itemText`). */
export type SuppliedUnits = ReadonlyMap<string, string>;
const NONE: SuppliedUnits = new Map();

const DETAIL_LENGTH = 80;
const NOTHING: WrittenValue = { quantity: null, word: null, flag: null };
/** Items whose result may be a word for positive or negative; not-detected is read for every item. */
const WORD_ITEMS: readonly LabCode[] = ['HBSAG', 'HBVDNA'];

/** The order of decisions (records-and-forms.md 6.9): the first that holds is the reason. */
export function decideRow(candidate: Candidate, units: SuppliedUnits = NONE): Decision {
  const skip = (reason: SkipReason, detail: string): Decision => ({
    kind: 'skip',
    skip: { line: candidate.line, reason, detail: detail.slice(0, DETAIL_LENGTH) },
  });
  if (candidate.isControl) return skip('quality-control', candidate.specimen);
  if (candidate.isDamaged) return skip('damaged-identifier', 'identifier in scientific notation, or as a long number');
  if (!candidate.isBlood) return skip('not-blood', candidate.specimen || candidate.panel);

  const written = candidate.value === null || candidate.status === 'invalid' ? NOTHING : readValue(candidate.value);
  const gluedUnit = written.quantity?.unit ?? '';
  const unit = candidate.unit || gluedUnit || candidate.nameUnit || (units.get(candidate.itemText) ?? '');
  const item = decideItem(candidate.item, unit, candidate.panel);
  if (item.kind === 'skip') return skip(item.reason, candidate.itemText);

  const value = valueOfItem(written, item.code);
  if (!value) return skip('unreadable-value', candidate.value ?? 'date, boolean or error');
  const hasTwoUnits = candidate.unit !== '' && gluedUnit !== '' && !isSameUnit(candidate.unit, gluedUnit);
  const conversion = hasTwoUnits ? undefined : conversionOf(item.code, unit, item.isNitrogen);
  const result = resultOf(value, item.code, conversion);
  if (result === 'no-unit') return skip('unknown-unit', hasTwoUnits ? `${candidate.unit} / ${gluedUnit}` : unit);
  if (result === 'too-large') return skip('unreadable-value', candidate.value ?? '');

  const { sample, releasedMs } = candidate.times;
  if (!sample) return skip('no-time', candidate.itemText);
  if (candidate.status === 'withdrawn') return skip('superseded', 'withdrawn by the laboratory');
  const flagColumn = withoutMarks(candidate.flag);
  const hasNumber = result.value !== null;
  const row: LabRow = {
    line: candidate.line,
    patient: candidate.patient,
    code: item.code,
    ...result,
    text: value.word,
    unit: hasNumber ? siUnitOf(item.code) : null,
    flag: flagColumn === '' ? written.flag : readFlag(flagColumn),
    range: hasNumber && conversion ? convertedRange(candidate, conversion) : null,
    ...sample,
  };
  const number =
    hasNumber && conversion ? { value: value.quantity?.decimal ?? null, unit: conversion.unit } : NO_WRITING;
  return { kind: 'row', row: inContractOrder(row), releasedMs, written: number };
}

/** What the item may say: a word only where it takes words, number and word together only for HBsAg (6.6.5). */
function valueOfItem({ quantity, word }: WrittenValue, code: LabCode): Pick<WrittenValue, 'quantity' | 'word'> | null {
  if (quantity && word) return code === 'HBSAG' ? { quantity, word } : null;
  if (word && word !== 'not-detected') return WORD_ITEMS.includes(code) ? { quantity, word } : null;
  return quantity || word ? { quantity, word } : null;
}

type Result = Pick<LabRow, 'value' | 'comparator'>;
const NO_WRITING: WrittenResult = { value: null, unit: null };
const NO_NUMBER: Result = { value: null, comparator: null };

function resultOf(
  { quantity, word }: { quantity: WrittenQuantity | null; word: string | null },
  code: LabCode,
  conversion: Conversion | undefined,
): Result | 'no-unit' | 'too-large' {
  if (!quantity) return NO_NUMBER;
  if (!conversion) return word && code === 'HBSAG' ? NO_NUMBER : 'no-unit'; // COI beside 阳性: the word is kept
  const value = convert(quantity.value, conversion);
  return Number.isFinite(value) ? { value, comparator: quantity.comparator } : 'too-large';
}

function convertedRange({ range, patient }: Candidate, conversion: Conversion): ResultRange | null {
  const written = readRange(range, patient.sex);
  if (!written) return null;
  const [low, high] = [written.low, written.high].map(limit => (limit === null ? null : convert(limit, conversion)));
  const isWhole = [low, high].every(limit => limit === null || Number.isFinite(limit));
  return isWhole ? { low: low ?? null, high: high ?? null } : null;
}

/** Keys in the order of cli.md, for people who read the output. */
const inContractOrder = (row: LabRow): LabRow => {
  const { line, patient, code, value, comparator, text, unit, flag, range, collectedAt, timeSource } = row;
  return { line, patient, code, value, comparator, text, unit, flag, range, collectedAt, timeSource };
};
