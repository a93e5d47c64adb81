import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, AuditFilter } from '../../../shared/contract/administration.ts';
import { actionText, changesText } from '../../../shared/i18n/audit-text.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';

import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { AuditFilterBar, NO_FILTER } from './audit-filter-bar.tsx';

const PAGE = 100;
const COLUMNS = ['seq', 'at', 'actor', 'action', 'subject', 'reason', 'changes'] as const;

/** Who did what, newest first, with its filter and its export. */
export function AuditList() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const list = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: number | null) => ({ before, limit: PAGE, filter }),
      initialPageParam: null as number | null,
      getNextPageParam: last => (last.length === PAGE ? (last.at(-1)?.seq ?? null) : null),
    }),
  );
  const events = list.data?.pages.flat() ?? [];
  return (
    <>
      <AuditFilterBar filter={filter} onChange={setFilter} />
      <ExportButton filter={filter} />
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data && events.length === 0 ? (
        <p className="note">{t(filter === NO_FILTER ? 'settings.audit.empty' : 'audit.noneFound')}</p>
      ) : null}
      {events.length > 0 ? (
        <table className="list-table audit-table" data-testid="audit-list">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`audit-${column}`}>
                  {t(`settings.audit.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map(event => (
              <EventRow key={event.seq} event={event} onSubject={patient => setFilter({ ...filter, patient })} />
            ))}
          </tbody>
        </table>
      ) : null}
      {list.hasNextPage ? (
        <div>
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {t('settings.audit.older')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function EventRow({ event, onSubject }: { event: AuditEvent; onSubject(id: string): void }) {
  const { t } = useTranslation();
  const { subjectId } = event;
  return (
    <tr>
      <td>{event.seq}</td>
      <td>{wallClock(event.at, 'seconds')}</td>
      <td>{event.actor}</td>
      <td title={event.action}>{actionText(event.action, t)}</td>
      <td>
        {subjectId === null ? null : (
          <button
            type="button"
            className="quiet-button"
            title={`${t('audit.filter.only')} ${subjectId}`}
            onClick={() => onSubject(subjectId)}
          >
            {subjectId.slice(0, 8)}
          </button>
        )}
      </td>
      <td>{event.reason}</td>
      <td>{changesText(event.changes, t)}</td>
    </tr>
  );
}

function ExportButton({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const language = useSession(session => session.language);
  const save = useMutation({
    ...api.audit.export.mutationOptions(),
    gcTime: 0,
    onSuccess: ({ csv, fileName }) => saveFile(csv, 'text/csv;charset=utf-8', fileName),
  });
  const done = save.data;
  return (
    <div className="audit-export">
      <Button loading={save.isPending} onClick={() => save.mutate({ filter, language })} data-testid="audit-export">
        {t('audit.export')}
      </Button>
      {done ? (
        <span role="status">
          {t(done.isWhole ? 'audit.exported' : 'audit.exportedPart', { total: done.total, name: done.fileName })}
        </span>
      ) : null}
      <ErrorNote error={save.error} />
    </div>
  );
}
