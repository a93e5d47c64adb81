import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { LineSummary } from './line-summary.tsx';
import { OutboxRow } from './outbox-row.tsx';
import '../../ui/list-table.css';
import './outbox.css';

const COLUMNS = ['number', 'patient', 'ward', 'since', 'delivery', 'action'] as const;

/** One line a signed referral: where it is, and what can be done. */
export default function OutboxPage() {
  const { t } = useTranslation();
  const now = useNow();
  const queries = useQueryClient();
  const list = useQuery(api.outbox.list.queryOptions());
  const status = useQuery(api.sync.status.queryOptions());
  const syncNow = useMutation(
    api.sync.now.mutationOptions({
      onSuccess: answer => {
        queries.setQueryData(api.sync.status.queryKey(), answer);
        void queries.invalidateQueries({ queryKey: api.outbox.key() });
      },
    }),
  );
  const isSyncing = syncNow.isPending || status.data?.running === true;
  const mayAsk = status.data?.configured === true && !isSyncing;
  const ask = () => {
    if (mayAsk) syncNow.mutate(undefined);
  };

  useShortcuts([
    { keys: 'g r', label: t('outbox.key.sync'), run: ask },
    { keys: '↑ ↓', label: t('outbox.key.rows'), run: () => undefined },
  ]);

  return (
    <div className="page outbox">
      <div className="page-head">
        <h1>{t('outbox.title')}</h1>
        <span className="note">{t('outbox.explain')}</span>
        <Button className="outbox-sync" type="primary" disabled={!mayAsk} onClick={ask} data-testid="sync-now">
          {t(isSyncing ? 'outbox.syncing' : 'outbox.syncNow')}
        </Button>
      </div>
      {status.data ? <LineSummary status={status.data} now={now} /> : null}
      <ErrorNote error={syncNow.error ?? list.error ?? status.error} onRetry={() => void list.refetch()} />
      {list.data?.length === 0 ? (
        <EmptyState title={t('outbox.empty')}>
          <p>{t('outbox.emptyHint')}</p>
        </EmptyState>
      ) : null}
      {list.data && list.data.length > 0 ? (
        <table className="list-table" data-testid="outbox">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`outbox-${column}`}>
                  {t(`outbox.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.data.map(line => (
              <OutboxRow key={line.referralId} line={line} now={now} columns={COLUMNS.length} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
