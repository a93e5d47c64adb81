import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { LAB_CATALOGUE, type LabItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { isComposing } from '../../ui/composing.ts';
import { useNow } from '../../ui/use-now.ts';
import { columnPx, fitting } from './column-width.ts';
import { DraftHeader } from './draft-header.tsx';
import { columnOf, type GridDraft, type Place } from './grid-draft.ts';
import { focusCell, nextCell } from './grid-keys.ts';
import type { GridQuestions } from './grid-questions.ts';
import { type GridFrame, GridRow, type RowQuestion } from './grid-row.tsx';
import type { GridStore } from './grid-store.ts';
import type { SampleColumn } from './lab-table.ts';
import { PastePreview } from './paste-preview.tsx';
import { firstColumnOf, isBlock, type PastedBlock, pastedBlock, takeBlock } from './pasted-block.ts';
import { SampleTime } from './sample-time.tsx';
import type { Step } from './undo-history.ts';
import { useGrid } from './use-grid-draft.ts';

interface LabGridProps {
  /** By observation. */
  critical: ReadonlyMap<string, CriticalValue>;
  patient: Patient;
  columns: readonly SampleColumn[];
  treatments: readonly Treatment[];
  store: GridStore;
  questions: GridQuestions;
  /** The rows; all items of the catalogue where absent. */
  items?: readonly LabItem[];
  /** A form of new values only: the stored ones serve the comparison. */
  isForm?: boolean;
  /** The new columns are shown. */
  isEntering: boolean;
  /** A draft was brought back: the cell it was left at takes the focus. */
  isRestored: boolean;
  mayRecord: boolean;
  onUndone(step: Step<GridDraft>, way: 'undo' | 'redo'): void;
}

/** As many sample times as fit beside the new columns at 1366, or at 125 %; older ones by asking. */
const recentBeside = (drafts: number): number => {
  const most = window.innerWidth < 1280 ? { alone: 7, beside: 3 } : { alone: 10, beside: 6 };
  return drafts === 0 ? most.alone : Math.max(2, most.beside - 2 * drafts);
};

const NO_DRAFTS: readonly string[] = [];
const NO_COLUMNS: readonly SampleColumn[] = [];

/** Items × sample times, newest right; arrows walk through all cells, Enter opens a stored value or goes down. */
export function LabGrid(props: LabGridProps) {
  const {
    items = LAB_CATALOGUE,
    isForm = false,
    critical,
    patient,
    columns,
    treatments,
    store,
    questions,
    isEntering,
    isRestored,
    mayRecord,
    onUndone,
  } = props;
  const { t } = useTranslation();
  const grid = useRef<HTMLTableElement>(null);
  const [search] = useSearchParams();
  const wanted = search.get('value'); // an alert leads to its value
  const [isAll, setAll] = useState(wanted !== null);
  const [openId, setOpenId] = useState<string | null>(wanted);
  const [asked, setAsked] = useState<{ code: LabCode; question: RowQuestion } | null>(null);
  const [pasted, setPasted] = useState<PastedBlock | null>(null);
  const today = wallDay(useNow());
  const draftKey = useGrid(store, ({ columns: drafts }) => drafts.map(({ id }) => id).join(' '));
  const drafts = useMemo(() => (isEntering ? draftKey.split(' ') : NO_DRAFTS), [isEntering, draftKey]);
  const person = useMemo(() => ({ sex: patient.sex, ageYears: patientAge(patient, today) }), [patient, today]);
  const widths = useMemo(
    () => new Map(columns.map(column => [column, columnPx(column, { treatments, critical, person, t })])),
    [columns, treatments, critical, person, t],
  );
  const recent = fitting([...widths.values()], recentBeside(drafts.length));
  const shown = useMemo(
    () => (isForm ? NO_COLUMNS : isAll ? columns : columns.slice(-recent)),
    [isForm, isAll, columns, recent],
  );
  const hidden = columns.length - shown.length;

  const frame = useMemo<GridFrame>(() => {
    const firstRow = items.findIndex(item => shown.some(column => column.values.has(item.code)));
    const firstColumn = shown.findLastIndex(column => column.values.has(items[firstRow]?.code ?? 'TBIL'));
    return {
      ...{ store, questions, columns, shown, drafts, treatments, critical, mayRecord },
      person,
      stop: `${firstRow}:${firstColumn}`,
      onOpen: id => setOpenId(open => (open === id ? null : id)),
      onClose: () => {
        grid.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
        setOpenId(null);
      },
      onAsk: (item, question) => setAsked({ code: item.code, question }),
      onAnswered: () => {
        setAsked(null);
        backToCell(grid.current, store);
      },
    };
  }, [items, store, questions, columns, shown, drafts, person, treatments, critical, mayRecord]);

  useEffect(() => {
    if (isRestored) backToCell(grid.current, store);
  }, [isRestored, store]);

  const walkBack = (way: 'undo' | 'redo') => {
    const step = way === 'undo' ? store.undo() : store.redo();
    if (!step) return;
    onUndone(step, way);
    setTimeout(() => backToCell(grid.current, store), 0); // its column may only come back with the next drawing
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (isComposing(event) || !(event.target instanceof HTMLElement)) return;
    const place = placeOf(event.target);
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      const way = key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : key === 'z' ? 'undo' : null;
      if (!way || !place) return;
      event.preventDefault();
      walkBack(way);
      return;
    }
    if (event.altKey) {
      if (!place || (event.code !== 'KeyU' && event.code !== 'KeyR')) return; // Alt may change the letter
      event.preventDefault();
      const question: RowQuestion =
        event.code === 'KeyU' ? { kind: 'unit', suggested: null } : { kind: 'range', place };
      setAsked({ code: place.code, question });
      return;
    }
    if (event.key === 'Escape' && place) {
      event.preventDefault();
      store.restoreCell();
      return;
    }
    const next = grid.current && nextCell(grid.current, event.target, event);
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next instanceof HTMLInputElement) next.select();
  };

  const onPaste = (event: ClipboardEvent<HTMLTableElement>) => {
    const place = event.target instanceof HTMLElement ? placeOf(event.target) : null;
    const text = event.clipboardData.getData('text/plain');
    if (!place || !isBlock(text)) return;
    event.preventDefault();
    const codes = items.map(({ code }) => code);
    const block = pastedBlock(store.present(), place, text, new Date().toISOString(), codes);
    setPasted(isForm ? firstColumnOf(block) : block);
  };

  const endPaste = (block: PastedBlock | null) => {
    if (block) store.change('batch', 'paste', present => takeBlock(present, block));
    setPasted(null);
    setTimeout(() => backToCell(grid.current, store), 0);
  };

  return (
    <>
      {pasted ? <PastePreview block={pasted} onTake={() => endPaste(pasted)} onDrop={() => endPaste(null)} /> : null}
      <div className="lab-scroll">
        <table
          className={isEntering ? 'lab-grid lab-entering' : 'lab-grid'}
          ref={grid}
          aria-label={t('labs.grid')}
          data-testid="lab-grid"
          data-rows={items.length}
          data-columns={shown.length + drafts.length}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        >
          <colgroup>
            <col className="lab-item" />
            <col className="lab-range" />
            {shown.map(column => (
              <col key={column.sampledAt} style={{ width: widths.get(column) }} />
            ))}
            {drafts.map(id => (
              <col key={id} className="lab-cell" />
            ))}
            {drafts.length > 0 ? <col className="lab-before" /> : null}
            <col />
          </colgroup>
          <thead>
            <tr>
              <th scope="col" className="lab-item">
                {t('labs.item')}
                {columns.length > recent && !isForm ? (
                  <span className="lab-older">
                    {hidden > 0 ? t('labs.older', { count: hidden }) : ''}
                    <button type="button" className="quiet-button" onClick={() => setAll(!isAll)}>
                      {t(isAll ? 'labs.showRecent' : 'labs.showAll')}
                    </button>
                  </span>
                ) : null}
              </th>
              <th scope="col" className="lab-range">
                {t('labs.range')}
              </th>
              {shown.map(column => (
                <th key={column.sampledAt} scope="col" className="lab-time">
                  <SampleTime at={column.sampledAt} />
                </th>
              ))}
              {drafts.map((id, index) => (
                <DraftHeader key={id} column={id} nth={index + 1} store={store} isOnly={drafts.length === 1} />
              ))}
              {drafts.length > 0 ? (
                <th scope="col" className="lab-new lab-before">
                  {t('labs.previous')}
                </th>
              ) : null}
              <td className="lab-filler" />
            </tr>
          </thead>
          <tbody>
            {items.map((item, row) => (
              <GridRow
                key={item.code}
                item={item}
                row={row}
                isGroupStart={row > 0 && item.group !== items[row - 1]?.group}
                openId={isOfRow(shown, item, openId) ? openId : null}
                question={asked?.code === item.code && drafts.length > 0 ? asked.question : null}
                frame={frame}
              />
            ))}
          </tbody>
        </table>
        {isEntering && !isForm ? <p className="note labs-keys">{t('labs.keys')}</p> : null}
      </div>
    </>
  );
}

const isOfRow = (shown: readonly SampleColumn[], item: LabItem, id: string | null): boolean =>
  id !== null && shown.some(column => column.values.get(item.code)?.id === id);

/** The cell of a new column that an element stands in. */
function placeOf(element: HTMLElement): Place | null {
  const { column, code } = element.closest<HTMLElement>('[data-column]')?.dataset ?? {};
  return column && code ? { column, code: code as LabCode } : null; // written by DraftCell
}

function backToCell(grid: HTMLElement | null, store: GridStore): void {
  const { at } = store.present();
  if (at && columnOf(store.present(), at.column)) focusCell(grid, at.column, at.code);
}
