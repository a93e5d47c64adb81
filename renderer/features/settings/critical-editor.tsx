import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CriticalTable, EXAMPLE_LIMITS } from '../../../shared/records/critical-table.ts';
import { LAB_CATALOGUE, labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import { LabCode } from '../../../shared/records/observation.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { itemName } from '../labs/value-wording.ts';
import { blankRow, CriticalDraft, type DraftFault, type LimitRow, readRows, rowsOf } from './critical-draft.ts';
import { LIMIT_COLUMNS } from './limits-table.tsx';

interface CriticalEditorProps {
  inForce: CriticalTable | null;
  onClose(): void;
}

/** A new version of the table: typed, checked line by line, and signed by a physician with the password. */
export function CriticalEditor({ inForce, onClose }: CriticalEditorProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const basedOn = inForce?.version ?? 0;
  const initial: CriticalDraft = {
    basedOn,
    rows: inForce ? rowsOf(inForce.limits, false) : rowsOf(EXAMPLE_LIMITS, true),
  };
  const draft = useDraft('settings.critical-values', initial, body => {
    const stored = CriticalDraft.safeParse(body).data;
    return stored?.basedOn === basedOn ? stored : null; // another version has been signed in between
  });
  const [isChecked, setChecked] = useState(false);
  const [password, setPassword] = useState('');
  const sign = useMutation(
    api.criticalValues.sign.mutationOptions({
      onSuccess: async () => {
        await draft.discard().catch(() => undefined); // signed; an old draft would only ask again
        await queries.invalidateQueries({ queryKey: api.criticalValues.key() });
        onClose();
      },
      onSettled: () => setPassword(''), // never longer in memory than one try
    }),
  );
  const { rows } = draft.value;
  const { limits, faults } = readRows(rows);
  const setRows = (next: LimitRow[]) => {
    setChecked(false); // what was checked has changed
    draft.change({ basedOn, rows: next });
  };
  const change = (row: number, part: Partial<LimitRow>) =>
    setRows(rows.map((each, at) => (at === row ? { ...each, ...part, isExample: false } : each)));
  const rowName = (row: number) => {
    const code = rows[row]?.code;
    return t('criticalValues.table.row', { row: row + 1, item: code ? itemName(labItem(code), i18n.language) : '' });
  };
  const faultText = ({ row, kind }: DraftFault) => {
    const code = rows[row]?.code;
    const [low, high] = code ? labItem(code).hard : [0, 0];
    return t(`criticalValues.table.fault.${kind}`, { low, high });
  };
  const faultyRows = [...new Set(faults.map(({ row }) => row))];
  const missing = [
    ...(rows.length === 0 ? [t('criticalValues.table.empty')] : []),
    ...faultyRows.map(row => rowName(row)),
    ...(isChecked ? [] : [t('criticalValues.table.checked')]),
    ...(password === '' ? [t('criticalValues.table.password')] : []),
  ];
  const fieldNames = Object.fromEntries(
    rows.flatMap((_, row) =>
      (['code', 'low', 'high', 'ages'] as const).map(field => [
        `limits.${row}.${field}`,
        `${rowName(row)} ${t(`criticalValues.table.field.${field}`)}`,
      ]),
    ),
  );
  const run = () => {
    if (limits && missing.length === 0) sign.mutate({ basedOn, limits, password });
  };

  return (
    <>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.discard(initial)} />
      <table className="list-table limits" data-testid="critical-editor">
        <thead>
          <tr>
            {[...LIMIT_COLUMNS, 'action' as const].map(column => (
              <th key={column} scope="col" className={`limits-${column}`}>
                {t(`criticalValues.table.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line, row) => {
            const wrong = faults.filter(fault => fault.row === row);
            return (
              <Fragment key={line.key}>
                <tr className={wrong.length > 0 ? 'limits-wrong' : undefined}>
                  <td>
                    <select
                      className="text-field"
                      value={line.code}
                      aria-label={`${rowName(row)} ${t('criticalValues.table.field.code')}`}
                      onChange={event => change(row, { code: LabCode.safeParse(event.target.value).data ?? '' })}
                      data-testid={`limit-code-${row}`}
                    >
                      <option value="">{t('criticalValues.table.choose')}</option>
                      {LAB_CATALOGUE.map(item => (
                        <option key={item.code} value={item.code}>
                          {itemName(item, i18n.language)} {item.code}
                        </option>
                      ))}
                    </select>
                  </td>
                  {(['low', 'high'] as const).map(field => (
                    <td key={field}>
                      <TextField
                        value={line[field]}
                        onChange={typed => change(row, { [field]: typed })}
                        readOnly={!draft.ready}
                        inputMode="decimal"
                        lang="en"
                        autoComplete="off"
                        width={8}
                        aria-label={`${rowName(row)} ${t(`criticalValues.table.field.${field}`)}`}
                        testId={`limit-${field}-${row}`}
                      />
                    </td>
                  ))}
                  <td>{line.code ? unitText(labItem(line.code).unit) : ''}</td>
                  <td className="limits-band">
                    {(['from', 'to'] as const).map(end => (
                      <Fragment key={end}>
                        {end === 'to' ? '– ' : ''}
                        <TextField
                          value={line[end]}
                          onChange={typed => change(row, { [end]: typed })}
                          readOnly={!draft.ready}
                          inputMode="numeric"
                          lang="en"
                          autoComplete="off"
                          width={3}
                          aria-label={`${rowName(row)} ${t(`criticalValues.table.age${end === 'from' ? 'From' : 'To'}`)}`}
                          testId={`limit-${end}-${row}`}
                        />
                      </Fragment>
                    ))}
                    {line.from === '' && line.to === '' ? (
                      <span className="note">{t('criticalValues.table.everyAge')}</span>
                    ) : null}
                  </td>
                  <td>
                    {line.isExample ? (
                      <span className="flag flag-attention">{t('criticalValues.table.example')}</span>
                    ) : (
                      t('criticalValues.table.own')
                    )}
                  </td>
                  <td>
                    <button
                      type="button"
                      className="quiet-button"
                      onClick={() => setRows(rows.filter((_, at) => at !== row))}
                      aria-label={`${rowName(row)} ${t('criticalValues.table.remove')}`}
                    >
                      {t('criticalValues.table.remove')}
                    </button>
                  </td>
                </tr>
                {wrong.length > 0 ? (
                  <tr className="limits-fault">
                    <td colSpan={LIMIT_COLUMNS.length + 1}>
                      {wrong.map(fault => (
                        <div key={`${fault.field}-${fault.kind}`} className="field-error">
                          {rowName(row)} {t(`criticalValues.table.field.${fault.field}`)}: {faultText(fault)}
                        </div>
                      ))}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      <div>
        <button
          type="button"
          className="quiet-button"
          onClick={() => setRows([...rows, blankRow(rows)])}
          data-testid="add-limit"
        >
          + {t('criticalValues.table.add')}
        </button>
      </div>
      <p className="note">{t('criticalValues.table.rule')}</p>
      <div className="limits-sign">
        <label className="choice-option">
          <input
            type="checkbox"
            checked={isChecked}
            disabled={limits === null}
            onChange={event => setChecked(event.target.checked)}
            data-testid="limits-checked"
          />
          {t('criticalValues.table.checked')}
        </label>
        <Field label={t('criticalValues.table.password')} required>
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            onEnter={run}
            autoComplete="off"
            width={20}
            testId="limits-password"
          />
        </Field>
      </div>
      <PrimaryAction
        label={t('criticalValues.table.sign', { version: basedOn + 1 })}
        missing={missing}
        pending={sign.isPending}
        error={sign.error ?? draft.error}
        fieldNames={fieldNames}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={run}
        testId="sign-limits"
      />
    </>
  );
}
