import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LabItem, unitsOf, unitText } from '../../../shared/records/lab-catalogue.ts';
import { Choice } from '../../ui/choice.tsx';
import { isComposing } from '../../ui/composing.ts';
import { setUnit } from './grid-draft.ts';
import type { GridStore } from './grid-store.ts';
import { computedText } from './lab-table.ts';
import { cellOf, cellSi, typeInto } from './panel-draft.ts';
import { itemName } from './value-wording.ts';

interface UnitQuestionProps {
  item: LabItem;
  store: GridStore;
  /** Chosen beforehand, as the answer to a doubt; it still has to be confirmed. */
  suggested: string | null;
  onClose(): void;
}

/** It was asked for: the hands are led into it. */
const takeFocus = (field: HTMLElement | null) => field?.querySelector<HTMLElement>('input:checked')?.focus();

/** The unit of an item's new values, for all new columns at once, with what the typed numbers would become. */
export function UnitQuestion({ item, store, suggested, onClose }: UnitQuestionProps) {
  const { t, i18n } = useTranslation();
  const { code } = item;
  const [present] = useState(() => store.present());
  const [first] = present.columns;
  const [unit, setChosen] = useState(suggested ?? (first ? cellOf(first, code).unit : item.unit));
  const examples = present.columns.flatMap(column => {
    const { text } = cellOf(column, code);
    const si = cellSi(typeInto(column, code, { unit }), code);
    return si === null || unit === item.unit ? [] : [`${text} → ${computedText(si)} ${unitText(item.unit)}`];
  });
  const confirm = () => {
    store.change('row', code, grid => setUnit(grid, code, unit));
    onClose();
  };
  return (
    <fieldset
      className="lab-choice"
      ref={takeFocus}
      aria-label={t('labs.unitOf', { item: itemName(item, i18n.language) })}
      data-testid="unit-question"
      onKeyDown={event => {
        if (isComposing(event)) return;
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          confirm();
        }
      }}
    >
      <span>{t('labs.unitOf', { item: itemName(item, i18n.language) })}</span>
      <Choice
        value={unit}
        options={unitsOf(item).map(value => ({ value, label: unitText(value) || '1' }))}
        onChange={setChosen}
        testId="unit-choice"
      />
      {examples.length > 0 ? <strong>{examples.join(t('ui.listComma'))}</strong> : null}
      <button type="button" className="quiet-button" onClick={confirm} data-testid="unit-confirm">
        {t('labs.unitConfirm', { unit: unitText(unit) || '1' })}
      </button>
      <button type="button" className="quiet-button" onClick={onClose}>
        {t('ui.cancel')}
      </button>
    </fieldset>
  );
}
