import { useTranslation } from 'react-i18next';
import { type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { changeColumn, columnOf } from './grid-draft.ts';
import type { GridQuestions } from './grid-questions.ts';
import type { GridStore } from './grid-store.ts';
import { computedText, previousValue, type SampleColumn } from './lab-table.ts';
import { type CellQuestion, cellOf, cellSi, confirm, isUnreadable } from './panel-draft.ts';
import { useGrid } from './use-grid-draft.ts';
import { itemName, observationText } from './value-wording.ts';

interface CellQuestionsProps {
  item: LabItem;
  column: string;
  nth: number;
  /** Number of cells of a row of the table. */
  width: number;
  store: GridStore;
  questions: GridQuestions;
  columns: readonly SampleColumn[];
  onUnit(suggested: string): void;
}

/** The doubts about one cell, below its row. A person answers: keep it, choose the unit, or type again. */
export function CellQuestions(props: CellQuestionsProps) {
  const { item, column, nth, width, store, questions, columns, onUnit } = props;
  const { code } = item;
  const { t, i18n } = useTranslation();
  const asked = useGrid(store, (grid, editing) => questions.at(grid, { column, code }, editing));
  const draft = columnOf(store.present(), column);
  if (!draft || asked.length === 0) return null;
  const cell = cellOf(draft, code);
  const [low, high] = item.hard;
  const text = ({ id, wouldBe }: CellQuestion): string => {
    if (id === 'unreadable') return t('labs.ask.unreadable');
    if (id === 'range-unreadable') return t('labs.ask.rangeUnreadable');
    if (id === 'threefold') {
      const previous = previousValue(columns, code, draft.sampledAt ?? '');
      return t('labs.ask.threefold', { previous: previous ? observationText(previous, t) : '' });
    }
    if (id === 'outside-hard') return t('labs.ask.outside', { low, high, unit: unitText(item.unit) });
    return t(`clinical.slip.${id}`, {
      input: itemName(item, i18n.language),
      typed: cellSi(draft, code) ?? cell.text,
      wouldBe: wouldBe === null ? '' : computedText(wouldBe),
    });
  };
  const answerable = asked.filter(question => question.isBlocking && !isUnreadable(question));
  const units = [...new Set(asked.flatMap(({ likelyUnit }) => likelyUnit ?? []))].filter(unit => unit !== cell.unit);
  const keep = () =>
    store.change('cell', `${column}:${code}`, grid =>
      changeColumn(grid, column, panel => confirm(panel, code, answerable)),
    );
  return (
    <tr className="lab-question">
      <td colSpan={width}>
        <div className="question" role="alert" data-testid={nth === 1 ? `question-${code}` : `question-${code}-${nth}`}>
          {asked.some(({ id }) => isSlip(id)) ? null : (
            <strong>
              {itemName(item, i18n.language)} {cell.text}
            </strong>
          )}
          {nth > 1 && draft.sampledAt ? <span>{wallClock(draft.sampledAt).slice(5)}</span> : null}
          {asked.map(question => (
            <span key={question.id}>{text(question)}</span>
          ))}
          {units.map(unit => (
            <button key={unit} type="button" className="quiet-button" onClick={() => onUnit(unit)}>
              {t('labs.ask.useUnit', { unit: unitText(unit) })}
            </button>
          ))}
          {answerable.length > 0 ? (
            <button type="button" className="quiet-button" onClick={keep} data-testid={`keep-${code}`}>
              {t('labs.ask.keep')}
            </button>
          ) : null}
        </div>
      </td>
    </tr>
  );
}

/** Their texts name the item and the value themselves. */
const isSlip = (id: CellQuestion['id']): boolean =>
  id !== 'unreadable' && id !== 'range-unreadable' && id !== 'threefold' && id !== 'outside-hard';
