import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SuspectPair } from '../../../shared/contract/identity.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { MatchReasons, SuspectFacts } from './suspect-facts.tsx';
import '../../ui/list-table.css';
import './identity.css';

/** Records that may be one person: each pair is merged, or said to be two people. */
export default function SuspectsPage() {
  const { t } = useTranslation();
  const pairs = useQuery(api.identity.pairs.queryOptions());
  return (
    <div className="page" data-testid="suspects-page">
      <div className="page-head">
        <h1>{t('identity.list.title')}</h1>
        <span className="note">{t('identity.list.note')}</span>
      </div>
      <ErrorNote error={pairs.error} onRetry={() => void pairs.refetch()} />
      {pairs.data?.length === 0 ? <EmptyState title={t('identity.list.empty')} /> : null}
      {pairs.data && pairs.data.length > 0 ? (
        <table className="list-table suspects-table">
          <thead>
            <tr>
              <th scope="col">{t('identity.list.records')}</th>
              <th scope="col" className="suspects-why">
                {t('identity.list.why')}
              </th>
              <th scope="col" className="suspects-actions" />
            </tr>
          </thead>
          <tbody>
            {pairs.data.map(pair => (
              <PairRow key={pair.records.map(({ id }) => id).join(' ')} pair={pair} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

function PairRow({ pair: { records, why } }: { pair: SuspectPair }) {
  const { t } = useTranslation();
  const mayMerge = useSession(({ user }) => may(user?.roles, 'sign'));
  const [isAsking, setAsking] = useState(false);
  const distinguish = useMutation(api.identity.distinguish.mutationOptions());
  const ids: [string, string] = [records[0].id, records[1].id];
  return (
    <tr data-testid="suspect-pair">
      <td>
        {records.map(record => (
          <div key={record.id} className="suspects-record">
            <SuspectFacts record={record} />
          </div>
        ))}
        {isAsking ? (
          <VoidQuestion
            label={t('identity.list.reason')}
            action={t('identity.list.distinguish')}
            pending={distinguish.isPending}
            error={distinguish.error}
            onVoid={reason => distinguish.mutate({ ids, reason })}
            onCancel={() => setAsking(false)}
          />
        ) : null}
      </td>
      <td>
        <MatchReasons why={why} />
      </td>
      <td>
        {mayMerge ? (
          <Link to={`/merge/${ids[0]}/${ids[1]}`} data-testid="merge-pair">
            {t('identity.list.merge')}
          </Link>
        ) : (
          <span className="note">{t('identity.list.onlyPhysician')}</span>
        )}
        <button type="button" className="quiet-button" onClick={() => setAsking(true)} data-testid="distinguish-pair">
          {t('identity.list.distinguish')}
        </button>
      </td>
    </tr>
  );
}
