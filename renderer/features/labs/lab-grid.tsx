import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { interferenceAt } from '../../../shared/clinical/interference.ts';
import type { CriticalValue } from '../../../shared/records/critical-value.ts';
import { LAB_CATALOGUE, type LabItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { patientAge } from '../../../shared/records/patient.ts';
import { rangeFlag, referenceRange } from '../../../shared/records/reference-range.ts';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { CriticalMark } from '../../ui/critical-mark.tsx';
import { Flag } from '../../ui/flag.tsx';
import { useNow } from '../../ui/use-now.ts';

import { CellQuestions } from './cell-questions.tsx';
import { isConverted, type SampleColumn } from './lab-table.ts';
import { PanelCells } from './panel-cells.tsx';
import type { CellQuestion, PanelDraft } from './panel-draft.ts';
import { ValueDetail } from './value-detail.tsx';
import { itemName, observationText, rangeText } from './value-wording.ts';

interface LabGridProps {
  /** By observation. */
  critical: ReadonlyMap<string, CriticalValue>;
  patient: Patient;
  columns: readonly SampleColumn[];
  treatments: readonly Treatment[];
  /** The new panel as a further column; null while none is being typed. */
  draft: PanelDraft | null;
  questions: ReadonlyMap<LabCode, readonly CellQuestion[]>;
  onDraft(next: PanelDraft): void;
  mayRecord: boolean;
}

/** As many sample times as fit at 1366; older ones by asking. */
const RECENT = { alone: 10, withPanel: 5 };

/** Items × sample times, newest right; arrows walk through the stored values, Enter opens one. */
export function LabGrid(props: LabGridProps) {
  const { patient, columns, treatments, draft, questions, onDraft, mayRecord, critical } = props;
  const { t, i18n } = useTranslation();
  const grid = useRef<HTMLTableElement>(null);
  const [search] = useSearchParams();
  const wanted = search.get('value'); // an alert leads to its value
  const [isAll, setAll] = useState(wanted !== null);
  const [openId, setOpenId] = useState<string | null>(wanted);
  const today = wallDay(useNow());
  const recent = draft ? RECENT.withPanel : RECENT.alone;
  const shown = isAll ? columns : columns.slice(-recent);
  const hidden = columns.length - shown.length;
  const person = { sex: patient.sex, ageYears: patientAge(patient, today) };
  const width = 3 + shown.length + (draft ? 3 : 0); // with the filler at the end

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const [row = 0, column = 0] = (event.currentTarget.dataset.at ?? '').split(':').map(Number);
    const next = nextValue(grid.current, row, column, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  const value = (observation: Observation | undefined, at: string) => {
    if (!observation) return <td key={at} />;
    const flag =
      observation.valueSi === null
        ? null
        : rangeFlag(
            referenceRange(observation.code, {
              sex: patient.sex,
              ageYears: patientAge(patient, wallDay(observation.sampledAt)),
            }),
            observation.valueSi,
            observation.comparator,
          );
    const alert = critical.get(observation.id);
    const treated = interferenceAt(observation.code, observation.sampledAt, treatments);
    return (
      <td key={at} className="lab-value">
        <button
          type="button"
          data-at={at}
          tabIndex={at === firstAt ? 0 : -1}
          onKeyDown={walk}
          onClick={() => setOpenId(openId === observation.id ? null : observation.id)}
          aria-expanded={openId === observation.id}
          data-testid={`value-${observation.code}`}
        >
          <span
            className={observation.valueSi === null ? 'lab-word' : treated?.effect === 'exclude' ? 'lab-after' : ''}
          >
            {observationText(observation, t)}
          </span>
          {isConverted(observation) ? <small className="lab-mark">{t('labs.convertedMark')}</small> : null}
          {treated ? (
            <small className="lab-mark">{t(treated.effect === 'exclude' ? 'course.after' : 'course.marked')}</small>
          ) : null}
          {alert ? <CriticalMark value={alert} /> : flag ? <Flag kind={flag} compact /> : null}
        </button>
      </td>
    );
  };

  const firstRow = LAB_CATALOGUE.findIndex(item => shown.some(column => column.values.has(item.code)));
  const firstColumn = shown.findLastIndex(column => column.values.has(LAB_CATALOGUE[firstRow]?.code ?? 'TBIL'));
  const firstAt = `${firstRow}:${firstColumn}`;

  return (
    <div className="lab-scroll">
      <table className="lab-grid" ref={grid} aria-label={t('labs.grid')} data-testid="lab-grid">
        <thead>
          <tr>
            <th scope="col" className="lab-item">
              {t('labs.item')}
              {columns.length > recent ? (
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
            {draft ? (
              <>
                <th scope="col" className="lab-new">
                  {t('labs.newPanel')}
                </th>
                <th scope="col" className="lab-new lab-unit">
                  {t('labs.unit')}
                </th>
                <th scope="col" className="lab-new lab-before">
                  {t('labs.previous')}
                </th>
              </>
            ) : null}
            <td className="lab-filler" />
          </tr>
        </thead>
        <tbody>
          {LAB_CATALOGUE.map((item, row) => {
            const openValue = shown.map(column => column.values.get(item.code)).find(each => each?.id === openId);
            const asked = draft ? (questions.get(item.code) ?? []) : [];
            return (
              <Fragment key={item.code}>
                <tr className={startsGroup(row) ? 'lab-group' : undefined}>
                  <th scope="row" className="lab-item" title={itemName(item, i18n.language)}>
                    <span className="lab-name">
                      <span>{itemName(item, i18n.language)}</span> <small>{item.code}</small>
                    </span>
                  </th>
                  <td className="lab-range">
                    {rangeText(referenceRange(item.code, person)) || (
                      <span className="lab-none">{t('labs.rangeLabOnly')}</span>
                    )}{' '}
                    <small>{unitText(item.unit)}</small>
                  </td>
                  {shown.map((column, at) => value(column.values.get(item.code), `${row}:${at}`))}
                  {draft ? (
                    <PanelCells
                      item={item}
                      row={row}
                      draft={draft}
                      columns={columns}
                      person={person}
                      isDoubtful={asked.length > 0}
                      onDraft={onDraft}
                    />
                  ) : null}
                  <td />
                </tr>
                {draft && asked.length > 0 ? (
                  <tr className="lab-question">
                    <td colSpan={width}>
                      <CellQuestions item={item} draft={draft} questions={asked} columns={columns} onDraft={onDraft} />
                    </td>
                  </tr>
                ) : null}
                {openValue ? (
                  <tr className="lab-question">
                    <td colSpan={width}>
                      <ValueDetail
                        key={openValue.id}
                        observation={openValue}
                        treatments={treatments}
                        mayRecord={mayRecord}
                        critical={critical.get(openValue.id)}
                        onClose={() => {
                          setOpenId(null);
                          grid.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
                        }}
                      />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {draft ? <p className="note labs-keys">{t('labs.keys')}</p> : null}
    </div>
  );
}

const startsGroup = (row: number): boolean => {
  const item: LabItem | undefined = LAB_CATALOGUE[row];
  return row > 0 && item !== undefined && item.group !== LAB_CATALOGUE[row - 1]?.group;
};

/** Date above, time below: two short lines to a column. */
function SampleTime({ at }: { at: string }) {
  const [day = '', time = ''] = wallClock(at).split(' ');
  return (
    <time dateTime={at} title={wallClock(at)}>
      {day.slice(5)}
      <br />
      {time}
    </time>
  );
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The nearest stored value in the direction of the arrow; empty cells are stepped over. */
function nextValue(grid: HTMLElement | null, row: number, column: number, key: string): HTMLElement | null {
  const step = STEPS[key];
  if (!grid || !step) return null;
  const [down, right] = step;
  const last = { row: LAB_CATALOGUE.length, column: 200 }; // beyond any number of samples in an episode's view
  let at = { row: row + down, column: column + right };
  while (at.row >= 0 && at.column >= 0 && at.row < last.row && at.column < last.column) {
    const found = grid.querySelector<HTMLElement>(`[data-at="${at.row}:${at.column}"]`);
    if (found) return found;
    at = { row: at.row + down, column: at.column + right };
  }
  return null;
}
