import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

/** On the road the ward waits with a bed: by which arrival, and the new one told in one press. Nothing is sent silently. */
export function EtaTold({ referralId, eta }: { referralId: string; eta: Instant | null }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const input = { referralId };
  const record = useQuery(api.departures.get.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }));
  const tell = useMutation(
    api.departures.tellEta.mutationOptions({
      onSuccess: saved => {
        queries.setQueryData(api.departures.get.queryKey({ input }), saved);
        void queries.invalidateQueries({ queryKey: api.messages.key() });
      },
    }),
  );
  const expects = record.data?.wardExpects;
  if (!expects) return null;
  const isNew = eta !== null && (expects.at === null || Date.parse(eta) !== Date.parse(expects.at));
  return (
    <div className={isNew ? 'question' : undefined} data-testid="eta-told">
      <p className={isNew ? undefined : 'note'}>
        {expects.at === null
          ? t('composer.transport.etaUntold')
          : t('composer.transport.etaTold', { time: wallClock(expects.at) })}
      </p>
      {isNew ? (
        <p>
          <Button
            disabled={record.data?.transport.eta !== eta}
            loading={tell.isPending}
            onClick={() => tell.mutate(input)}
            data-testid="tell-eta"
          >
            {t('composer.transport.tellEta', { time: wallClock(eta) })}
          </Button>{' '}
          <span className="note">{t('composer.transport.tellEtaHint')}</span>
        </p>
      ) : null}
      <ErrorNote error={tell.error} />
    </div>
  );
}
