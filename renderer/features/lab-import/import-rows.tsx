import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { ImportRow } from '../../../shared/records/lab-import.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { Flag, type FlagKind } from '../../ui/flag.tsx';
import type { CellQuestion } from '../labs/panel-draft.ts';
import { itemName } from '../labs/value-wording.ts';
import { isTickable } from './import-choices.ts';
import { convertedText, effectText, printedRange, questionText, resultText } from './row-wording.ts';

interface ImportRowsProps {
  rows: readonly ImportRow[];
  ticked: ReadonlySet<number>;
  onTick(row: ImportRow, isOn: boolean): void;
  /** Open doubts by row. */
  questions: ReadonlyMap<number, readonly CellQuestion[]>;
  onKeep(row: ImportRow): void;
}

const ROW_PX = 32;
const COLUMNS = ['tick', 'line', 'item', 'value', 'range', 'time', 'patient', 'effect'] as const;
const FLAGS: Record<string, FlagKind> = { H: 'high', L: 'low', HH: 'critical-high', LL: 'critical-low' };

/** Each row of the export with what becomes of it. Only the rows in sight are in the page. */
export function ImportRows({ rows, ticked, onTick, questions, onKeep }: ImportRowsProps) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: at => rows[at]?.row ?? at,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);

  return (
    <div className="import-rows" ref={scroll} data-testid="import-rows">
      <table className="list-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {COLUMNS.map(column => (
              <th key={column} scope="col" className={`import-${column}`}>
                {t(`labImport.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr style={{ height: above }} className="import-spacer" /> : null}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.row}
                data-index={index}
                ref={virtual.measureElement}
                className={isTickable(row) ? undefined : 'import-idle'}
                data-testid={`import-row-${row.line}-${row.code ?? 'none'}`}
                data-effect={row.effect}
              >
                <RowCells
                  row={row}
                  isTicked={ticked.has(row.row)}
                  onTick={onTick}
                  questions={questions.get(row.row) ?? []}
                  onKeep={onKeep}
                />
              </tr>
            );
          })}
          {below > 0 ? <tr style={{ height: below }} className="import-spacer" /> : null}
        </tbody>
      </table>
    </div>
  );
}

interface RowCellsProps {
  row: ImportRow;
  isTicked: boolean;
  onTick(row: ImportRow, isOn: boolean): void;
  questions: readonly CellQuestion[];
  onKeep(row: ImportRow): void;
}

function RowCells({ row, isTicked, onTick, questions, onKeep }: RowCellsProps) {
  const { t, i18n } = useTranslation();
  const flag = row.flag === null ? undefined : FLAGS[row.flag];
  const converted = convertedText(row);
  const name = row.code === null ? row.item : itemName(labItem(row.code), i18n.language);
  const isAsked = isTicked && questions.length > 0;
  return (
    <>
      <td className="import-tick">
        {isTickable(row) ? (
          <input
            type="checkbox"
            checked={isTicked}
            onChange={event => onTick(row, event.target.checked)}
            aria-label={t('labImport.tick', { line: row.line, item: row.item })}
            data-testid={`tick-${row.line}-${row.code}`}
          />
        ) : null}
      </td>
      <td className="import-line">{row.line}</td>
      <td className="import-item" title={row.item}>
        <div className="import-clamp">
          {name}
          {row.item === name ? null : <small> {row.item}</small>}
        </div>
      </td>
      <td className="import-value">
        <span>{resultText(row, t)}</span>
        {converted ? <small> = {converted}</small> : null}{' '}
        {flag ? (
          <span title={t('labImport.labFlag')}>
            <Flag kind={flag} compact />
          </span>
        ) : null}
      </td>
      <td className="import-range">{printedRange(row)}</td>
      <td className="import-time">
        {row.sampledAt === null ? '' : wallClock(row.sampledAt)}
        {row.timeSource === null ? null : <small> {t(`labImport.timeSource.${row.timeSource}`)}</small>}
      </td>
      <td className="import-patient">
        {row.patient.name} <small>{row.patient.mrn}</small>
      </td>
      <td className={`import-effect import-effect-${row.effect}`}>
        <div className={row.effect === 'skipped' ? 'import-clamp' : undefined} title={effectText(row, t)}>
          {effectText(row, t)}
        </div>
        {isAsked ? (
          <span className="question" role="alert" data-testid={`question-${row.line}-${row.code}`}>
            {questions.map(question => (
              <span key={question.id}>{questionText(row, question, i18n.language, t)}</span>
            ))}
            {questions.some(question => question.isBlocking) ? (
              <button
                type="button"
                className="quiet-button"
                onClick={() => onKeep(row)}
                data-testid={`keep-${row.line}-${row.code}`}
              >
                {t('labs.ask.keep')}
              </button>
            ) : null}
          </span>
        ) : null}
      </td>
    </>
  );
}
