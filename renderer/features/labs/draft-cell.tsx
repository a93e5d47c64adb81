import { memo, useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { flagSide, type RangePerson, rangeFlag, rangeInUse } from '../../../shared/records/reference-range.ts';
import { Flag } from '../../ui/flag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { columnOf, type Place } from './grid-draft.ts';
import type { GridQuestions } from './grid-questions.ts';
import type { GridStore } from './grid-store.ts';
import { cellOf, cellRange, cellSi } from './panel-draft.ts';
import { readTyped } from './typed-value.ts';
import { useGrid } from './use-grid-draft.ts';
import { itemName } from './value-wording.ts';

interface DraftCellProps {
  item: LabItem;
  column: string;
  /** Number of the column among the new ones, from 1. */
  nth: number;
  at: string;
  store: GridStore;
  questions: GridQuestions;
  person: RangePerson;
}

/** One new value: the input that nobody writes into while it is typed, its unit, its flag. */
export const DraftCell = memo(function DraftCell(props: DraftCellProps) {
  const { item, column, nth, at, store, questions, person } = props;
  const { code } = item;
  const { t, i18n } = useTranslation();
  const place: Place = { column, code };
  const text = useGrid(store, grid => columnOf(grid, column)?.cells[code]?.text ?? '');
  const putBack = useSyncExternalStore(store.subscribe, store.putBack);
  const unit = useGrid(store, grid => columnOf(grid, column)?.cells[code]?.unit ?? item.unit);
  const flag = useGrid(store, grid => {
    const panel = columnOf(grid, column);
    const si = panel ? cellSi(panel, code) : null;
    const typed = readTyped(code, panel?.cells[code]?.text ?? '');
    if (!panel || si === null || typed.kind !== 'number') return null;
    return rangeFlag(rangeInUse(code, person, cellRange(panel, code)), si, typed.comparator);
  });
  const labFlag = useGrid(store, grid => columnOf(grid, column)?.cells[code]?.labFlag ?? null);
  const isDoubtful = useGrid(store, (grid, editing) => questions.at(grid, place, editing).length > 0);

  const leave = useCallback(() => {
    const panel = columnOf(store.present(), column);
    const typed = readTyped(code, panel ? cellOf(panel, code).text : '');
    // One-key shorthands become the word that is stored, so that nobody has to remember them.
    const word =
      typed.kind === 'missing'
        ? t(`labs.missing.${typed.missing}`)
        : typed.kind === 'word'
          ? t(`labs.text.${typed.text}`)
          : null;
    store.leave({ column, code }, word);
  }, [store, column, code, t]);
  const type = useCallback((next: string) => store.type({ column, code }, next), [store, column, code]);

  return (
    <td
      className={isDoubtful ? 'lab-new lab-cell lab-doubtful' : 'lab-new lab-cell'}
      data-at={at}
      data-column={column}
      data-code={code}
      onFocus={() => store.enter(place)}
    >
      <TextField
        value={text}
        revision={putBack}
        onChange={type}
        onBlur={leave}
        inputMode="decimal"
        lang="en"
        autoComplete="off"
        className="lab-input"
        aria-label={`${itemName(item, i18n.language)} ${t('labs.value')} ${nth > 1 ? nth : ''}`.trim()}
        testId={nth === 1 ? `cell-${code}` : `cell-${code}-${nth}`}
      />
      <small className={unit === item.unit ? 'lab-cell-unit' : 'lab-cell-unit lab-cell-unit-other'}>
        {unitText(unit)}
      </small>
      {flag ? <Flag kind={flag} compact /> : null}
      {labFlag !== null && flagSide(labFlag) !== flag ? (
        <small className="lab-mark">{t('labs.labFlag', { flag: labFlag })}</small>
      ) : null}
    </td>
  );
});
