import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useWaitingByPatient } from '../critical-values/use-critical-values.ts';
import { PatientRow } from './patient-row.tsx';
import { MOST_FOUND, SearchBox, usePatientSearch } from './search-box.tsx';
import { SearchResults } from './search-results.tsx';
import '../../ui/list-table.css';
import './worklist.css';

/** As many as one screenful of scrolling; more are found by typing, not by scrolling. */
const LIMIT = 100;
const COLUMNS = ['left', 'patient', 'hospitalNumber', 'grade', 'advice', 'delivery', 'lastLabs'] as const;

/** Who is waiting, and for whom the time runs out first. */
export default function WorklistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const roles = useSession(session => session.user?.roles);
  const [text, setText] = useState('');
  const mayRecord = may(roles, 'record');
  const mayOpen = may(roles, 'readClinical');
  const list = useQuery(api.patients.list.queryOptions({ input: { limit: LIMIT } }));
  const search = usePatientSearch(text);
  const lines = list.data ?? [];
  const waiting = useWaitingByPatient();
  const columns = COLUMNS.filter(column => mayOpen || (column !== 'grade' && column !== 'advice'));
  const create = () => void navigate('/patients/new');

  useShortcuts([
    ...(mayRecord ? [{ keys: 'g n', label: t('worklist.key.create'), run: create }] : []),
    { keys: '↑ ↓', label: t('worklist.key.rows'), run: () => undefined },
  ]);

  const intoRows = () => document.querySelector<HTMLElement>('.worklist [data-row]')?.focus();
  const isSearching = search.query !== '';
  const found = search.answer.data?.length ?? 0;
  const heading = isSearching
    ? search.answer.data && t(found === MOST_FOUND ? 'worklist.more' : 'worklist.found', { total: found })
    : list.data && t(lines.length === LIMIT ? 'worklist.more' : 'worklist.count', { total: lines.length });

  return (
    <div className="page worklist">
      <div className="page-head">
        <h1>{t('worklist.title')}</h1>
        <span className="note" aria-live="polite">
          {heading}
        </span>
        {mayOpen ? (
          <SearchBox text={text} onText={setText} fuzzy={search.fuzzy} onFuzzy={search.setFuzzy} onLeave={intoRows} />
        ) : null}
        {mayRecord ? (
          <Link to="/suspects" className="worklist-suspects" data-testid="open-suspects">
            {t('identity.list.link')}
          </Link>
        ) : null}
        {mayRecord ? (
          <Button type="primary" onClick={create} data-testid="new-patient">
            {t('worklist.newPatient')}
          </Button>
        ) : null}
      </div>
      {isSearching ? (
        <>
          <ErrorNote error={search.answer.error} onRetry={() => void search.answer.refetch()} />
          {search.answer.data ? <SearchResults hits={search.answer.data} query={search.query} now={now} /> : null}
        </>
      ) : (
        <>
          <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
          {list.data && lines.length === 0 ? (
            <EmptyState title={t('worklist.empty')}>
              <p>{t('worklist.emptyHint')}</p>
            </EmptyState>
          ) : null}
          {lines.length > 0 ? (
            <table className="list-table" data-testid="worklist">
              <thead>
                <tr>
                  {columns.map(column => (
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
        </>
      )}
    </div>
  );
}
