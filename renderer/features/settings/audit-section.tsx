import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditCheck, AuditEvent } from '../../../shared/contract/administration.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

const PAGE = 100;

/** Everybody allowed here may check the chain; only an auditor reads it. */
export function AuditSection() {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const check = useMutation(api.audit.check.mutationOptions());
  const mayRead = may(roles, 'readAudit');
  return (
    <>
      <div>
        <Button
          type="primary"
          loading={check.isPending}
          onClick={() => check.mutate(undefined)}
          data-testid="audit-check"
        >
          {t(check.isPending ? 'settings.audit.checking' : 'settings.audit.check')}
        </Button>
      </div>
      <ErrorNote error={check.error} />
      {check.data ? <CheckResult check={check.data} /> : null}
      {mayRead ? <AuditList /> : <p className="note">{t('settings.audit.checkOnly')}</p>}
    </>
  );
}

function CheckResult({ check }: { check: AuditCheck }) {
  const { t } = useTranslation();
  if (check.fault === null) {
    return (
      <p className="settings-good" role="status" data-testid="audit-result">
        ✓ {t('settings.audit.ok', { total: check.events })}
      </p>
    );
  }
  return (
    <p className="settings-loud" role="alert" data-testid="audit-result">
      <strong>{t(`settings.audit.fault.${check.fault.kind}`, { seq: check.fault.seq })}</strong>{' '}
      {t('settings.audit.faultNext')}
    </p>
  );
}

/** `observation insert ×12`: what was written, counted by kind. */
function changesText(changes: AuditEvent['changes']): string[] {
  const counts = new Map<string, number>();
  for (const { entity, operation } of changes) {
    const kind = `${entity} ${operation}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} ×${count}`));
}

const COLUMNS = ['seq', 'at', 'actor', 'action', 'subject', 'reason', 'changes'] as const;

function AuditList() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: number | null) => ({ before, limit: PAGE }),
      initialPageParam: null as number | null,
      getNextPageParam: last => (last.length === PAGE ? (last.at(-1)?.seq ?? null) : null),
    }),
  );
  const events = list.data?.pages.flat() ?? [];
  return (
    <>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data && events.length === 0 ? <p className="note">{t('settings.audit.empty')}</p> : null}
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
              <tr key={event.seq}>
                <td>{event.seq}</td>
                <td>{wallClock(event.at, 'seconds')}</td>
                <td>{event.actor}</td>
                <td>{event.action}</td>
                <td title={event.subjectId ?? ''}>{event.subjectId?.slice(0, 8)}</td>
                <td>{event.reason}</td>
                <td>{changesText(event.changes).join(t('ui.listComma'))}</td>
              </tr>
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
