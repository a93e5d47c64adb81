import { useTranslation } from 'react-i18next';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ageText } from '../../ui/duration-text.ts';
import { activeColumn } from './grid-draft.ts';
import type { GridStore } from './grid-store.ts';
import { changeBetween, computedText, previousValue, type SampleColumn, signed } from './lab-table.ts';
import { cellOf, cellSi, type DraftCell } from './panel-draft.ts';
import { useGrid } from './use-grid-draft.ts';
import { observationText } from './value-wording.ts';

interface CellMeaningProps {
  item: LabItem;
  store: GridStore;
  columns: readonly SampleColumn[];
  onRange(): void;
}

/** What the new value of the present column would mean: conversion, the value before, and the change since. */
export function CellMeaning({ item, store, columns, onRange }: CellMeaningProps) {
  const { t } = useTranslation();
  const { code } = item;
  const at = useGrid(store, grid => activeColumn(grid).sampledAt);
  const cell: DraftCell | undefined = useGrid(store, grid => activeColumn(grid).cells[code]);
  const panel = activeColumn(store.present());
  const si = cell ? cellSi(panel, code) : null;
  const previous = previousValue(columns, code, at ?? '9999-12-31T00:00:00Z');
  const change =
    si !== null && at !== null && previous?.valueSi != null
      ? changeBetween({ at: previous.sampledAt, value: previous.valueSi }, { at, value: si })
      : null;
  return (
    <td className="lab-new lab-before">
      {si !== null && cell && cell.unit !== item.unit ? (
        <strong>{t('labs.converted', { value: `${computedText(si)} ${unitText(item.unit)}` })}</strong>
      ) : null}{' '}
      {previous ? (
        <span title={wallClock(previous.sampledAt)}>
          {t('labs.change.before', { value: observationText(previous, t) })}
          {change ? ` ${signed(change.delta)}` : ''}
          {change?.percent != null ? ` (${t('labs.change.percent', { percent: signed(change.percent) })})` : ''}
          {change ? ` / ${ageText(change.hours * 3_600_000, t)}` : ''}
          {change?.perDay != null ? ` ${t('labs.change.perDay', { change: signed(change.perDay) })}` : ''}
        </span>
      ) : null}{' '}
      {cellOf(panel, code).range ? (
        <small>{t('labs.printedRange', { range: cellOf(panel, code).range })}</small>
      ) : (
        <button type="button" className="quiet-button lab-range-button" tabIndex={-1} onClick={onRange}>
          {t('labs.typeRange')}
        </button>
      )}
    </td>
  );
}
