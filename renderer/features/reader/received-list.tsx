import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReceivedLine } from '../../../shared/contract/received.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { businessText } from '../../ui/delivery-wording.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

const COLUMNS = ['number', 'patient', 'site', 'urgency', 'road', 'received', 'state'] as const;

/** Referrals that came in by code or file, newest first. */
export function ReceivedList() {
  const { t } = useTranslation();
  const list = useQuery(api.received.list.queryOptions());
  if (list.data?.length === 0) {
    return (
      <EmptyState title={t('reader.none')}>
        <p>{t('reader.noneHint')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data ? (
        <table className="list-table" data-testid="received">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col">
                  {t(`reader.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.data.map(line => (
              <tr key={line.id}>
                <td>
                  <Link to={`/reader/${line.id}`}>{line.number}</Link>
                </td>
                <td>
                  {line.patientName ?? t('reader.noName')} {line.sex === null ? '' : t(`patient.sex.${line.sex}`)}{' '}
                  {line.ageYears === null ? '' : t('reader.age', { years: line.ageYears })}
                </td>
                <td>{line.siteName}</td>
                <td>{line.urgency === null ? '' : t(`referral.urgency.${line.urgency}`)}</td>
                <td>{t(`reader.road.${line.road}`)}</td>
                <td>{wallClock(line.receivedAt)}</td>
                <td>
                  {stateText(line, t)}
                  {line.newer === null ? null : (
                    <strong className="reader-newer"> {t('reader.newer.short', { n: line.newer.supplement })}</strong>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

/** What the registry says counts; an answer of ours that travels by file is not confirmed by it. */
export function stateText({ answered, registry }: Pick<ReceivedLine, 'answered' | 'registry'>, t: Translate): string {
  const byRegistry = registry
    ? t('reader.byRegistry', { state: businessText(registry.businessStatus, t), at: wallClock(registry.at) })
    : '';
  const ours = answered ? t('reader.answeredByFile', { state: businessText(answered.to, t) }) : '';
  return [byRegistry, ours].filter(Boolean).join(' · ') || t('reader.provisional');
}
