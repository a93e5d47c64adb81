import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useWaitingByPatient } from '../critical-values/use-critical-values.ts';
import { PatientRow } from './patient-row.tsx';
import '../../ui/list-table.css';
import './worklist.css';

/** As many as one screenful of scrolling; more are found by typing, not by scrolling. */
const LIMIT = 100;
const COLUMNS = ['left', 'patient', 'hospitalNumber', 'grade', 'delivery', 'lastLabs'] as const;

/** Who is waiting, and for whom the time runs out first. */
export default function WorklistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const roles = useSession(session => session.user?.roles);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim().slice(0, 60));
  const search = useRef<HTMLInputElement>(null);
  const mayRecord = may(roles, 'record');
  const mayOpen = may(roles, 'readClinical');
  const list = useQuery({
    ...api.patients.list.queryOptions({ input: { query: wanted, limit: LIMIT } }),
    placeholderData: keepPreviousData,
  });
  const lines = list.data ?? [];
  const waiting = useWaitingByPatient();
  const create = () => void navigate('/patients/new');

  useShortcuts([
    { keys: '/', label: t('worklist.key.search'), run: () => search.current?.focus() },
    ...(mayRecord ? [{ keys: 'g n', label: t('worklist.key.create'), run: create }] : []),
    { keys: '↑ ↓', label: t('worklist.key.rows'), run: () => undefined },
  ]);

  const intoRows = () => document.querySelector<HTMLElement>('.worklist [data-row]')?.focus();
  const heading =
    lines.length === LIMIT
      ? t('worklist.more', { total: LIMIT })
      : t(wanted === '' ? 'worklist.count' : 'worklist.found', { total: lines.length });

  return (
    <div className="page worklist">
      <div className="page-head">
        <h1>{t('worklist.title')}</h1>
        <span className="note" aria-live="polite">
          {list.data ? heading : ''}
        </span>
        <span className="worklist-search">
          <TextField
            type="search"
            value={query}
            onChange={setQuery}
            onKeyDown={event => {
              if (event.key === 'ArrowDown') {
                event.preventDefault();
                intoRows();
              }
              if (event.key === 'Escape') setQuery('');
            }}
            onEnter={intoRows}
            placeholder={`/  ${t('worklist.search')}`}
            aria-label={t('worklist.search')}
            autoComplete="off"
            inputRef={search}
            testId="patient-search"
          />
        </span>
        {mayRecord ? (
          <Button type="primary" onClick={create} data-testid="new-patient">
            {t('worklist.newPatient')}
          </Button>
        ) : null}
      </div>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data && lines.length === 0 ? (
        wanted === '' ? (
          <EmptyState title={t('worklist.empty')}>
            <p>{t('worklist.emptyHint')}</p>
          </EmptyState>
        ) : (
          <EmptyState title={t('worklist.noneFound', { query: wanted })}>
            <p>{t('worklist.noneFoundHint')}</p>
          </EmptyState>
        )
      ) : null}
      {lines.length > 0 ? (
        <table className="list-table" data-testid="worklist">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`worklist-${column}`}>
                  {t(`worklist.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <PatientRow
                key={line.id}
                line={line}
                now={now}
                mayOpen={mayOpen}
                criticalCount={waiting.get(line.id) ?? 0}
              />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
