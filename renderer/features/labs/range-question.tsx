import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { LabFlag } from '../../../shared/records/observation.ts';
import { isComposing } from '../../ui/composing.ts';
import { TextField } from '../../ui/text-field.tsx';
import { changeColumn, columnOf, type Place } from './grid-draft.ts';
import type { GridStore } from './grid-store.ts';
import { blankCell, cellOf, printBeside } from './panel-draft.ts';
import { readTypedRange } from './typed-range.ts';
import { itemName } from './value-wording.ts';

interface RangeQuestionProps {
  item: LabItem;
  place: Place;
  store: GridStore;
  onClose(): void;
}

/** What the report prints beside one value: its range, which wins over ours, and the laboratory's own flag. */
export function RangeQuestion({ item, place, store, onClose }: RangeQuestionProps) {
  const { t, i18n } = useTranslation();
  const panel = columnOf(store.present(), place.column);
  const cell = panel ? cellOf(panel, place.code) : blankCell(place.code);
  const [range, setRange] = useState(cell.range);
  const [labFlag, setLabFlag] = useState<LabFlag | null>(cell.labFlag);
  const isUnreadable = readTypedRange(range).kind === 'unreadable';
  const confirm = () => {
    if (isUnreadable) return;
    const printed = { range: range.trim(), labFlag };
    store.change('batch', 'printed', grid =>
      changeColumn(grid, place.column, column => printBeside(column, place.code, printed)),
    );
    onClose();
  };
  return (
    <fieldset
      className="lab-choice"
      aria-label={t('labs.printedOf', { item: itemName(item, i18n.language) })}
      data-testid="range-question"
      onKeyDown={event => {
        if (!isComposing(event) && event.key === 'Escape') onClose();
      }}
    >
      <span>{t('labs.printedOf', { item: itemName(item, i18n.language) })}</span>
      <TextField
        value={range}
        onChange={setRange}
        onEnter={confirm}
        lang="en"
        width={12}
        autoFocus
        placeholder="3.5-9.5"
        aria-label={t('labs.printedOf', { item: itemName(item, i18n.language) })}
        testId="range-text"
      />
      <span>{unitText(cell.unit)}</span>
      <select
        className="text-field"
        aria-label={t('labs.labFlagOf')}
        value={labFlag ?? ''}
        onChange={event => setLabFlag(LabFlag.safeParse(event.target.value).data ?? null)}
      >
        <option value="">{t('labs.labFlagNone')}</option>
        {LabFlag.options.map(each => (
          <option key={each} value={each}>
            {t(`labs.labFlags.${each}`)}
          </option>
        ))}
      </select>
      <button type="button" className="quiet-button" disabled={isUnreadable} onClick={confirm}>
        {t('labs.printedDo')}
      </button>
      <button type="button" className="quiet-button" onClick={onClose}>
        {t('ui.cancel')}
      </button>
      {isUnreadable ? <span className="question">{t('labs.ask.rangeUnreadable')}</span> : null}
    </fieldset>
  );
}
