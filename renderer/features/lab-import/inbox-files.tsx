import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';

/** Files that appeared in the laboratory's folder. They are offered here and never read by themselves. */
export function InboxFiles({ onTake }: { onTake(sha256: string, name: string): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const status = useQuery(api.labInbox.status.queryOptions());
  const files = useQuery(api.labInbox.list.queryOptions());
  const dismiss = useMutation(
    api.labInbox.dismiss.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.labInbox.key() }),
    }),
  );
  if (!status.data) return <ErrorNote error={status.error} />;
  const { folder, lookedAt, problem } = status.data;
  return (
    <section className="import-inbox" aria-label={t('labImport.inbox.title')}>
      <h2>
        {t('labImport.inbox.title')}{' '}
        {lookedAt && !problem ? (
          <small className="note">{t('labImport.inbox.looked', { time: wallClock(lookedAt) })}</small>
        ) : null}
      </h2>
      {folder === null ? <p className="note">{t('labImport.inbox.notSet')}</p> : null}
      {problem ? (
        <p className="import-stop" role="alert">
          {folder} · {t(`labImport.inbox.problem.${problem}`)}
        </p>
      ) : null}
      {folder !== null && !problem && files.data?.length === 0 ? (
        <p className="note">{t('labImport.inbox.none')}</p>
      ) : null}
      <ul>
        {files.data?.map(({ sha256, name, seenAt, imports, problem: trouble }) => (
          <li key={name} data-testid="inbox-file">
            <strong>{name}</strong> <small>{t('labImport.inbox.seen', { time: wallClock(seenAt) })}</small>{' '}
            {imports > 0 ? <small>{t('labImport.inbox.used', { count: imports })}</small> : null}{' '}
            {trouble ? <span role="alert">{t(`labImport.inbox.problem.${trouble}`)}</span> : null}
            {sha256 ? (
              <>
                <button
                  type="button"
                  className="quiet-button"
                  onClick={() => onTake(sha256, name)}
                  data-testid="inbox-read"
                >
                  {t('labImport.inbox.read')}
                </button>
                <button type="button" className="quiet-button" onClick={() => dismiss.mutate({ sha256 })}>
                  {t('labImport.inbox.dismiss')}
                </button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <ErrorNote error={files.error ?? dismiss.error} />
    </section>
  );
}
