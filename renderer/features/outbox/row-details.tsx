import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OutboxDetail } from '../../../shared/contract/transfer.ts';
import { outbox as texts } from '../../../shared/i18n/zh-CN/outbox.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { reasonText } from '../../ui/delivery-wording.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

type State = keyof typeof texts.technical.states;
const isState = (state: string): state is State => Object.hasOwn(texts.technical.states, state);

/** Every row of a referral with its attempts, for whoever supports the line: types, ids and codes only. */
export function RowDetails({ referralId }: { referralId: string }) {
  const { t } = useTranslation();
  const detail = useQuery(api.outbox.detail.queryOptions({ input: { referralId } }));
  return (
    <>
      <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />
      <table className="row-details" data-testid="row-details">
        <thead>
          <tr>
            {(['row', 'state', 'created', 'next', 'acked', 'attempts'] as const).map(column => (
              <th key={column} scope="col">
                {t(`outbox.technical.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(detail.data?.rows ?? []).map(row => (
            <DetailRow key={row.seq} row={row} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function DetailRow({ row }: { row: OutboxDetail['rows'][number] }) {
  const { t } = useTranslation();
  const { seq, step, resource, state, createdAt, nextAt, ackedAt, attempts } = row;
  const time = (at: string | null) => (at === null ? '' : wallClock(at, 'seconds').slice(5));
  return (
    <tr>
      <td>
        {seq} {t(`outbox.problem.step.${step}`)} <code>{resource}</code>
      </td>
      <td>{isState(state) ? t(`outbox.technical.states.${state}`) : state}</td>
      <td>{time(createdAt)}</td>
      <td>{time(nextAt)}</td>
      <td>{time(ackedAt)}</td>
      <td>
        {attempts.length === 0 ? t('outbox.technical.none') : null}
        <ul>
          {attempts.slice(0, 8).map(({ at, ms, reason, httpStatus }) => (
            <li key={at}>
              {[
                time(at),
                `${ms} ms`,
                reason === null ? t('outbox.technical.ok') : `${reasonText(reason, t)} (${reason})`,
                httpStatus === null ? '' : `HTTP ${httpStatus}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
