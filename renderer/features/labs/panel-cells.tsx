import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LAB_CATALOGUE, type LabItem, unitsOf, unitText } from '../../../shared/records/lab-catalogue.ts';
import { type RangePerson, rangeFlag, referenceRange } from '../../../shared/records/reference-range.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { ageText } from '../../ui/duration-text.ts';
import { Flag } from '../../ui/flag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { changeBetween, computedText, previousValue, type SampleColumn, signed } from './lab-table.ts';
import { cellOf, cellSi, type PanelDraft, typeInto } from './panel-draft.ts';
import { readTyped } from './typed-value.ts';
import { itemName, observationText } from './value-wording.ts';

interface PanelCellsProps {
  item: LabItem;
  row: number;
  draft: PanelDraft;
  columns: readonly SampleColumn[];
  person: RangePerson;
  isDoubtful: boolean;
  onDraft(next: PanelDraft): void;
}

/** The new value of one item: the cell, its unit, and beside it what it would mean. */
export function PanelCells({ item, row, draft, columns, person, isDoubtful, onDraft }: PanelCellsProps) {
  const { t, i18n } = useTranslation();
  const before = useRef('');
  const cell = cellOf(draft, item.code);
  const name = itemName(item, i18n.language);
  const units = unitsOf(item);

  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const isUp = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey);
    const isDown = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey);
    if (isUp || isDown) {
      event.preventDefault();
      cellInput(event.currentTarget, row + (isDown ? 1 : -1))?.focus();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onDraft(typeInto(draft, item.code, { text: before.current }));
    }
  };
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const lines = event.clipboardData
      .getData('text/plain')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    if (lines.length < 2) return; // one value goes into the cell as usual
    event.preventDefault();
    const into = LAB_CATALOGUE.slice(row, row + lines.length);
    onDraft(into.reduce((next, { code }, at) => typeInto(next, code, { text: lines[at] ?? '' }), draft));
  };
  const leave = () => {
    const typed = readTyped(item.code, cell.text);
    // One-key shorthands become the word that is stored, so that nobody has to remember them.
    if (typed.kind === 'missing') onDraft(withText(t(`labs.missing.${typed.missing}`)));
    if (typed.kind === 'word') onDraft(withText(t(`labs.text.${typed.text}`)));
  };
  const withText = (text: string): PanelDraft => ({
    ...draft,
    cells: { ...draft.cells, [item.code]: { ...cell, text } },
  });

  return (
    <>
      <td
        className={isDoubtful ? 'lab-new lab-cell lab-doubtful' : 'lab-new lab-cell'}
        onPaste={paste}
        onFocus={() => {
          before.current = cell.text;
        }}
      >
        <TextField
          value={cell.text}
          onChange={text => onDraft(typeInto(draft, item.code, { text }))}
          onBlur={leave}
          onKeyDown={keys}
          inputMode="decimal"
          lang="en"
          autoComplete="off"
          className="lab-input"
          aria-label={`${name} ${t('labs.value')}`}
          testId={`cell-${item.code}`}
        />
      </td>
      <td className="lab-new lab-unit">
        {units.length === 1 ? (
          unitText(item.unit)
        ) : (
          <select
            value={cell.unit}
            aria-label={`${name} ${t('labs.unit')}`}
            onChange={event => onDraft(typeInto(draft, item.code, { unit: event.target.value }))}
            data-testid={`unit-${item.code}`}
          >
            {units.map(unit => (
              <option key={unit} value={unit}>
                {unitText(unit)}
              </option>
            ))}
          </select>
        )}
      </td>
      <td className="lab-new lab-before">
        <Meaning item={item} draft={draft} columns={columns} person={person} />
      </td>
    </>
  );
}

/** Flag, conversion, the value before and what has changed since. */
function Meaning({ item, draft, columns, person }: Pick<PanelCellsProps, 'item' | 'draft' | 'columns' | 'person'>) {
  const { t } = useTranslation();
  const cell = cellOf(draft, item.code);
  const typed = readTyped(item.code, cell.text);
  const si = cellSi(draft, item.code);
  const at = draft.sampledAt;
  const previous = previousValue(columns, item.code, at ?? '9999-12-31T00:00:00Z');
  const flag =
    si === null || typed.kind !== 'number' ? null : rangeFlag(referenceRange(item.code, person), si, typed.comparator);
  const change =
    si !== null && at !== null && previous?.valueSi != null
      ? changeBetween({ at: previous.sampledAt, value: previous.valueSi }, { at, value: si })
      : null;
  return (
    <>
      {flag ? <Flag kind={flag} /> : null}{' '}
      {si !== null && cell.unit !== item.unit ? (
        <strong>{t('labs.converted', { value: `${computedText(si)} ${unitText(item.unit)}` })}</strong>
      ) : null}{' '}
      {previous ? (
        <span title={wallClock(previous.sampledAt)}>
          {observationText(previous, t)}
          {change ? ` ${signed(change.delta)} / ${ageText(change.hours * 3_600_000, t)}` : ''}
          {change?.percentPerDay != null
            ? ` (${t('labs.change.percentPerDay', { percent: signed(change.percentPerDay) })})`
            : ''}
        </span>
      ) : null}
    </>
  );
}

const cellInput = (from: HTMLElement, row: number): HTMLElement | null => {
  const code = LAB_CATALOGUE[row]?.code;
  return from.closest('table')?.querySelector<HTMLElement>(`[data-testid="cell-${code}"]`) ?? null;
};
