import type { Translate } from '../../../shared/i18n/i18n.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { ImportRow } from '../../../shared/records/lab-import.ts';
import { computedText } from '../labs/lab-table.ts';
import type { CellQuestion } from '../labs/panel-draft.ts';
import { itemName, observationText } from '../labs/value-wording.ts';

const SIGNS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

/** The result as the laboratory wrote it, with its unit. */
export function resultText(row: ImportRow, t: Translate): string {
  if (row.code === null) return row.enteredValue ?? '';
  const number = row.enteredValue ?? (row.valueSi === null ? '' : computedText(row.valueSi));
  const word = row.text === null ? '' : t(`labs.text.${row.text}`);
  const unit = number === '' ? '' : unitText(row.enteredUnit);
  return [`${row.comparator ? SIGNS[row.comparator] : ''}${number}`, unit, word].filter(part => part !== '').join(' ');
}

/** In SI, where the laboratory wrote another unit. */
export function convertedText({ code, valueSi, enteredUnit }: ImportRow): string {
  if (code === null || valueSi === null || enteredUnit === labItem(code).unit) return '';
  return `${computedText(valueSi)} ${unitText(labItem(code).unit)}`;
}

/** `9–50`; empty where none was printed. In SI. */
export function printedRange({ range }: ImportRow): string {
  if (range === null) return '';
  const { low, high } = range;
  if (low !== null && high !== null) return `${computedText(low)}–${computedText(high)}`;
  return high !== null ? `≤${computedText(high)}` : low === null ? '' : `≥${computedText(low)}`;
}

/** What importing the row would do, or why it does nothing. */
export function effectText(row: ImportRow, t: Translate): string {
  const { effect, reason, detail, stored } = row;
  if (effect === 'skipped') {
    const why = reason === null ? '' : t(`lis.skipped.${reason}`);
    return detail === '' || detail === row.item || reason === 'superseded' ? why : `${why} · ${detail}`;
  }
  const before = stored
    ? `${observationText(stored, t)} ${unitText(stored.valueSi === null ? '' : labItem(stored.code).unit)}`.trim()
    : '';
  return t(`labImport.effect.${effect}`, { stored: before, by: stored?.recordedBy ?? '' });
}

/** A doubt of the entry grid, in words. */
export function questionText(row: ImportRow, { id, wouldBe }: CellQuestion, language: string, t: Translate): string {
  if (row.code === null) return '';
  const item = labItem(row.code);
  if (id === 'unreadable' || id === 'range-unreadable') return t('labs.ask.unreadable');
  if (id === 'threefold') return t('labs.ask.threefold', { previous: '' });
  if (id === 'outside-hard')
    return t('labs.ask.outside', { low: item.hard[0], high: item.hard[1], unit: unitText(item.unit) });
  return t(`clinical.slip.${id}`, {
    input: itemName(item, language),
    typed: row.enteredValue ?? '',
    wouldBe: wouldBe === null ? '' : computedText(wouldBe),
  });
}
