import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResetLine } from '../../../shared/contract/transfer.ts';
import { api } from '../../app/api.ts';
import { businessText, clockText } from '../../ui/delivery-wording.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import '../../ui/list-table.css';

/** Where the registry is not what it was: what it lacks, and the decision. Nothing where all is well. */
export function ResetPanel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const status = useQuery(api.sync.status.queryOptions());
  const compare = useMutation(api.sync.compare.mutationOptions());
  const settle = useMutation(
    api.sync.settle.mutationOptions({
      onSuccess: answer => {
        queries.setQueryData(api.sync.status.queryKey(), answer);
        void queries.invalidateQueries({ queryKey: api.outbox.key() });
      },
    }),
  );
  const reset = status.data?.reset;
  if (!reset) return null;
  const lines = compare.data;
  return (
    <section className="settings-reset" data-testid="reset-panel">
      <h3>{t('reset.title')}</h3>
      <p>
        {t(`reset.why.${reset.why}`)} {t('reset.explain')}
      </p>
      {lines ? <Comparison lines={lines} /> : null}
      <ErrorNote error={settle.error ?? compare.error} />
      <div className="settings-reset-actions">
        <Button
          type={lines ? 'default' : 'primary'}
          loading={compare.isPending}
          onClick={() => compare.mutate(undefined)}
          data-testid="reset-compare"
        >
          {t(compare.isPending ? 'reset.comparing' : 'reset.compare')}
        </Button>
        {lines ? (
          <>
            <Button
              disabled={settle.isPending}
              onClick={() => settle.mutate({ choice: 'go-on' })}
              data-testid="reset-go-on"
            >
              {t('reset.goOn')}
            </Button>
            <Button
              type="primary"
              loading={settle.isPending}
              onClick={() => settle.mutate({ choice: 'resend' })}
              data-testid="reset-resend"
            >
              {t('reset.resend')}
            </Button>
          </>
        ) : null}
      </div>
      {lines ? <p className="note">{t('reset.goOnHint')}</p> : null}
    </section>
  );
}

function Comparison({ lines }: { lines: readonly ResetLine[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const stateText = (businessStatus: string, at: string | null) =>
    `${businessText(businessStatus, t)} ${at === null ? '' : clockText(at, now)}`.trim();
  if (lines.length === 0) return <p>{t('reset.nothing')}</p>;
  return (
    <>
      <p>{t('reset.missing', { total: lines.length, missing: lines.filter(line => line.isMissing).length })}</p>
      <div className="settings-reset-lines">
        <table className="list-table">
          <thead>
            <tr>
              {(['number', 'local', 'server', 'same'] as const).map(column => (
                <th key={column} scope="col">
                  {t(`reset.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={line.referralId} data-testid="reset-line">
                <td>{line.number}</td>
                <td>{stateText(line.local.businessStatus, line.local.at)}</td>
                <td>{line.server ? stateText(line.server.businessStatus, line.server.at) : t('reset.none')}</td>
                <td className={line.isMissing ? 'settings-reset-missing' : ''}>
                  {t(`reset.result.${resultOf(line)}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function resultOf({ isMissing, server, local }: ResetLine): 'missing' | 'ended' | 'same' | 'differs' {
  if (isMissing) return 'missing';
  if (server === null) return 'ended';
  return server.businessStatus === local.businessStatus ? 'same' : 'differs';
}
