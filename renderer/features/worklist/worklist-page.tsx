import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { isUnder, WORK_FILTERS, type WorkFilter, type WorkLine } from '../../../shared/records/work-line.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { useBadge } from '../../app/title-badge.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { FilterBar } from './filter-bar.tsx';
import { RescoreLine } from './rescore-line.tsx';
import { MOST_FOUND, SearchBox, usePatientSearch } from './search-box.tsx';
import { SearchResults } from './search-results.tsx';
import { useWorkFilter } from './use-work-filter.ts';
import { WorkTable } from './work-table.tsx';
import '../../ui/list-table.css';
import './worklist.css';

/** Lines are still being worked out: the list is asked again after this. */
const PENDING_MS = 1000;
/** What a reader without clinical rights may filter by. */
const PLAIN_FILTERS: readonly WorkFilter[] = ['all', 'awaiting', 'overdue'];
const NO_LINES: readonly WorkLine[] = [];

/** Who is waiting, and for whom the time runs out first. */
export default function WorklistPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const roles = useSession(session => session.user?.roles);
  const userId = useSession(session => session.user?.id) ?? null;
  const [text, setText] = useState('');
  const mayRecord = may(roles, 'record');
  const mayOpen = may(roles, 'readClinical');
  const list = useQuery({
    ...api.worklist.list.queryOptions(),
    refetchInterval: ({ state }) => (state.data && state.data.pending > 0 ? PENDING_MS : false),
  });
  const search = usePatientSearch(text);
  const lines = list.data?.lines ?? NO_LINES;
  const pending = list.data?.pending ?? 0;
  const filters = mayOpen ? WORK_FILTERS : PLAIN_FILTERS;
  const { filter, choose } = useWorkFilter(filters);
  const under = useMemo(
    () => new Map(filters.map(each => [each, lines.filter(line => isUnder(each, line, { userId, now }))])),
    [filters, lines, userId, now],
  );
  const shown = under.get(filter) ?? lines;
  const badge = useBadge(true);
  const create = () => void navigate('/patients/new');

  useShortcuts([
    ...(mayRecord ? [{ keys: 'g n', label: t('worklist.key.create'), run: create }] : []),
    { keys: '↑ ↓', label: t('worklist.key.rows'), run: () => undefined },
  ]);

  const isSearching = search.query !== '';
  // Enter right behind the last letter: the rows on screen are still those of the letters before.
  const isSettled = !isSearching || !search.answer.isFetching;
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => {
    if (!isLeaving || !isSettled) return;
    setLeaving(false);
    document.querySelector<HTMLElement>('.worklist [data-row]')?.focus();
  }, [isLeaving, isSettled]);
  const found = search.answer.data?.length ?? 0;
  const heading = isSearching
    ? search.answer.data && t(found === MOST_FOUND ? 'worklist.more' : 'worklist.found', { total: found })
    : list.data && t('worklist.count', { total: lines.length });

  return (
    <div className="page worklist">
      <div className="page-head">
        <h1>{t('worklist.title')}</h1>
        <span className="note" aria-live="polite">
          {heading}
        </span>
        {mayOpen ? (
          <SearchBox
            text={text}
            onText={next => {
              setText(next);
              setLeaving(false);
            }}
            fuzzy={search.fuzzy}
            onFuzzy={search.setFuzzy}
            onLeave={() => setLeaving(true)}
          />
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
          {pending > 0 ? <p className="note">{t('worklist.pending', { total: pending })}</p> : null}
          {mayOpen ? <RescoreLine lines={lines} now={now} /> : null}
          {lines.length > 0 ? (
            <div className="work-bar">
              <FilterBar
                filters={filters}
                counts={new Map([...under].map(([each, { length }]) => [each, length]))}
                chosen={filter}
                onChoose={choose}
              />
              {badge && badge.people > 0 && badge.pending === 0 ? (
                <span className="work-needs" title={t('worklist.badge.hint')} data-testid="work-needs">
                  {t('worklist.badge.needs', badge)}
                </span>
              ) : null}
            </div>
          ) : null}
          {list.data && lines.length === 0 && pending === 0 ? (
            <EmptyState title={t('worklist.empty')}>
              <p>{t('worklist.emptyHint')}</p>
            </EmptyState>
          ) : null}
          {lines.length > 0 && shown.length === 0 ? (
            <EmptyState title={t(`worklist.filterEmpty.${filter}`)}>
              <button type="button" className="quiet-button" onClick={() => choose('all')}>
                {t('worklist.showAll')}
              </button>
            </EmptyState>
          ) : null}
          {shown.length > 0 ? <WorkTable key={filter} lines={shown} now={now} mayOpen={mayOpen} /> : null}
        </>
      )}
    </div>
  );
}
