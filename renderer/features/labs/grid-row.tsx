import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { type LabItem, unitsOf, unitText } from '../../../shared/records/lab-catalogue.ts';
import { type RangePerson, referenceRange } from '../../../shared/records/reference-range.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { CellMeaning } from './cell-meaning.tsx';
import { CellQuestions } from './cell-questions.tsx';
import { DraftCell } from './draft-cell.tsx';
import { activeColumn, columnOf, type Place } from './grid-draft.ts';
import type { GridQuestions } from './grid-questions.ts';
import type { GridStore } from './grid-store.ts';
import type { SampleColumn } from './lab-table.ts';
import { RangeQuestion } from './range-question.tsx';
import { StoredCell } from './stored-cell.tsx';
import { UnitQuestion } from './unit-question.tsx';
import { useGrid } from './use-grid-draft.ts';
import { ValueDetail } from './value-detail.tsx';
import { itemName, rangeText } from './value-wording.ts';

/** What stands open below a row: the unit of its new values, or what the report prints beside one. */
export type RowQuestion =
  | { readonly kind: 'unit'; readonly suggested: string | null }
  | { readonly kind: 'range'; readonly place: Place };

/** What all rows share; the same object as long as nothing of it has changed. */
export interface GridFrame {
  readonly store: GridStore;
  readonly questions: GridQuestions;
  /** All stored columns, of which `shown` are on screen. */
  readonly columns: readonly SampleColumn[];
  readonly shown: readonly SampleColumn[];
  /** Ids of the new columns on screen. */
  readonly drafts: readonly string[];
  readonly person: RangePerson;
  readonly treatments: readonly Treatment[];
  /** By observation. */
  readonly critical: ReadonlyMap<string, CriticalValue>;
  readonly mayRecord: boolean;
  /** `row:column` of the one stored value that Tab reaches. */
  readonly stop: string;
  onOpen(id: string): void;
  onClose(): void;
  onAsk(row: LabItem, question: RowQuestion): void;
  onAnswered(): void;
}

interface GridRowProps {
  item: LabItem;
  row: number;
  isGroupStart: boolean;
  openId: string | null;
  question: RowQuestion | null;
  frame: GridFrame;
}

/** One item: its name and range, its stored values, its new values, and what is asked below. */
export const GridRow = memo(function GridRow({ item, row, isGroupStart, openId, question, frame }: GridRowProps) {
  const { t, i18n } = useTranslation();
  const { store, questions, columns, shown, drafts, person, treatments } = frame;
  const width = 3 + shown.length + (drafts.length > 0 ? drafts.length + 1 : 0); // with the filler at the end
  const open = shown.map(column => column.values.get(item.code)).find(each => each?.id === openId);
  return (
    <>
      <tr className={isGroupStart ? 'lab-group' : undefined}>
        <th scope="row" className="lab-item" title={itemName(item, i18n.language)}>
          <span className="lab-name">
            <span>{itemName(item, i18n.language)}</span> <small>{item.code}</small>
            {drafts.length > 0 && unitsOf(item).length > 1 ? (
              <UnitButton
                item={item}
                store={store}
                onAsk={() => frame.onAsk(item, { kind: 'unit', suggested: null })}
              />
            ) : null}
          </span>
        </th>
        <td className="lab-range" title={t('labs.rangeOfCatalogue')}>
          {rangeText(referenceRange(item.code, person)) || <span className="lab-none">{t('labs.rangeLabOnly')}</span>}{' '}
          <small>{unitText(item.unit)}</small>
        </td>
        {shown.map((column, at) => {
          const observation = column.values.get(item.code);
          return (
            <StoredCell
              key={column.sampledAt}
              observation={observation}
              at={`${row}:${at}`}
              isStop={frame.stop === `${row}:${at}`}
              isOpen={observation !== undefined && observation.id === openId}
              person={person}
              treatments={treatments}
              critical={observation && frame.critical.get(observation.id)}
              onOpen={frame.onOpen}
            />
          );
        })}
        {drafts.map((column, index) => (
          <DraftCell
            key={column}
            item={item}
            column={column}
            nth={index + 1}
            at={`${row}:${shown.length + index}`}
            store={store}
            questions={questions}
            person={person}
          />
        ))}
        {drafts.length > 0 ? (
          <CellMeaning
            item={item}
            store={store}
            columns={columns}
            onRange={() =>
              frame.onAsk(item, {
                kind: 'range',
                place: { column: activeColumn(store.present()).id, code: item.code },
              })
            }
          />
        ) : null}
        <td />
      </tr>
      {drafts.map((column, index) => (
        <CellQuestions
          key={column}
          item={item}
          column={column}
          nth={index + 1}
          width={width}
          store={store}
          questions={questions}
          columns={columns}
          onUnit={suggested => frame.onAsk(item, { kind: 'unit', suggested })}
        />
      ))}
      {question ? (
        <tr className="lab-question">
          <td colSpan={width}>
            {question.kind === 'unit' ? (
              <UnitQuestion item={item} store={store} suggested={question.suggested} onClose={frame.onAnswered} />
            ) : (
              <RangeQuestion item={item} place={question.place} store={store} onClose={frame.onAnswered} />
            )}
          </td>
        </tr>
      ) : null}
      {open ? (
        <tr className="lab-question">
          <td colSpan={width}>
            <ValueDetail
              key={open.id}
              observation={open}
              treatments={treatments}
              mayRecord={frame.mayRecord}
              critical={frame.critical.get(open.id)}
              onClose={frame.onClose}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
});

/** The unit of the item's new values, in the row's header; pressing it asks, nothing changes by itself. */
function UnitButton({ item, store, onAsk }: { item: LabItem; store: GridStore; onAsk(): void }) {
  const { t, i18n } = useTranslation();
  const unit = useGrid(store, grid => {
    const [first] = grid.columns;
    return (first && columnOf(grid, first.id)?.cells[item.code]?.unit) ?? item.unit;
  });
  return (
    <button
      type="button"
      className="lab-unit-button"
      tabIndex={-1}
      onClick={onAsk}
      title={t('labs.unitKey')}
      aria-label={t('labs.unitOf', { item: itemName(item, i18n.language) })}
      data-testid={`unit-${item.code}`}
    >
      {unitText(unit)} <span aria-hidden="true">▾</span>
    </button>
  );
}
